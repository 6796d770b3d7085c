import { Extension, TextClass as Base } from "django-prose-editor/editor"

// Tiptap would add a <style>, which the content security policy refuses: editor.css has its rules.
export const OwnStyleSheet = Extension.create({
  name: "ownStyleSheet",
  onBeforeCreate() {
    const { lang } = this.editor.options.element.querySelector("textarea")
    // Below the buttons, which stay in sight.
    const margin = { top: 90, right: 5, bottom: 5, left: 5 }
    this.editor.setOptions({
      injectCSS: false,
      editorProps: { attributes: { lang }, scrollMargin: margin, scrollThreshold: margin },
    })
  },
})

const isLanguage = (className) => className.startsWith("lang-")

// Footnotes and languages: buttons that can be switched off again, and both at once, for the
// Russian title in a footnote. One passage has one language.
export const TextClass = Base.extend({
  excludes: "",
  keepOnSplit: false, // a note that ends its paragraph does not go on in the next

  addCommands() {
    return {
      toggleTextClass:
        (className) =>
        ({ editor, tr, state }) => {
          const marked = editor.isActive("textClass", { class: className })
          const mark = state.schema.mark("textClass", { class: className })
          const { from, to, empty } = tr.selection
          if (empty) {
            marked ? tr.removeStoredMark(mark) : tr.addStoredMark(mark)
            return true
          }
          const others = this.options.cssClasses.map((choice) => choice.className)
          for (const other of others.filter((other) => isLanguage(other) && isLanguage(className))) {
            tr.removeMark(from, to, state.schema.mark("textClass", { class: other }))
          }
          marked ? tr.removeMark(from, to, mark) : tr.addMark(from, to, mark)
          return true
        },
    }
  },

  addMenuItems({ buttons, menu }) {
    for (const { className, title } of this.options.cssClasses) {
      menu.defineItem({
        name: `textClass:${className}`,
        groups: isLanguage(className) ? "languages" : "notes",
        button: buttons.text(title),
        active: (editor) => editor.isActive("textClass", { class: className }),
        command: (editor) => editor.chain().focus().toggleTextClass(className).run(),
      })
    }
  },
})
