// Notes of pasted text: a call and a note that link to each other, whatever program wrote them.

import { BLOCKS, HEADINGS, blockOf, isBlank } from "./pasted_blocks.js"

const linksIn = (element) => [...element.querySelectorAll("a[href*='#']")]
const fragment = (link) => link.getAttribute("href").split("#")[1]
const nameOf = (element) => element?.id || element?.getAttribute("name")

export function notesOf(body) {
  const targets = new Map(
    [...body.querySelectorAll("[id], a[name]")].map((element) => [nameOf(element), element]),
  )
  const pairs = linksIn(body).map((call) => noteOf(call, targets.get(fragment(call))))
  const found = pairs.filter(Boolean)
  const notes = found.filter(({ call }) => !found.some(({ block }) => block.contains(call)))
  const blocks = notes.map((note) => wholeOf(note, notes))
  return notes.map((note, n) => ({ ...note, block: blocks[n] }))
}

function noteOf(call, target) {
  const block = target && blockOf(target)
  // A heading that links to the table of contents is not a note.
  if (!block || block.contains(call) || block.matches(HEADINGS)) return null
  const isBefore = call.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_FOLLOWING
  const names = [nameOf(call), nameOf(call.closest("[id]"))].filter(Boolean)
  const backs = linksIn(block).filter((link) => names.includes(fragment(link)))
  return isBefore && backs.length ? { call, block, backs } : null
}

// Of a note of several paragraphs only the first links back.
function wholeOf({ call, block }, notes) {
  const parent = block.parentElement
  const isFirst = block.matches("p") && parent.firstElementChild === block
  const others = notes.filter((note) => note.block !== block && parent.contains(note.block))
  const isItsOwn = parent.matches("div, li, aside") && !parent.contains(call) && !others.length
  return isFirst && isItsOwn ? parent : block
}

// A note that is called twice is the text of both calls.
export function takeOut(notes) {
  const spans = new Map()
  for (const link of notes.flatMap(({ backs }) => backs)) link.remove()
  for (const note of notes) {
    note.span = spans.get(note.block)?.cloneNode(true) ?? spanOf(note.block)
    spans.set(note.block, note.span)
  }
}

function spanOf(block) {
  const span = document.createElement("span")
  const inner = [...block.querySelectorAll("p, li")].filter((part) => !part.querySelector("p, li"))
  for (const part of inner.length ? inner : [block]) {
    if (isBlank(part)) continue
    // A note is inline and contains no paragraphs.
    if (span.hasChildNodes()) span.append(document.createElement("br"))
    trim(part)
    span.append(...part.childNodes)
  }
  removeEmptied(block)
  return span
}

const WORDS = /[^\s^↑]/ // rather than the arrow that led back to the text

function trim(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const texts = []
  while (walker.nextNode()) texts.push(walker.currentNode)
  const first = texts.findIndex((text) => WORDS.test(text.data))
  const last = texts.findLastIndex((text) => WORDS.test(text.data))
  for (const text of first < 0 ? texts : [...texts.slice(0, first), ...texts.slice(last + 1)]) text.data = ""
  if (first < 0) return
  texts[first].data = texts[first].data.slice(texts[first].data.search(WORDS))
  texts[last].data = texts[last].data.trimEnd()
}

function removeEmptied(element) {
  const parent = element.parentElement
  element.remove()
  if (!parent.matches("body") && isBlank(parent)) removeEmptied(parent)
}

// Splits the emphasis around the call, because the note is not part of it.
export function putIn({ call, span }) {
  const block = blockOf(call.parentElement)
  let outermost = call
  while (outermost.parentElement !== block) outermost = outermost.parentElement
  const behind = document.createRange()
  behind.setStartAfter(call)
  behind.setEndAfter(outermost)
  outermost.after(span, behind.extractContents())
  call.remove()
}
