import { Mark } from "django-prose-editor/editor"

import { choose, fetchSources } from "./source_chooser.js"

// A passage that links to one of the essay’s own sources: <a data-source="text-12">.
export const SourceLink = Mark.create({
  name: "sourceLink",
  excludes: "sourceLink link",
  inclusive: false,

  addOptions() {
    return { words: {} }
  },

  addAttributes() {
    return {
      source: {
        default: null,
        parseHTML: (element) => element.dataset.source,
        renderHTML: ({ source }) => ({ "data-source": source }),
      },
    }
  },

  parseHTML() {
    return [{ tag: "a[data-source]" }]
  },

  renderHTML({ HTMLAttributes }) {
    return ["a", HTMLAttributes, 0]
  },

  addMenuItems({ buttons, menu }) {
    const { words } = this.options
    menu.defineItem({
      name: "sourceLink",
      groups: "sources",
      button: buttons.text(words.button, words.title),
      active: (editor) => editor.isActive("sourceLink"),
      enabled: (editor) => !editor.state.selection.empty || editor.isActive("sourceLink"),
      command: (editor) => link(editor, words),
    })
  },
})

async function link(editor, words) {
  const { source } = editor.getAttributes("sourceLink")
  const { sections, message } = await fetchSources(editor, words)
  const chosen = await choose(sections, source, { ...words, message })
  const passage = editor.chain().focus().extendMarkRange("sourceLink")
  if (chosen) passage.setMark("sourceLink", { source: chosen }).run()
  else if (chosen === "") passage.unsetMark("sourceLink").run()
  else editor.commands.focus()
}
