// Finds the passage of a remark in the fields of the form, and selects it there.

const status = document.querySelector("[data-not-found]")

for (const button of document.querySelectorAll("[data-find]")) {
  button.hidden = false
  button.addEventListener("click", () => {
    const passage = button.closest("li").querySelector("[data-passage]").textContent
    const pattern = new RegExp(passage.trim().split(/\s+/).map(escape).join("\\s+"), "u")
    const isFound = inEditors(pattern) || inFields(pattern)
    status.textContent = isFound ? "" : status.dataset.notFound
  })
}

function escape(words) {
  return words.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")
}

function inEditors(pattern) {
  for (const editor of document.querySelectorAll(".ProseMirror")) {
    const range = rangeOf(editor, pattern)
    if (!range) continue
    editor.focus()
    const selection = getSelection()
    selection.removeAllRanges()
    selection.addRange(range)
    range.startContainer.parentElement.scrollIntoView({ block: "center" })
    return true
  }
  return false
}

// The words of an editor are in many text nodes; blocks are separated by a space.
function rangeOf(editor, pattern) {
  const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT)
  const pieces = []
  let words = ""
  let block = null
  while (walker.nextNode()) {
    const node = walker.currentNode
    const parent = node.parentElement.closest("p, h2, h3, li, blockquote")
    if (block && parent !== block) words += " "
    block = parent
    pieces.push({ node, start: words.length })
    words += node.data
  }
  const match = pattern.exec(words)
  if (!match) return null
  const range = document.createRange()
  const end = match.index + match[0].length
  const first = pieces.findLast(({ start }) => start <= match.index)
  const last = pieces.findLast(({ start }) => start < end)
  range.setStart(first.node, match.index - first.start)
  range.setEnd(last.node, end - last.start)
  return range
}

function inFields(pattern) {
  for (const field of document.querySelectorAll("form textarea, form input[type=text]")) {
    const match = field.offsetParent && pattern.exec(field.value)
    if (!match) continue
    field.focus()
    field.setSelectionRange(match.index, match.index + match[0].length)
    field.scrollIntoView({ block: "center" })
    return true
  }
  return false
}
