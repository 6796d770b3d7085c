// Plain text: verse, prose whose lines a mail program or a PDF broke, rows with tabs, notes at the
// end that are called by [1] or [^1].

import { pm } from "django-prose-editor/editor"

import { indented } from "./pasted_blocks.js"
import { withoutInvisible } from "./pasted_characters.js"

const LINE_END = /\r\n?|[\v\u0085\u2028]/g
const PARAGRAPH_END = /[\f\u2029]/g
const NOTE = /^\s*\[(\^?[^\s[\]]{1,20})\]:?\s+(?=\S)/
const CALL = /\[(\^?[^\s[\]]{1,20})\]/g
const NARROWEST = 55 // characters of prose with line breaks
const SPACES_AT_END = /[^\S\t]+$/ // a tab there is an empty cell
const ITEM = /^\s*([-–—*•·>|#]|\(?[\p{L}\d]{1,3}[.)]\s)/u

// Returns the slice, and what is to be said of it.
export function plainText(text, marks, schema) {
  const { Fragment, Slice } = pm.model
  const lines = withoutInvisible(text.replace(LINE_END, "\n").replace(PARAGRAPH_END, "\n\n")).split("\n")
  const { stanzas, notes } = takeNotes(stanzasOf(lines))
  const counts = { notes: 0, tables: 0, lineBreaks: 0 }
  const writer = { schema, marks, notes, counts }
  const isWrapped = wrapsProse(stanzas)
  const blocks = stanzas.flatMap((stanza) => {
    const cells = cellsOf(stanza)
    if (cells) return tableOf(cells, writer)
    if (!isWrapped) return paragraphOf(stanza, writer)
    return paragraphsIn(stanza).map((lines) => paragraphOf([joined(lines, counts)], writer))
  })
  return { slice: Slice.maxOpen(Fragment.from(blocks)), counts }
}

// An empty line separates paragraphs, any other line break stays in its paragraph. Spaces at the
// edges of all of it belong to the text around.
function stanzasOf(lines) {
  const stanzas = [[]]
  for (const [n, line] of lines.entries()) {
    if (line.trim() || lines.length === 1) stanzas.at(-1).push(n < lines.length - 1 ? line.replace(SPACES_AT_END, "") : line)
    else if (stanzas.at(-1).length) stanzas.push([])
  }
  if (stanzas.length > 1 && !stanzas.at(-1).length) stanzas.pop()
  for (const stanza of stanzas.slice(1)) if (stanza.length === 1) stanza[0] = stanza[0].trimStart()
  return stanzas
}

// Notes: the last lines, if each begins with a mark that is in the text above.
function takeNotes(stanzas) {
  const lines = stanzas.flat()
  const first = lines.findLastIndex((line) => !NOTE.test(line)) + 1
  const notes = new Map(lines.slice(first).map((line) => [line.match(NOTE)[1], line.replace(NOTE, "")]))
  const above = lines.slice(0, first).join("\n")
  const called = new Set([...above.matchAll(CALL)].map(([, name]) => name))
  const isComplete = notes.size && notes.size === lines.length - first && [...notes.keys()].every((name) => called.has(name))
  if (!isComplete) return { stanzas, notes: new Map() }
  let left = first
  const text = stanzas.map((stanza) => stanza.slice(0, Math.max(0, (left -= stanza.length) + stanza.length)))
  return { stanzas: text.filter((stanza) => stanza.length), notes }
}

// A line of prose ends where the next word would have been too much; one of verse does not.
function wrapsProse(stanzas) {
  const breaks = stanzas.flatMap(paragraphsIn).flatMap((stanza) => stanza.slice(1).map((next, n) => [stanza[n].trim(), next.trim()]))
  const widest = Math.max(...stanzas.flat().map((line) => line.length))
  if (breaks.length < 2 || widest < NARROWEST || stanzas.flat().some((line) => ITEM.test(line) || /\t/.test(line))) {
    return false
  }
  const isFull = ([line, next]) => line.length + 1 + next.split(/\s/, 1)[0].length > widest * 0.9
  const goesOn = ([_line, next]) => !/^\p{Lu}/u.test(next)
  return breaks.every(isFull) && breaks.filter(goesOn).length > breaks.length / 2
}

// In prose, a line that begins further in than the one above begins a paragraph.
function paragraphsIn(stanza) {
  const indents = stanza.map((line) => line.search(/\S/))
  const paragraphs = []
  for (const [n, line] of stanza.entries()) {
    if (!n || indents[n] > indents[n - 1]) paragraphs.push([])
    paragraphs.at(-1).push(line)
  }
  return paragraphs
}

function joined(stanza, counts) {
  counts.lineBreaks += stanza.length - 1
  return stanza.map((line) => line.trim()).join("\n").replace(/(?<=\p{Ll})-\n(?=\p{Ll})/gu, "").replaceAll("\n", " ")
}

function cellsOf(stanza) {
  const rows = stanza.map((line) => line.split("\t"))
  const isTable = rows.length > 1 && rows.every(({ length }) => length > 1)
  if (!isTable || !rows.slice(1).every(([first]) => first.trim())) return null
  const widest = Math.max(...rows.map(({ length }) => length))
  return rows.map((row) => [...row, ...Array(widest - row.length).fill("")])
}

function tableOf(rows, { schema, counts, ...others }) {
  const { table, tableRow, tableCell } = schema.nodes
  counts.tables += 1
  const cell = (words) => tableCell.create(null, paragraphOf([words.trim()], { schema, counts, ...others }))
  return table.create(null, rows.map((row) => tableRow.create(null, row.map(cell))))
}

function paragraphOf(lines, writer) {
  const { hardBreak, paragraph } = writer.schema.nodes
  const isVerse = lines.length > 1
  const inline = lines.flatMap((line, n) => [
    ...(n ? [hardBreak.create()] : []),
    ...wordsOf(isVerse ? indented(line) : line, writer),
  ])
  return paragraph.create(null, inline)
}

function wordsOf(line, { schema, marks, notes, counts }) {
  const pieces = line.split(CALL)
  const texts = []
  for (const [n, piece] of pieces.entries()) {
    const note = n % 2 ? notes.get(piece) : null
    const words = n % 2 && !note ? `[${piece}]` : piece
    if (note) {
      counts.notes += 1
      texts.push(schema.text(note, [schema.mark("footnote", { id: -counts.notes })]))
    } else if (words) texts.push(schema.text(words.replaceAll("\t", " "), marks))
  }
  return texts
}
