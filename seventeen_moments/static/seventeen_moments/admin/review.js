// Remarks on a draft: select words and press “Remark”, or press the number of a paragraph. Without
// this script the number sends the form, and the server fills in the passage.

const LONGEST = 1000 // characters of a paragraph, as in review_page.py

const text = document.querySelector(".review-text")
const group = document.querySelector("#remarks-group")
const button = text.querySelector("[data-remark]")
const total = document.querySelector("[name=remarks-TOTAL_FORMS]")
const tidy = (words) => words.replace(/\s+/g, " ").trim()
const rows = () => [...group.querySelectorAll(":scope > .remark-row")]
const field = (row, name) => row.querySelector(`textarea[name$="-${name}"]`)

text.querySelector("[data-select]").hidden = false
const add = Object.assign(document.createElement("a"), { href: "#remarks-group", textContent: group.dataset.add })
add.role = "button"
const line = Object.assign(document.createElement("p"), { className: "add-row" })
line.append(add)
group.append(line)
add.addEventListener("click", (event) => {
  event.preventDefault()
  field(addRow(), "passage").focus()
})

function addRow() {
  const row = group.querySelector("[data-empty] .remark-row").cloneNode(true)
  for (const element of row.querySelectorAll("[name], [for], [id], [aria-describedby]")) {
    for (const { name, value } of [...element.attributes]) {
      element.setAttribute(name, value.replace("__prefix__", total.value))
    }
  }
  line.before(row)
  total.value = Number(total.value) + 1
  return row
}

function quote(passage) {
  const isEmpty = (row) => !field(row, "passage").value && !field(row, "words").value
  const row = rows().find(isEmpty) ?? addRow()
  field(row, "passage").value = passage
  field(row, "passage").dispatchEvent(new Event("input", { bubbles: true }))
  field(row, "words").focus()
}

text.addEventListener("click", (event) => {
  const pin = event.target.closest(".pin")
  if (!pin) return
  event.preventDefault()
  const paragraph = pin.parentElement.cloneNode(true)
  paragraph.querySelectorAll(".pin").forEach((other) => other.remove())
  paragraph.querySelectorAll("br").forEach((end) => end.replaceWith(" "))
  quote(tidy(paragraph.textContent).slice(0, LONGEST))
})

// The words that are selected in the text, without the numbers of the paragraphs.
function selected() {
  const selection = getSelection()
  if (!selection.rangeCount || selection.isCollapsed) return ""
  const range = selection.getRangeAt(0)
  const isProse = (node) => (node.closest ? node : node.parentElement)?.closest(".review-text .prose")
  if (!isProse(range.startContainer) || !isProse(range.endContainer)) return ""
  const copy = range.cloneContents()
  copy.querySelectorAll(".pin").forEach((pin) => pin.remove())
  copy.querySelectorAll("p, h2, h3, li, br").forEach((block) => block.before(" "))
  return tidy(copy.textContent)
}

document.addEventListener("selectionchange", () => {
  button.hidden = !selected()
  if (button.hidden) return
  const last = [...getSelection().getRangeAt(0).getClientRects()].at(-1)
  const frame = text.getBoundingClientRect()
  if (!last) return
  button.style.top = `${last.bottom - frame.top + 6}px`
  button.style.left = `${Math.max(0, Math.min(last.right - frame.left - 40, frame.width - button.offsetWidth))}px`
})
button.addEventListener("pointerdown", (event) => event.preventDefault()) // it would end the selection
button.addEventListener("click", () => {
  const passage = selected()
  getSelection().removeAllRanges()
  button.hidden = true
  if (passage) quote(passage)
})
