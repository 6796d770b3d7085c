import { crel, Extension, Plugin, TextClass as Base } from "django-prose-editor/editor"

// Tiptap would add a <style>, which the content security policy refuses: editor.css has its rules.
// The browser checks the spelling in the language of the essay.
export const OwnStyleSheet = Extension.create({
  name: "ownStyleSheet",
  onBeforeCreate() {
    const { form, labels, lang } = this.editor.options.element.querySelector("textarea")
    const language = form?.elements.language
    const label = labels[0]?.textContent.trim().replace(/:$/, "") ?? ""
    const attributes = () => ({
      "aria-label": label,
      dir: "auto",
      lang: language?.value || lang,
      spellcheck: "true",
    })
    language?.addEventListener("change", () => this.editor.view.dispatch(this.editor.state.tr))
    // Below the buttons, which stay in sight.
    const margin = { top: 90, right: 5, bottom: 5, left: 5 }
    this.editor.setOptions({
      injectCSS: false,
      editorProps: { attributes, scrollMargin: margin, scrollThreshold: margin },
    })
  },
})

const LANGUAGE = "lang-"

// Languages: a list of all, those of the text first. One passage has one language.
export const TextClass = Base.extend({
  keepOnSplit: false,

  addOptions() {
    return { ...this.parent(), words: {} }
  },

  addAttributes() {
    const names = this.options.cssClasses.map(({ className }) => className)
    const parseHTML = ({ classList }) => names.find((name) => classList.contains(name))
    return { class: { ...this.parent().class, parseHTML } }
  },

  // A footnote in another language has both classes.
  parseHTML() {
    const tags = this.options.cssClasses.map(({ className }) => `span.${className}`)
    return [{ tag: tags.join(), consuming: false }]
  },

  addMenuItems({ menu }) {
    const { editor } = this
    const { label, none } = this.options.words
    const compare = new Intl.Collator(document.documentElement.lang).compare
    const languages = this.options.cssClasses.toSorted((a, b) => compare(a.title, b.title))
    const options = languages.map(({ className, title }) => new Option(title, className))
    const select = crel("select", { className: "language", "aria-label": label, title: label })
    select.append(new Option(none, ""), ...options)
    // Before the menu's own listener, which would give the focus to the text.
    select.addEventListener("click", (event) => event.stopImmediatePropagation())
    let isChosenByPointer = false
    select.addEventListener("pointerdown", () => {
      isChosenByPointer = true
    })
    select.addEventListener("keydown", () => {
      isChosenByPointer = false
    })
    select.addEventListener("focus", () => {
      const isUsed = ({ value }) => editor.view.dom.querySelector(`.${value}`)
      select.options[0].after(...options.filter(isUsed))
    })
    select.addEventListener("change", () => {
      const chain = editor.chain()
      if (isChosenByPointer) chain.focus()
      const { empty, $from } = editor.state.selection
      const isFollowed = $from.nodeAfter?.marks.some(({ type }) => type.name === this.name)
      // After a passage, none is for the text that is typed next.
      if (empty && (select.value || isFollowed)) chain.extendMarkRange(this.name)
      if (select.value) chain.setTextClass(select.value).run()
      else chain.unsetMark(this.name).run()
    })
    menu.defineItem({
      name: "language",
      groups: "languages",
      button: select,
      update: () => {
        select.value = editor.getAttributes(this.name).class ?? ""
      },
    })
  },

  // For the spell check and the direction only: the class is what is stored.
  addProseMirrorPlugins() {
    return [new Plugin({ props: { markViews: { textClass: markedLanguage } } })]
  },
})

function markedLanguage({ attrs }) {
  const className = attrs.class
  return { dom: crel("span", { className, lang: className.slice(LANGUAGE.length), dir: "auto" }) }
}
