import { Extension, Plugin, pm } from "django-prose-editor/editor"

import { BLOCKS, HEADINGS, blockOf, isBlank } from "./pasted_blocks.js"
import { markLanguages } from "./pasted_languages.js"
import { MARKER, listsOf, nest } from "./pasted_lists.js"
import { notesOf, putIn, takeOut } from "./pasted_notes.js"
import { PasteReport, whatIsKept, whatIsLost } from "./pasted_report.js"
import { tidyTables } from "./pasted_tables.js"

// What is pasted from Word, Google Docs, LibreOffice or a web page, as an essay has it: notes where
// they are called, headings of two levels, lists, quotations, tables, emphasis, passages in another
// language, and no trace of its looks.
export const PastedText = Extension.create({
  name: "pastedText",

  addProseMirrorPlugins() {
    const { editor } = this
    const report = new PasteReport(editor)
    const transformPastedHTML = (html) => asWritten(html, editor, report)
    const clipboardTextParser = (text, $context, _plain, { state }) => {
      report.clear()
      return plainText(text, $context.marks(), state.schema)
    }
    return [new Plugin({ props: { transformPastedHTML, clipboardTextParser } })]
  },
})

// An empty line separates paragraphs, any other line break stays in its paragraph.
function plainText(text, marks, schema) {
  const { Fragment, Slice } = pm.model
  const { hardBreak, paragraph } = schema.nodes
  const stanzas = text.replace(/\r\n?/g, "\n").split(/\n[^\S\n]*\n\s*/)
  const paragraphs = stanzas.map((stanza) => {
    const lines = stanza.split("\n").filter((line) => line)
    const inline = lines.flatMap((line, n) => [...(n ? [hardBreak.create()] : []), schema.text(line, marks)])
    return paragraph.create(null, inline)
  })
  return Slice.maxOpen(Fragment.from(paragraphs))
}

const GONE = [
  MARKER,
  "del, .MsoCommentReference, .msocomanchor, [data-style*='mso-element:comment']", // of reviewers
  "br.Apple-interchange-newline",
].join()

function asWritten(html, editor, report) {
  const { body } = new DOMParser().parseFromString(inert(html), "text/html")
  report.clear()
  if (body.querySelector("[data-pm-slice]")) return html // from an essay: well already
  const lost = whatIsLost(body, removeComments(body))
  for (const link of body.querySelectorAll("a[href]")) unwrapAddress(link)
  for (const items of listsOf(body)) nest(items)
  for (const element of body.querySelectorAll(GONE)) element.remove()
  const notes = notesOf(body)
  takeOut(notes)
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

function languagesOf({ extensionManager }) {
  const { options } = extensionManager.extensions.find(({ name }) => name === "textClass")
  const names = options.cssClasses.map(({ className }) => className)
  return names.filter((name) => name.startsWith("lang-")).map((name) => name.slice("lang-".length))
}

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi

// Even in a document that is never shown, the content security policy complains of each style and
// each handler, and hides the styles.
const inert = (html) =>
  html
    .replace(/<style\b.*?<\/style>/gis, "")
    .replace(TAG, (tag) => tag.replace(/([\s"'/])(style|on[a-z]+)(?=\s*=)/gi, "$1data-$2"))

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

// Headings and quotations

function levelHeadings(body) {
  for (const title of body.querySelectorAll("p.MsoTitle, p.title")) rename(title, "h1")
  const highest = body.querySelector("h1") ? "h1" : "h2"
  for (const heading of body.querySelectorAll(HEADINGS)) {
    for (const bold of heading.querySelectorAll("b, strong")) bold.replaceWith(...bold.childNodes)
    rename(heading, heading.matches(highest) ? "h2" : "h3")
  }
}

function rename(element, name) {
  const renamed = document.createElement(name)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
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

function strip(element) {
  for (const { name } of [...element.attributes]) {
    if (!KEPT[element.tagName]?.includes(name)) element.removeAttribute(name)
  }
  if (element.matches("a[href^='#'], a[href^='file:']")) element.replaceWith(...element.childNodes)
}
