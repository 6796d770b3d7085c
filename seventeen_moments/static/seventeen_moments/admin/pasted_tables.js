// Tables from Word, Google Docs, LibreOffice, Excel or a web page: cells of one paragraph, header
// cells where they are marked or can be told, a caption. What only arranges a page is not a table.

import { flatten } from "./pasted_blocks.js"

const MOST_COLUMNS = 50 // that one cell spans, as on the server
const NUMBER = /^[-–−+]?[\d\s.,'’%€$£₽]*\d[\d\s.,'’%€$£₽]*$/
const BOLD = /(^|;)\s*font-weight\s*:\s*(bold|[6-9]00)/i
const OF_PICTURE = /^(fig|abb|рис|илл)/i

const wordsOf = (element) => element.textContent.trim()

export function tidyTables(body, notes) {
  for (const table of body.querySelectorAll("table")) if (isLayout(table)) unwrap(table)
  for (const table of body.querySelectorAll("table")) {
    if (!table.isConnected || table.parentElement.closest("table")) continue // a line of a cell
    takeCaption(table, notes)
    const rows = [...table.rows]
    for (const row of headerRows(table, rows)) for (const cell of [...row.cells]) asHeader(cell)
    for (const cell of rows.flatMap((row) => [...row.cells])) tidyCell(cell)
  }
}

const isLayout = (table) =>
  table.matches("[role='presentation'], [role='none']") ||
  (table.querySelector("table") && !isOfData(table)) ||
  table.querySelectorAll("td, th").length < 2

const isOfData = (table) =>
  table.tHead || table.caption || table.matches(".MsoTableGrid, [border]:not([border='0'])") || [...table.rows].some(
    (row) => row.querySelector(":scope > th"),
  )

function unwrap(table) {
  const parts = [...table.querySelectorAll("caption, td, th")].filter((part) => part.closest("table") === table)
  table.replaceWith(
    ...parts.map((part) => {
      const block = document.createElement("div")
      block.append(...part.childNodes)
      return block
    }),
  )
}

// Word writes the caption as a paragraph before or after the table.
function takeCaption(table, notes) {
  if (table.caption) return notes.some(({ span }) => table.caption.contains(span)) && putBefore(table)
  const caption = [table.previousElementSibling, table.nextElementSibling].find(
    (element) => element?.matches("p.MsoCaption, p.caption") && !OF_PICTURE.test(wordsOf(element)),
  )
  if (!caption || notes.some(({ span }) => caption.contains(span))) return
  table.createCaption().textContent = wordsOf(caption)
  caption.remove()
}

// The caption of the editor has no notes.
function putBefore(table) {
  const paragraph = document.createElement("p")
  paragraph.append(...table.caption.childNodes)
  table.caption.remove()
  table.before(paragraph)
}

// Those that are marked, or the first row if only it is bold, or has words above numbers.
function headerRows(table, rows) {
  if (table.tHead?.rows.length < rows.length) return [...table.tHead.rows]
  const [first, second] = rows
  if (!second || table.querySelector("th")) return []
  return (isBold(first) && !isBold(second)) || isAboveNumbers(rows) ? [first] : []
}

function isBold(row) {
  const cells = [...row.cells].filter(wordsOf)
  return cells.length && cells.every((cell) => BOLD.test(cell.dataset.style) || isBoldText(cell))
}

function isBoldText(cell) {
  const rest = cell.cloneNode(true)
  for (const bold of rest.querySelectorAll("b, strong")) bold.remove()
  return !wordsOf(rest)
}

function isAboveNumbers([first, ...others]) {
  const headings = [...first.cells].map(wordsOf)
  if (headings.some((words, column) => (column && !words) || NUMBER.test(words))) return false
  return headings.some((_words, column) => others.every(({ cells }) => cells[column] && NUMBER.test(wordsOf(cells[column]))))
}

function asHeader(cell) {
  const header = document.createElement("th")
  header.colSpan = cell.colSpan
  header.rowSpan = cell.rowSpan
  header.append(...cell.childNodes)
  for (const bold of header.querySelectorAll("b, strong")) bold.replaceWith(...bold.childNodes)
  cell.replaceWith(header)
}

// Paragraphs, list items and rows of a table within the cell become lines.
function tidyCell(cell) {
  if (cell.colSpan > MOST_COLUMNS) cell.removeAttribute("colspan")
  if (wordsOf(cell)) flatten(cell)
  else cell.replaceChildren()
}
