import {
  Plugin,
  pm,
  Table as BaseTable,
  TableCell as BaseCell,
  TableHeader as BaseHeader,
  updateAttrsDialog,
} from "django-prose-editor/editor"

// Tables: a caption, rows and columns of headers. A cell is one paragraph, in which Enter begins a
// line. The server tells <thead> from <tbody> (core/tables.py).

const INLINE = {
  content: "inline*",
  addAttributes() {
    const { colspan, rowspan, colwidth } = this.parent()
    return { colspan, rowspan, colwidth: { ...colwidth, parseHTML: () => null } }
  },
}
export const TableCell = BaseCell.extend(INLINE)
export const TableHeader = BaseHeader.extend(INLINE)

export const Table = BaseTable.extend({
  addOptions() {
    return { ...this.parent(), words: {} }
  },

  addAttributes() {
    return {
      caption: {
        default: "",
        parseHTML: (table) => table.querySelector(":scope > caption")?.textContent.trim() ?? "",
        renderHTML: () => ({}),
      },
    }
  },

  parseHTML() {
    return [...this.parent(), { tag: "caption, colgroup", ignore: true }]
  },

  renderHTML({ node }) {
    const { caption } = node.attrs
    const captions = caption ? [["caption", { contenteditable: "false" }, caption]] : []
    return ["table", ...captions, ["tbody", 0]]
  },

  addNodeView() {
    return null // the view of the package shows no caption
  },

  addKeyboardShortcuts() {
    return {
      ...this.parent(),
      Enter: ({ editor }) => inCell(editor.state) && editor.commands.setHardBreak(),
    }
  },

  addProseMirrorPlugins() {
    const { editor } = this
    const { words } = this.options
    const click = (_view, { target }) => !!target.closest("caption") && !editCaption(editor, words)
    const transformPasted = (slice, view) => (inCell(view.state) ? inOneCell(slice, view.state.schema) : slice)
    return [...this.parent(), new Plugin({ props: { transformPasted, handleDOMEvents: { click } } })]
  },

  addMenuItems({ editor, buttons, menu }) {
    const { words } = this.options
    this.parent({ editor, buttons, menu })
    const define = (name, icon, command) =>
      menu.defineItem({
        name: `table:${name}`,
        groups: "table",
        button: buttons.material(icon, words[name]),
        hidden: (editor) => !editor.isActive("table"),
        command,
      })
    define("toggleHeaderRow", "table_rows", (editor) => editor.chain().focus().toggleHeaderRow().run())
    define("toggleHeaderColumn", "view_column", (editor) => editor.chain().focus().toggleHeaderColumn().run())
    define("caption", "subtitles", (editor) => editCaption(editor, words))
    for (const item of menu.items("table")) {
      const name = item.name.replace("table:", "")
      item.button.title = words[name] ?? item.button.title
      item.button.setAttribute("aria-label", item.button.title)
      if (name === "table") {
        item.enabled = (editor) => !editor.isActive("table")
        item.command = (editor) => insertTable(editor, words)
      } else if (name !== "toggleHeaderRow" && name !== "toggleHeaderColumn" && name !== "caption") {
        item.enabled = (editor) => editor.can()[name]()
      }
    }
  },
})

const inCell = ({ selection }) => !!selection.$from.parent.type.spec.tableRole && selection.$from.parent.isTextblock

// Pasted paragraphs become lines of the cell. Cells are pasted as cells.
function inOneCell(slice, schema) {
  const { Fragment, Slice } = pm.model
  const inline = []
  let isTable = false
  slice.content.descendants((node) => {
    isTable ||= !!node.type.spec.tableRole
    if (!node.isTextblock) return !isTable
    if (inline.length) inline.push(schema.nodes.hardBreak.create())
    inline.push(...node.content.content)
    return false
  })
  if (isTable || !inline.length) return slice
  return new Slice(Fragment.from(schema.nodes.paragraph.create(null, inline)), 1, 1)
}

async function insertTable(editor, words) {
  const number = (title) => ({ title, format: "number", default: "3", min: "1", max: "50", required: true })
  const properties = {
    rows: number(words.rows),
    cols: number(words.columns),
    headerRow: { type: "boolean", title: words.headerRow },
    headerColumn: { type: "boolean", title: words.headerColumn },
    caption: { title: words.captionField },
  }
  const dialog = updateAttrsDialog(properties, { title: words.table, submitText: words.insert })
  const typed = await dialog(editor, { headerRow: true })
  if (!typed) return editor.commands.focus()
  const { rows, cols, headerRow, headerColumn, caption } = typed
  const size = { rows: Number(rows), cols: Number(cols), withHeaderRow: headerRow }
  const chain = editor.chain().focus().insertTable(size).updateAttributes("table", { caption: caption.trim() })
  ;(headerColumn ? chain.toggleHeaderColumn() : chain).run()
}

async function editCaption(editor, words) {
  const properties = { caption: { title: words.captionField } }
  const dialog = updateAttrsDialog(properties, { title: words.caption, submitText: words.change })
  const typed = await dialog(editor, editor.getAttributes("table"))
  const chain = editor.chain().focus()
  ;(typed ? chain.updateAttributes("table", { caption: typed.caption.trim() }) : chain).run()
}
