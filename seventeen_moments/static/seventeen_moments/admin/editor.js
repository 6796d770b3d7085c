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

// Languages: buttons that can be switched off again. One passage has one language.
export const TextClass = Base.extend({
  keepOnSplit: false,

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

  addCommands() {
    return {
      toggleTextClass:
        (className) =>
        ({ commands }) =>
          commands.toggleMark(this.name, { class: className }),
    }
  },

  addMenuItems({ buttons, menu }) {
    for (const { className, title } of this.options.cssClasses) {
      menu.defineItem({
        name: `textClass:${className}`,
        groups: "languages",
        button: buttons.text(title),
        active: (editor) => editor.isActive("textClass", { class: className }),
        command: (editor) => editor.chain().focus().toggleTextClass(className).run(),
      })
    }
  },

  // For the spell check only: the class is what is stored.
  addProseMirrorPlugins() {
    return [new Plugin({ props: { markViews: { textClass: markedLanguage } } })]
  },
})

function markedLanguage({ attrs }) {
  const className = attrs.class
  return { dom: crel("span", { className, lang: className.slice(LANGUAGE.length) }) }
}
