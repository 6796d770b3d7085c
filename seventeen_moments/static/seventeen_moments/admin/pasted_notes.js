// Notes of pasted text: a call and a note that link to each other, whatever program wrote them.
// A call that says so, or looks like one, needs no link back.

import { HEADINGS, blockOf, flatten, isBlank, textsIn } from "./pasted_blocks.js"

const linksIn = (element) => [...element.querySelectorAll("a[href*='#']")]
const fragment = (link) => link.getAttribute("href").split("#")[1]
const nameOf = (element) => element?.id || element?.getAttribute("name")
const namesOf = (call) => [nameOf(call), nameOf(call.closest("[id]"))].filter(Boolean)
const MARK = /^[[(]?(\d{1,4}|[a-z]|[ivxl]{1,6}|[*†‡§]{1,4})[\])]?[.)]?$/i
const SAYS_SO = "[role='doc-noteref'], [epub\\:type~='noteref']"
const NOTES = "[role='doc-footnote'], [role='doc-endnote'], [epub\\:type~='footnote'], [epub\\:type~='endnote']"
const BACKLINKS = ".mw-cite-backlink, [role='doc-backlink']"

// Names may be there twice: if two documents are pasted together, each call has the next note.
export function notesOf(body) {
  const targets = new Map()
  for (const element of body.querySelectorAll("[id], a[name]")) {
    const name = nameOf(element)
    if (!targets.has(name)) targets.set(name, [])
    targets.get(name).push(element)
  }
  const found = []
  const used = new Set() // links back, and targets whose name is there again
  for (const call of linksIn(body)) {
    if (used.has(call)) continue
    const named = targets.get(fragment(call)) ?? []
    while (named.length > 1 && (used.has(named[0]) || !isBefore(call, named[0]))) named.shift()
    const [target] = named
    const note = target && isBefore(call, target) && noteOf(call, target)
    if (!note) continue
    found.push(note)
    for (const link of note.backs) used.add(link)
    used.add(target)
  }
  const blocks = new Set(found.map(({ block }) => block))
  const notes = found.filter(({ call }) => !isWithin(call, blocks))
  const kept = new Set(notes.map(({ block }) => block))
  for (const inner of found.filter(({ block }) => !kept.has(block))) putInNote(inner)
  const whole = new Map([...kept].map((block) => [block, wholeOf(block, kept, notes)]))
  return notes.map((note) => ({ ...note, block: whole.get(note.block) }))
}

const isBefore = (call, target) =>
  Boolean(call.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING)

function isWithin(element, blocks) {
  for (let place = element; place; place = place.parentElement) if (blocks.has(place)) return true
  return false
}

function noteOf(call, target) {
  const block = target && (target.closest(NOTES) ?? blockOf(target))
  if (!WORDS.test(call.textContent)) return null // it leads back from a note above the text
  // A heading that links to the table of contents is not a note.
  if (!block || block.contains(call) || block.matches(`${HEADINGS}, body`)) return null
  const names = namesOf(call)
  const backs = linksIn(block).filter((link) => names.includes(fragment(link)))
  return backs.length || isOneWay(call, block) ? { call, block, backs } : null
}

// A note that only another note calls is part of that one, in brackets.
function putInNote(note) {
  if (!note.block.isConnected) return
  for (const link of note.backs) link.remove()
  const raised = note.call.closest("sup")
  const call = raised?.textContent === note.call.textContent ? raised : note.call
  call.replaceWith(" [", ...spanOf(note).childNodes, "]")
}

function isOneWay(call, block) {
  if (call.matches(SAYS_SO) || block.matches(NOTES)) return true
  const mark = call.textContent.trim()
  const isRaised = call.closest("sup") || call.querySelector("sup") || /^[[(]/.test(mark)
  if (!MARK.test(mark) || !isRaised) return false
  return block.matches("li, aside") || block.textContent.trim().startsWith(mark)
}

// Of a note of several paragraphs only the first links back.
function wholeOf(block, blocks, notes) {
  const parent = block.parentElement
  if (!block.matches("p") || parent.firstElementChild !== block) return block
  if (!parent.matches("div, li, aside") || notes.some(({ call }) => parent.contains(call))) return block
  const hasOthers = [...parent.querySelectorAll("p, li, div")].some((part) => part !== block && blocks.has(part))
  return hasOthers ? block : parent
}

// A note that is called twice is the text of both calls.
export function takeOut(body, notes) {
  const headings = headingsOf(body, notes)
  const spans = new Map()
  for (const link of notes.flatMap(({ backs }) => backs)) link.remove()
  for (const note of notes) {
    note.span = spans.get(note.block)?.cloneNode(true) ?? spanOf(note)
    spans.set(note.block, note.span)
  }
  for (const [heading, next] of headings) removeAlone(body, heading, next)
  for (const link of body.querySelectorAll(`${BACKLINKS}, a`)) {
    if (link.matches(BACKLINKS) || (link.textContent.trim() && !WORDS.test(link.textContent))) link.remove()
  }
}

// The headings above the notes, each with the heading that follows.
function headingsOf(body, notes) {
  const called = new Set(notes.map(({ call }) => call.closest(HEADINGS)))
  const blocks = new Set(notes.map(({ block }) => block))
  const above = new Map()
  let heading = null
  for (const element of body.querySelectorAll("*")) {
    if (element.matches(HEADINGS)) {
      if (above.has(heading) && !above.get(heading)) above.set(heading, element)
      heading = element
    } else if (heading && !called.has(heading) && blocks.has(element) && !above.has(heading)) above.set(heading, null)
  }
  return above
}

// A heading below which were only notes.
function removeAlone(body, heading, next) {
  const below = document.createRange()
  below.setStartAfter(heading)
  if (next) below.setEndBefore(next)
  else below.setEndAfter(body.lastChild)
  if (!below.toString().trim() && !below.cloneContents().querySelector("img, table")) heading.remove()
}

function spanOf({ call, block }) {
  const span = document.createElement("span")
  const mark = call.textContent.trim()
  span.append(...block.childNodes)
  flatten(span) // a note is inline and contains no paragraphs
  trim(span, mark)
  removeEmptied(block)
  return span
}

const WORDS = /[^\s^↑↩↵⤴⏎\ufe0e\ufe0f]/ // rather than the arrow that led back to the text

function trim(element, mark) {
  const texts = textsIn(element)
  const first = texts.findIndex((text) => WORDS.test(text.data))
  const last = texts.findLastIndex((text) => WORDS.test(text.data))
  for (const text of first < 0 ? texts : [...texts.slice(0, first), ...texts.slice(last + 1)]) text.data = ""
  if (first < 0) return
  const { data } = texts[first]
  const words = data.slice(data.search(WORDS))
  const hasMark = MARK.test(mark) && words.startsWith(mark) && !/^[\p{L}\p{N}]/u.test(words.slice(mark.length))
  texts[first].data = hasMark ? words.slice(mark.length).replace(/^[\s.):]+/, "") : words
  texts[last].data = texts[last].data.replace(/[\s^↑↩↵⤴⏎\ufe0e\ufe0f]+$/, "")
}

function removeEmptied(element) {
  const parent = element.parentElement
  element.remove()
  if (parent && !parent.matches("body") && isBlank(parent)) removeEmptied(parent)
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
