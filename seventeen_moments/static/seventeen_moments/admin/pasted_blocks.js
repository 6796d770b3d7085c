// The blocks and the lines of pasted text, as the editor knows them.

export const HEADINGS = "h1, h2, h3, h4, h5, h6"
export const BLOCKS = `p, li, dd, td, th, blockquote, div, section, aside, body, figcaption, caption, ${HEADINGS}`
const CONTAINERS = `${BLOCKS}, table, ul, ol, figure, article, header, footer, form, hr`
const UNKNOWN =
  "address, center, dd, details, dl, dt, fieldset, hgroup, legend, main, nav, optgroup, option, search, summary"
const BLOCK_BY_STYLE = /(^|;)\s*display\s*:\s*(block|flex|grid|list-item|table|table-row|table-cell)\b/i
const KEEPS_LINES = /(^|;)\s*white-space\s*:\s*(pre|break-spaces)/i
const COLLAPSES = /(^|;)\s*white-space\s*:/i

const STANZA = "[class*='stanza'], [class*='strophe'], [class*='linegroup'], .lg" // in books on the web

export const blockOf = (element) => element.closest(BLOCKS)
export const isBlank = (element) => !element.textContent.trim()

export function rename(element, name) {
  const renamed = document.createElement(name)
  for (const { name, value } of element.attributes) renamed.setAttribute(name, value)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
  return renamed
}

export function textsIn(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const texts = []
  while (walker.nextNode()) texts.push(walker.currentNode)
  return texts
}

// Words of blocks that the editor does not know would run together.
export function tidyBlocks(body) {
  for (const block of body.querySelectorAll(UNKNOWN)) rename(block, "div")
  for (const span of body.querySelectorAll("span[data-style*='display'], font[data-style*='display']")) {
    if (BLOCK_BY_STYLE.test(span.dataset.style)) rename(span, "div")
  }
  for (const list of body.querySelectorAll("menu, dir")) rename(list, "ul")
  for (const text of textsIn(body)) if (text.data.includes("\n")) breakLines(text)
  for (const pre of body.querySelectorAll("pre, listing, xmp")) rename(pre, "div")
  if (body.querySelector("br") && !body.querySelector(CONTAINERS)) wrap(body) // of a chat
  joinLines(body)
  for (const line of body.querySelectorAll("br")) splitAt(line)
  const lines = [...body.querySelectorAll("br")]
  for (const line of lines) removeAtEdge(line, "previousSibling")
  for (const line of lines.reverse()) removeAtEdge(line, "nextSibling")
}

// Line breaks of <pre>, and the indents of verse.
function breakLines(text) {
  const place = text.parentElement.closest("pre, listing, xmp, [data-style*='white-space']")
  const { style = "" } = place?.dataset ?? {}
  if (!place || (COLLAPSES.test(style) ? !KEEPS_LINES.test(style) : !place.matches("pre, listing, xmp"))) return
  if (!text.data.trim() && [text.previousSibling, text.nextSibling].some(isBlock)) return
  const lines = text.data.replace(/\n$/, text.nextSibling ? "\n" : "").split("\n")
  text.replaceWith(...lines.flatMap((line, n) => [...(n ? [document.createElement("br")] : []), indented(line)]))
}

export const indented = (line) =>
  line.replace(/^[ \t]+/, (indent) => indent.replaceAll("\t", "    ").replaceAll(" ", "\u00a0"))

const isBlock = (node) => Boolean(node?.matches?.(CONTAINERS))
const isLine = (node) => node.matches("div") && !node.querySelector(CONTAINERS)

// Mail programs write each line as a <div>, and an empty one between paragraphs. Those of a stanza
// are lines without that.
function joinLines(body) {
  const parents = new Set([...body.querySelectorAll("div")].filter(isLine).map((line) => line.parentElement))
  for (const parent of parents) {
    const groups = [[]]
    let hasEmpty = parent.matches(STANZA)
    for (const child of parent.children) {
      const isEmpty = child.matches("br") || (isLine(child) && isBlank(child) && !child.querySelector("img"))
      hasEmpty ||= isEmpty && groups.at(-1).length > 0
      if (isEmpty || !isLine(child)) groups.push([])
      else groups.at(-1).push(child)
    }
    if (!hasEmpty) continue
    for (const [first, ...others] of groups) {
      for (const line of others) {
        first.append(document.createElement("br"), ...line.childNodes)
        line.remove()
      }
    }
  }
}

function wrap(body) {
  const block = document.createElement("div")
  block.append(...body.childNodes)
  body.append(block)
}

// Two line breaks separate paragraphs.
function splitAt(line) {
  if (!line.isConnected) return
  const block = blockOf(line)
  const next = neighbour(line, "nextSibling")
  if (!next?.matches?.("br") || !block?.matches("p, div") || line.closest("table")) return
  if (block.querySelector(CONTAINERS)) return
  const before = document.createRange()
  before.setStartBefore(block.firstChild)
  before.setEndBefore(line)
  const paragraph = document.createElement(block.localName)
  for (const { name, value } of block.attributes) if (name !== "id") paragraph.setAttribute(name, value)
  paragraph.append(before.extractContents())
  block.before(paragraph)
  line.remove()
  next.remove()
}

function neighbour(node, direction) {
  let next = node[direction]
  while (next && ((next.nodeType === Node.TEXT_NODE && !next.data.trim()) || next.nodeType === Node.COMMENT_NODE)) {
    next = next[direction]
  }
  return next
}

// A line break beside a block begins no line.
function removeAtEdge(line, direction) {
  if (!line.isConnected) return
  let outermost = line
  while (!isBlock(outermost.parentElement) && !neighbour(outermost, direction)) outermost = outermost.parentElement
  const next = neighbour(outermost, direction)
  if (next ? isBlock(next) : isBlock(outermost.parentElement)) line.remove()
}

// Puts each block within `element` on a line of its own, and the cells of a row on one.
export function flatten(element) {
  for (const cell of [...element.querySelectorAll("td, th")].reverse()) {
    flatten(cell)
    if (cell.previousElementSibling && !isBlank(cell)) cell.prepend(" | ")
  }
  for (const part of element.querySelectorAll(PARTS)) {
    part.before(edge())
    part.after(edge())
    part.replaceWith(...part.childNodes)
  }
  for (const part of element.querySelectorAll("table, thead, tbody, tfoot, td, th, colgroup")) {
    part.replaceWith(...part.childNodes)
  }
  let hasWords = false
  let pending = null
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
  const nodes = []
  while (walker.nextNode()) nodes.push(walker.currentNode)
  for (const node of nodes) {
    if (node.dataset?.edge) {
      if (hasWords && !pending) pending = node
      else node.remove()
    } else if (node.nodeType === Node.TEXT_NODE && node.data.trim()) {
      hasWords = true
      pending = null // it stays, between words
    }
  }
  pending?.remove()
}

const PARTS =
  "p, div, ul, ol, li, dl, dt, dd, h1, h2, h3, h4, h5, h6, blockquote, section, aside, article, figure, figcaption, caption, tr, hr, pre"

function edge() {
  const line = document.createElement("br")
  line.dataset.edge = "1"
  return line
}
