// On a phone each row of a table is a block, so that every cell needs the heading of its column.
for (const table of document.querySelectorAll("#result_list, .inline-group table")) {
  const headings = [...table.querySelectorAll("thead th")].map((cell) =>
    (cell.querySelector(".text") ?? cell).textContent.trim(),
  )
  for (const row of table.querySelectorAll("tbody tr")) {
    ;[...row.cells].forEach((cell, column) => (cell.dataset.label = headings[column] ?? ""))
  }
}

// Django's heading of the column with the links of a row is empty.
for (const cell of document.querySelectorAll(".inline-group th.original")) cell.role = "cell"

// The rich-text editor hides the field that a link to an error leads to.
document.querySelector(".form-errors")?.addEventListener("click", (event) => {
  const field = document.getElementById(event.target.hash?.slice(1))
  const editor = field?.closest(".prose-editor")?.querySelector(".ProseMirror")
  if (!field) return
  event.preventDefault()
  ;(editor ?? field).focus()
})

// Ctrl+S saves a draft. A Russian keyboard has Ы on that key.
const draft = document.querySelector("#content form [name=_draft]")
if (draft) {
  draft.title = "Ctrl+S"
  draft.setAttribute("aria-keyshortcuts", "Control+S")
  addEventListener("keydown", (event) => {
    const isCtrl = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    if (!isCtrl || !["s", "ы"].includes(event.key.toLowerCase())) return
    event.preventDefault() // the browser would save the page
    if (!event.repeat && !document.querySelector("dialog[open]")) draft.click()
  })
}
