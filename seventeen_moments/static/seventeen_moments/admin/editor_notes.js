import { Mark, Plugin, pm } from "django-prose-editor/editor"

// Footnotes, stored in place as <span class="footnote">. Each has an id of its own while it is
// edited, so that two notes that touch stay two. At the edge of a note the cursor is outside, until
// a click into the note or an arrow key moves it inside.

const { Fragment, Slice } = pm.model
const { PluginKey, TextSelection } = pm.state
const { Decoration, DecorationSet } = pm.view
const NOTE = "span.footnote"
const MARKS = "a, b, em, i, span, strong, sub, sup"
const WORD = /[\p{L}\p{M}\p{N}]+/gu
const key = new PluginKey("footnotes")

let lastId = 0
const newId = () => ++lastId

export const Footnote = Mark.create({
  name: "footnote",
  priority: 2000, // the outermost mark: a note encloses its own links and italics
  inclusive: false,
  keepOnSplit: false,

  addOptions() {
    return { button: "" }
  },

  addAttributes() {
    return { id: { default: 0, rendered: false, parseHTML: idOf } }
  },

  parseHTML() {
    return [{ tag: NOTE, consuming: false }] // which may have a language too
  },

  renderHTML() {
    return ["span", { class: "footnote" }, 0]
  },

  addCommands() {
    return { toggleFootnote: () => toggle }
  },

  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => breakLine(editor),
      ArrowLeft: ({ editor }) => crossEdge(editor, false),
      ArrowRight: ({ editor }) => crossEdge(editor, true),
    }
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: this.name,
      groups: "notes",
      button: buttons.text(this.options.button),
      active: ({ state }) => Boolean(noteAt(state)),
      command: (editor) => editor.chain().focus().toggleFootnote().run(),
    })
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        key,
        state: {
          init: (_config, { doc }) => notesIn(doc),
          apply: (tr, notes) => (tr.docChanged ? notesIn(tr.doc) : notes),
        },
        appendTransaction: (transactions, before, state) => {
          const tr = separate(state)
          setMarksAtEnd(tr, transactions, before, state)
          return tr.docChanged || tr.storedMarksSet ? tr : null
        },
        props: {
          decorations: markCurrent,
          handleClick: clickEdge,
          handleDoubleClick: selectWord,
          handleTextInput: replaceInside,
          handlePaste: pasteInside,
          transformPasted: (slice) => new Slice(withNewIds(slice.content), slice.openStart, slice.openEnd),
        },
      }),
    ]
  },
})

// Reading

const ids = new WeakMap()

function idOf(span) {
  if (!ids.has(span)) {
    const part = span.parentElement?.closest(NOTE) ?? earlierPart(span)
    ids.set(span, part ? idOf(part) : newId())
  }
  return ids.get(span)
}

// Earlier versions of the editor split a note at its italics. Spans that touch are one note if other
// marks begin or end between them, as in richtext.render.
function earlierPart(span) {
  let start = span
  while (!start.previousSibling && start.parentElement?.matches(MARKS)) start = start.parentElement
  let before = start.previousSibling
  if (start === span && before?.matches?.(NOTE)) return null
  while (before?.matches?.(MARKS) && !before.matches(NOTE)) before = before.lastChild
  return before?.matches?.(NOTE) ? before : null
}

const markOf = (node) => node?.marks.find(({ type }) => type.name === "footnote")

// The passages with a note, in order. A note is one passage, except in the midst of a change.
function notesIn(doc) {
  const notes = []
  doc.descendants((node, from, parent) => {
    const mark = node.isInline && markOf(node)
    if (!mark) return
    const to = from + node.nodeSize
    const text = node.isText ? node.text : " "
    const last = notes.at(-1)
    if (last?.to === from && last.mark.eq(mark)) Object.assign(last, { to, text: last.text + text })
    else notes.push({ mark, from, to, text, parent })
  })
  return notes
}

export const notesOf = (state) => key.getState(state)

// The note around the cursor, or around all that is selected.
export function noteAt({ doc, selection, storedMarks }) {
  const { $cursor, from, to } = selection
  if ($cursor) return (storedMarks ?? $cursor.marks()).find(({ type }) => type.name === "footnote")
  return noteBetween(doc, from, to)
}

function noteBetween(doc, from, to) {
  const found = marksBetween(doc, from, to)
  return found.size === 1 ? found.values().next().value : undefined
}

// The notes of what is selected, and undefined for what is in none.
function marksBetween(doc, from, to) {
  const found = new Map()
  doc.nodesBetween(from, to, (node) => {
    if (node.isInline) found.set(markOf(node)?.attrs.id, markOf(node))
  })
  return found
}

// Making a note, and taking the mark off all of it

function toggle({ state, tr, dispatch }) {
  const { type } = state.schema.mark("footnote")
  const { $cursor, from, to } = state.selection
  const found = $cursor ? new Map() : marksBetween(state.doc, from, to)
  const current = noteAt(state)
  if (current) found.set(current.attrs.id, current)
  if (!dispatch) return true
  if (found.size && !found.has(undefined)) {
    for (const note of notesIn(state.doc)) {
      if (found.has(note.mark.attrs.id)) tr.removeMark(note.from, note.to, type)
    }
    tr.removeStoredMark(type)
  } else if ($cursor) {
    tr.addStoredMark(type.create({ id: newId() }))
  } else {
    tr.addMark(from, to, type.create({ id: newId() }))
  }
  return true
}

// What came into the midst of a note is part of it. What is in another paragraph is another note.
function separate(state) {
  const { storedMarks, tr } = state
  const parts = new Map()
  for (const part of notesOf(state)) {
    const { id } = part.mark.attrs
    const earlier = parts.get(id)
    if (!earlier) {
      parts.set(id, part)
    } else if (earlier.parent === part.parent) {
      tr.addMark(earlier.from, part.to, earlier.mark)
    } else {
      const mark = part.mark.type.create({ id: newId() })
      tr.addMark(part.from, part.to, mark)
      parts.set(id, { ...part, mark })
    }
  }
  if (tr.docChanged && storedMarks) tr.setStoredMarks(storedMarks)
  return tr
}

function withNewIds(fragment, found = new Map()) {
  const nodes = fragment.content.map((node) => {
    const mark = markOf(node)
    if (!mark) return node.isInline ? node : node.copy(withNewIds(node.content, found))
    const { id } = mark.attrs
    if (!found.has(id)) found.set(id, mark.type.create({ id: newId() }))
    return node.mark(found.get(id).addToSet(node.marks))
  })
  return Fragment.fromArray(nodes)
}

// The edges of a note

function edge(selection) {
  const { $cursor } = selection
  const [before, after] = [markOf($cursor?.nodeBefore), markOf($cursor?.nodeAfter)]
  return before && after && before.eq(after) ? [] : [before, after]
}

const insideMarks = (note, $cursor) => note.addToSet($cursor.marks())

// After notes, the text goes on as it was before them: not in the italics of the note.
function outsideMarks($cursor) {
  let { pos } = $cursor
  let $pos = $cursor
  while (markOf($pos.nodeBefore)) {
    pos -= $pos.nodeBefore.nodeSize
    $pos = $cursor.doc.resolve(pos)
  }
  if (pos === $cursor.pos) return $cursor.marks()
  return $pos.nodeBefore ? $pos.marks() : []
}

// Whoever wrote or moved inside a note, and comes to its end, is still inside.
function setMarksAtEnd(tr, transactions, before, { selection, storedMarks }) {
  const { $cursor } = selection
  const [note] = edge(selection)
  if (!note || storedMarks || transactions.some((one) => one.storedMarksSet)) return
  const step = $cursor.pos - (before.selection.$cursor?.pos ?? Infinity)
  const isStep = !transactions.some((one) => one.getMeta("pointer")) && step >= 0 && step <= 2
  const isWriting = transactions.some((one) => one.docChanged)
  const stays = noteAt(before)?.eq(note) && (isWriting || isStep)
  tr.setStoredMarks(stays ? insideMarks(note, $cursor) : outsideMarks($cursor))
}

// The first press of an arrow crosses the edge of a note, the second moves on.
function crossEdge({ state, view }, forward) {
  const { $cursor } = state.selection
  const [left, right] = edge(state.selection)
  const [behind, ahead] = forward ? [left, right] : [right, left]
  const inside = noteAt(state)
  const leaves = inside && behind?.eq(inside)
  const enters = !inside && ahead
  if (!leaves && !enters) return false
  const marks = leaves ? outsideMarks($cursor) : insideMarks(ahead, $cursor)
  view.dispatch(state.tr.setStoredMarks(marks))
  return true
}

// Puts the cursor inside the note, at its end.
export function enterNote(view, { mark, to }) {
  const selection = TextSelection.create(view.state.doc, to)
  const marks = insideMarks(mark, selection.$cursor)
  view.focus()
  view.dispatch(view.state.tr.setSelection(selection).setStoredMarks(marks).scrollIntoView())
}

function clickEdge(view, pos, { shiftKey, target }) {
  const { doc, tr } = view.state
  if (shiftKey || !doc.resolve(pos).parent.inlineContent) return false
  const selection = TextSelection.create(doc, pos)
  const [before, after] = edge(selection)
  if (!before && !after) return false
  const span = target.closest?.(NOTE)
  const isEnd = before && span?.contains(view.domAtPos(pos, -1).node)
  const note = span && (isEnd ? before : after)
  const { $cursor } = selection
  const marks = note ? insideMarks(note, $cursor) : outsideMarks($cursor)
  view.dispatch(tr.setSelection(selection).setStoredMarks(marks))
  return true
}

// To the browser, a note that follows a word without a space is a part of this word.
function selectWord({ state, dispatch }, pos, { target }) {
  const { parent, parentOffset } = state.doc.resolve(pos)
  if (!parent.inlineContent) return false
  const notes = notesIn(parent)
  const isStart = notes.some(({ from }) => from === parentOffset)
  // Between two letters: the one that was clicked.
  const at = parentOffset + (isStart === Boolean(target.closest?.(NOTE)) ? 0.5 : -0.5)
  const text = parent.textBetween(0, parent.content.size, null, " ")
  const ends = [...text.matchAll(WORD)].map(({ index, 0: { length } }) => [index, index + length])
  const [from, to] = ends.find(([from, to]) => from < at && at < to) ?? []
  const edges = notes.flatMap(({ from, to }) => [from, to]).filter((edge) => from < edge && edge < to)
  if (!edges.length) return false
  const first = Math.max(from, ...edges.filter((edge) => edge < at))
  const last = Math.min(to, ...edges.filter((edge) => edge > at))
  const start = pos - parentOffset
  dispatch(state.tr.setSelection(TextSelection.create(state.doc, start + first, start + last)))
  return true
}

// Writing inside

function breakLine({ state, view }) {
  const note = noteAt(state)
  if (!note) return false
  const { $from } = state.selection
  const marks = note.addToSet(state.storedMarks ?? $from.marks())
  const line = state.schema.nodes.hardBreak.create(null, null, [note])
  view.dispatch(state.tr.replaceSelectionWith(line, false).setStoredMarks(marks).scrollIntoView())
  return true
}

// Words that replace words of a note.
function replaceInside({ state, dispatch }, from, to, text) {
  const note = from < to && noteBetween(state.doc, from, to)
  if (!note) return false
  const marks = note.addToSet(state.doc.resolve(from).marksAcross(state.doc.resolve(to)) ?? [])
  const tr = state.tr.replaceWith(from, to, state.schema.text(text, marks))
  tr.setSelection(TextSelection.create(tr.doc, from + text.length))
  dispatch(tr.setStoredMarks(marks).scrollIntoView())
  return true
}

// A note contains no paragraphs: they become its lines.
function pasteInside({ state, dispatch }, _event, slice) {
  const note = noteAt(state)
  if (!note) return false
  const nodes = []
  slice.content.descendants((node) => {
    if (node.isTextblock && nodes.length) nodes.push(state.schema.nodes.hardBreak.create())
    if (node.isInline) nodes.push(node)
  })
  const inline = nodes.map((node) => node.mark(note.addToSet(node.marks)))
  const tr = state.tr.replaceSelection(new Slice(Fragment.from(inline), 0, 0))
  dispatch(tr.setStoredMarks(insideMarks(note, state.selection.$from)).scrollIntoView())
  return true
}

function markCurrent(state) {
  const current = noteAt(state)
  const note = current && notesOf(state).find(({ mark }) => mark.eq(current))
  if (!note) return null
  return DecorationSet.create(state.doc, [Decoration.inline(note.from, note.to, { class: "current" })])
}
