import { Extension, Plugin } from "django-prose-editor/editor"

import { BLOCKS, HEADINGS, blockOf, isBlank, rename, textsIn, tidyBlocks } from "./pasted_blocks.js"
import { withoutInvisible } from "./pasted_characters.js"
import { markLanguages } from "./pasted_languages.js"
import { makeLists } from "./pasted_lists.js"
import { notesOf, putIn, takeOut } from "./pasted_notes.js"
import { plainText } from "./pasted_plain.js"
import { PasteReport, removeUnseen, whatIsKept, whatIsLost } from "./pasted_report.js"
import { tidyTables } from "./pasted_tables.js"

// What is pasted from Word, Google Docs, LibreOffice or a web page, as an essay has it: notes where
// they are called, headings of two levels, lists, quotations, tables, emphasis, passages in another
// language, and no trace of its looks.
export const PastedText = Extension.create({
  name: "pastedText",

  // The editor would take the stars of “a * b * c” for Markdown, and drop them.
  onBeforeCreate() {
    this.editor.options.enablePasteRules = ["link"]
  },

  addProseMirrorPlugins() {
    const { editor } = this
    const report = new PasteReport(editor)
    const transformPastedHTML = (html) => asWritten(html, editor, report)
    const clipboardTextParser = (text, $context, _plain, { state }) => {
      const { slice, counts } = plainText(text, $context.marks(), state.schema)
      report.show(counts)
      return slice
    }
    const paste = (view, event) => takeOther(view, event, event.clipboardData, report)
    const drop = (view, event) => takeOther(view, event, event.dataTransfer, report)
    return [new Plugin({ props: { transformPastedHTML, clipboardTextParser, handleDOMEvents: { paste, drop } } })]
  },
})

// If the HTML has no words, the plain text beside it is pasted. Files are not.
function takeOther(view, event, data, report) {
  const html = data?.getData("text/html")
  const text = data?.getData("text/plain")
  if (!data || view.dragging || hasWords(html)) return false
  const isWords = text?.trim() && !(html && URL.canParse(text.trim())) // the address of a picture
  if (isWords && !html) return false
  if (isWords) {
    const place = event.type === "drop" && view.posAtCoords({ left: event.clientX, top: event.clientY })
    if (place) view.dispatch(view.state.tr.setSelection(selectionAt(view.state, place.pos)))
    view.pasteText(text, event)
    const { body } = parse(html)
    report.show({ ...report.counts, ...whatIsLost(body, 0) })
  } else if (html) {
    return false // it says what was left out
  } else if (data.types.length) {
    const pictures = [...data.files].filter(({ type }) => type.startsWith("image/")).length
    report.show({ pictures, files: data.files.length - pictures, formats: data.files.length ? 0 : 1 })
  } else return false
  event.preventDefault()
  return true
}

const selectionAt = ({ doc, selection }, pos) => selection.constructor.near(doc.resolve(pos))

function hasWords(html) {
  if (!html) return false
  const { body } = parse(html)
  removeUnseen(body)
  return Boolean(withoutInvisible(body.textContent).trim()) || body.querySelectorAll("[data-pm-slice]").length > 0
}

const GONE = [
  "del, .msoDel, .TrackChangeDelete, .MsoCommentReference, .msocomanchor, [data-style*='mso-element:comment']", // of reviewers
  ".mw-editsection, sup.noprint, .sr-only, .visually-hidden, .screen-reader-text", // of web pages
  "button, select, annotation, svg, canvas, iframe, video, audio, object, embed, br.Apple-interchange-newline",
].join()

const parse = (html) => new DOMParser().parseFromString(inert(html), "text/html")

function asWritten(html, editor, report) {
  const { body } = parse(html)
  report.clear()
  if (isOfEssay(body)) return html
  const hidden = removeUnseen(body)
  const lost = { ...whatIsLost(body, removeComments(body)), hidden }
  for (const element of body.querySelectorAll(GONE)) element.remove()
  for (const link of body.querySelectorAll("a[href]")) unwrapAddress(link)
  for (const text of textsIn(body)) text.data = withoutInvisible(text.data)
  makeLists(body)
  tidyBlocks(body)
  writeOut(body)
  const notes = notesOf(body)
  takeOut(body, notes)
  for (const note of notes) putIn(note)
  for (const element of body.querySelectorAll("[data-style]")) emphasise(element)
  levelHeadings(body)
  for (const quote of body.querySelectorAll("p.MsoQuote, p.MsoIntenseQuote")) enquote(quote)
  tidyTables(body, notes)
  for (const paragraph of body.querySelectorAll("p")) if (isBlank(paragraph)) paragraph.remove()
  const { form, lang } = editor.options.element.querySelector("textarea")
  const [own] = (form?.elements.language?.value || lang || "").split("-")
  const passages = markLanguages(body, languagesOf(editor), own)
  report.show({ ...lost, ...whatIsKept(body, notes, passages) })
  for (const element of body.querySelectorAll("*")) strip(element)
  for (const { span } of notes) span.className = "footnote"
  for (const { span, language } of passages) span.className = `lang-${language}`
  return body.innerHTML
}

// Other sites use the same editor, and mark what is copied in the same way.
const isOfEssay = (body) =>
  body.querySelector("[data-pm-slice]") && !body.querySelector("[id], [data-style], img, h1, h4")

function languagesOf({ extensionManager }) {
  const { options } = extensionManager.extensions.find(({ name }) => name === "textClass")
  const names = options.cssClasses.map(({ className }) => className)
  return names.filter((name) => name.startsWith("lang-")).map((name) => name.slice("lang-".length))
}

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi

// Even in a document that is never shown, the content security policy complains of each style and
// each handler, and hides the styles.
const inert = (html) =>
  withCellsApart(html)
    .replace(/<!--\[if gte vml 1\]>(.*?)<!\[endif\]-->/gs, (_comment, vml) => wordsOfBoxes(vml))
    .replace(/<style\b.*?<\/style>/gis, "")
    .replace(TAG, (tag) => tag.replace(/([\s"'/])(style|on[a-z]+)(?=\s*=)/gi, "$1data-$2"))

// A parser drops the tags of rows and cells that were copied without their table.
function withCellsApart(html) {
  if (/<table\b/i.test(html)) return html
  if (/^(\s|<!--.*?-->|<\/?(meta|html|body)\b[^>]*>)*<t[rdh]\b/is.test(html)) return `<table>${html}</table>`
  return html.replace(/<(?=t[rdh]\b)/gi, " <")
}

// Word writes a text box twice: as a drawing in a comment, with its words, and as a picture.
const wordsOfBoxes = (vml) =>
  [...vml.matchAll(/<v:textbox[^>]*>(.*?)<\/v:textbox>/gs)].map(([, words]) => `<div>${words}</div>`).join("")

// Comments of reviewers. Google Docs writes them as it writes notes.
function removeComments(body) {
  const ofGoogle = [...body.querySelectorAll("a[href*='#cmnt_ref']")].map(blockOf)
  const calls = body.querySelectorAll("a[href*='#cmnt']:not([href*='#cmnt_ref'])")
  for (const call of calls) (call.closest("sup") ?? call).remove()
  for (const block of ofGoogle) {
    const parent = block.parentElement
    const isItsOwn = parent.matches("div") && parent.firstElementChild === block
    ;(isItsOwn ? parent : block).remove()
  }
  const ofWord = [...body.querySelectorAll("[data-style*='mso-element:comment']")]
  return ofGoogle.length + ofWord.filter(({ dataset }) => !dataset.style.includes("comment-list")).length
}

// Links that Google, Outlook or Facebook wrap in one of their own
const WRAPPERS = [
  [/^(www\.)?google\.[a-z.]+\/url$/, ["q", "url"]],
  [/\.safelinks\.protection\.outlook\.com\/$/, ["url"]],
  [/^lm?\.facebook\.com\/l\.php$/, ["u"]],
]

function unwrapAddress(link) {
  const href = link.getAttribute("href")
  if (!URL.canParse(href)) return
  const { host, pathname, searchParams } = new URL(href)
  const [, names] = WRAPPERS.find(([address]) => address.test(host + pathname)) ?? []
  const address = names?.map((name) => searchParams.get(name)).find(Boolean)
  if (/^(https?:\/\/|mailto:|#)/i.test(address)) link.setAttribute("href", address)
}

// What a browser writes for readers, but does not copy as words: quotation marks, boxes to tick
function writeOut(body) {
  for (const quote of body.querySelectorAll("q")) quote.replaceWith("“", ...quote.childNodes, "”")
  for (const box of body.querySelectorAll("img[role='checkbox'], li input[type='checkbox']")) {
    const isTicked = box.matches("[checked], [aria-checked='true'], [alt='checked']")
    const block = box.nextSibling
    if (block?.matches?.("p, div")) block.prepend(box)
    box.replaceWith(isTicked ? "☑ " : "☐ ")
  }
}

// Headings and quotations

function levelHeadings(body) {
  for (const title of body.querySelectorAll("p.MsoTitle, p.title")) rename(title, "h1")
  const highest = body.querySelector("h1") ? "h1" : "h2"
  for (const heading of body.querySelectorAll(HEADINGS)) {
    for (const bold of heading.querySelectorAll("b, strong")) bold.replaceWith(...bold.childNodes)
    rename(heading, heading.matches(highest) ? "h2" : "h3")
  }
}

function enquote(paragraph) {
  const quote = document.createElement("blockquote")
  paragraph.replaceWith(quote)
  quote.append(paragraph)
}

// Looks: a style is heard for what it says of words, and nothing of it stays.

const styled = (property, values) => new RegExp(`(^|;)\\s*${property}\\s*:\\s*(${values})`, "i")
const EMPHASIS = {
  strong: styled("font-weight", "bold|[6-9]00"),
  em: styled("font-style", "italic|oblique"),
  sup: styled("vertical-align", "super"),
  sub: styled("vertical-align", "sub\\b"),
}
const PLAIN = {
  "b, strong": styled("font-weight", "normal|[1-4]00"),
  "i, em": styled("font-style", "normal"),
}
const SPANS = ["colspan", "rowspan"]
const KEPT = { A: ["href", "title"], OL: ["start"], TD: SPANS, TH: SPANS }

function emphasise(element) {
  const { style } = element.dataset
  for (const [tags, says] of Object.entries(PLAIN)) {
    if (element.matches(tags) && says.test(style)) return element.replaceWith(...element.childNodes)
  }
  if (element.matches(BLOCKS)) return
  for (const [tag, says] of Object.entries(EMPHASIS)) {
    if (!says.test(style)) continue
    const emphasis = document.createElement(tag)
    emphasis.append(...element.childNodes)
    element.append(emphasis)
  }
}

const LEADS = /^(https?:\/\/|mailto:)/i // and is not relative to a page elsewhere

function strip(element) {
  for (const { name } of [...element.attributes]) {
    if (!KEPT[element.tagName]?.includes(name)) element.removeAttribute(name)
  }
  if (element.matches("a") && !LEADS.test(element.getAttribute("href"))) element.replaceWith(...element.childNodes)
}
