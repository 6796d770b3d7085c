import {
  Plugin,
  Table as BaseTable,
  TableCell as BaseCell,
  TableHeader as BaseHeader,
  TableRow as BaseRow,
  updateAttrsDialog,
} from "django-prose-editor/editor"

// Tables: a caption, rows and columns of headers. A cell has paragraphs, which the server stores as
// lines; it also tells <thead> from <tbody> (core/tables.py).

const CELL = {
  content: "paragraph+",
  addAttributes() {
    const { colspan, rowspan, colwidth } = this.parent()
    return { colspan, rowspan, colwidth: { ...colwidth, parseHTML: () => null } }
  },
}
export const TableCell = BaseCell.extend(CELL)
export const TableHeader = BaseHeader.extend(CELL)
export const TableRow = BaseRow.extend({ allowGapCursor: false }) // it would begin another cell

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

  allowGapCursor: false,

  addNodeView() {
    return null // the view of the package shows no caption
  },

  addProseMirrorPlugins() {
    const { editor } = this
    const click = (_view, { target }) => target.closest("caption") && editCaption(editor, this.options.words)
    return [...this.parent(), new Plugin({ props: { handleDOMEvents: { click } } })]
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
