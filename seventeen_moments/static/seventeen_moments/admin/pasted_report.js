// The line below the editor that says what was pasted, and what of it was left out.

const LEAVES = "p, li, dd, dt, blockquote, div, section, pre"

const isTiny = (picture) => picture.width === 1 || picture.height === 1 // it only counts readers
const isWritten = (element) => element.textContent.trim()

function styled(property, value) {
  const says = new RegExp(`(^|;)\\s*${property}[a-z-]*\\s*:[^;]*${value}`, "i")
  return (element) => says.test(element.dataset.style)
}

function outermost(body, tags, says) {
  const found = [...body.querySelectorAll([tags, "[data-style]"].filter(Boolean).join())].filter(
    (element) => (tags && element.matches(tags)) || says(element),
  )
  // In document order, an element within another follows the outermost one at once.
  const outer = []
  for (const element of found) if (!outer.at(-1)?.contains(element)) outer.push(element)
  return outer.filter(isWritten)
}

const isUnseen = styled("display", "none")
const isOfWord = styled("mso-hide", "all")

// Removes what readers do not see. Returns the number of passages; how Word fills the lines of a
// table of contents, and what a formula is for programs, are none.
export function removeUnseen(body) {
  const unseen = outermost(body, "[hidden]", (element) => isUnseen(element) || isOfWord(element))
  for (const element of unseen) element.remove()
  return unseen.filter((element) => !/mso-hide:\s*screen/.test(element.dataset.style) && !element.querySelector("math")).length
}

// Counted before anything else is removed.
export function whatIsLost(body, comments) {
  const isLink = (element) => element.closest("a") || element.querySelector("a")
  const underlined = outermost(body, "u", styled("text-decoration", "underline"))
  return {
    pictures: [...body.querySelectorAll("img:not([role='checkbox']), svg, canvas")].filter((picture) => !isTiny(picture)).length,
    comments,
    deletions: [...body.querySelectorAll("del, .msoDel, .TrackChangeDelete")].filter(isWritten).length,
    underlined: underlined.filter((element) => !isLink(element)).length,
    smallCaps: outermost(body, "", styled("font-variant", "small-caps")).length,
    struck: outermost(body, "s, strike", styled("text-decoration", "line-through")).length,
    embedded: body.querySelectorAll("iframe, video, audio, object, embed").length,
  }
}

export function whatIsKept(body, notes, passages) {
  const leaves = [...body.querySelectorAll(LEAVES)].filter((block) => !block.querySelector(LEAVES))
  return {
    paragraphs: leaves.filter((block) => isWritten(block) && !block.closest("table, h2, h3") && !block.querySelector("table")).length,
    headings: [...body.querySelectorAll("h2, h3")].filter(isWritten).length,
    notes: notes.length,
    tables: body.querySelectorAll("table").length,
    languages: new Set(passages.map(({ run }) => run)).size,
  }
}

export class PasteReport {
  constructor(editor) {
    const element = editor.options.element
    this.words = JSON.parse(element.querySelector("textarea").dataset.pasted ?? "null")
    this.line = document.createElement("p")
    this.line.className = "paste-report"
    this.line.setAttribute("role", "status")
    element.append(this.line)
  }

  show(counts) {
    this.counts = counts
    if (!this.words) return
    const { pasted, leftOut, kept, lost } = this.words
    this.line.textContent = [
      [pasted, kept],
      [leftOut, lost],
    ]
      .map(([sentence, names]) => [sentence, names.filter((name) => counts[name])])
      .filter(([, names]) => names.length)
      .map(([sentence, names]) => sentence.replace("{}", names.map((name) => this.counted(name, counts[name])).join(", ")))
      .join(" ")
  }

  clear() {
    this.line.textContent = ""
  }

  // The server wrote each form with a sample number: the one whose plural is that of `n`.
  counted(name, n) {
    const { samples, forms } = this.words
    const rules = new Intl.PluralRules(document.documentElement.lang || "en")
    const at = samples.findIndex((sample) => rules.select(sample) === rules.select(n))
    return forms[name].at(at).replace(/\d+/, n)
  }
}
