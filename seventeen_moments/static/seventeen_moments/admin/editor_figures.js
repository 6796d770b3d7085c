import { crel, Node } from "django-prose-editor/editor"

import { choose, fetchSources } from "./source_chooser.js"

// A picture of the essay in its text: <figure data-source="image-12">, with the title that the
// image had when it was chosen. Here and on the page it has its present title.
export const SourceFigure = Node.create({
  name: "sourceFigure",
  group: "block",
  atom: true,
  draggable: true,

  addOptions() {
    return { words: {} }
  },

  addAttributes() {
    return {
      source: {
        default: null,
        parseHTML: ({ dataset }) => dataset.source,
        renderHTML: ({ source }) => ({ "data-source": source }),
      },
      title: {
        default: "",
        parseHTML: (element) => element.textContent.trim(),
        renderHTML: () => ({}),
      },
    }
  },

  parseHTML() {
    return [{ tag: "figure[data-source]" }]
  },

  renderHTML({ node, HTMLAttributes }) {
    return ["figure", HTMLAttributes, ["figcaption", node.attrs.title]]
  },

  addStorage() {
    return { sources: null } // a promise of the essay’s sources, for the figures of its text
  },

  addNodeView() {
    return ({ node }) => {
      const caption = crel("figcaption", { textContent: node.attrs.title })
      const dom = crel("figure", { contentEditable: "false" }, [caption])
      this.storage.sources ??= fetchSources(this.editor, this.options.words)
      this.storage.sources.then((answer) => show(dom, caption, node.attrs.source, answer, this.options.words))
      return { dom }
    }
  },

  addMenuItems({ buttons, menu }) {
    const { words } = this.options
    menu.defineItem({
      name: "sourceFigure",
      groups: "sources",
      button: buttons.text(words.button, words.title),
      active: (editor) => editor.isActive("sourceFigure"),
      enabled: (editor) => !editor.isActive("table"),
      command: (editor) => insert(editor, words, this.storage),
    })
  },
})

function show(dom, caption, key, { sections, message }, words) {
  const source = sections.flatMap((section) => section.sources).find((source) => source.key === key)
  if (source) caption.replaceChildren(source.title, " ", crel("small", { textContent: source.about }))
  else if (!message || message === words.empty) caption.append(" ", crel("small", { textContent: words.missing }))
  if (source?.picture) dom.prepend(crel("img", { src: source.picture, alt: "" }))
}

async function insert(editor, words, storage) {
  const { source } = editor.getAttributes("sourceFigure")
  storage.sources = fetchSources(editor, words)
  const { sections, message } = await storage.sources
  const withPictures = sections
    .map(({ title, sources }) => ({ title, sources: sources.filter(({ picture }) => picture) }))
    .filter(({ sources }) => sources.length)
  const empty = withPictures.length ? "" : message || words.empty
  const chosen = await choose(withPictures, source, { ...words, message: empty })
  const chain = editor.chain().focus()
  if (chosen === "") chain.deleteSelection().run()
  else if (chosen) {
    const { title } = withPictures.flatMap(({ sources }) => sources).find(({ key }) => key === chosen)
    chain.insertContentAt(placeFor(editor), { type: "sourceFigure", attrs: { source: chosen, title } }).run()
  } else editor.commands.focus()
}

// After the paragraph of the cursor, or in the place of an empty one, or of the selected picture.
function placeFor(editor) {
  const { $to, from, to } = editor.state.selection
  if (editor.isActive("sourceFigure")) return { from, to }
  if (!$to.depth) return to
  return $to.parent.content.size ? $to.after() : { from: $to.before(), to: $to.after() }
}
