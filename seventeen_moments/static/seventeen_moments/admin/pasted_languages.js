// Passages that Word, LibreOffice or Google Docs mark as written in another language than the essay.

// ISO 15924 has codes for several scripts together, which regular expressions do not know.
const MAIN_SCRIPTS = { Hans: "Han", Hant: "Han", Jpan: "Han", Kore: "Hang" }
const LETTERS_OF_OTHER_SCRIPTS = /(?![\p{Script=Latin}\p{Script=Common}])\p{L}/u

// Returns a <span> around each such text, with its language.
export function markLanguages(body, languages, own) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  const texts = []
  while (walker.nextNode()) texts.push(walker.currentNode)
  const passages = []
  for (const text of texts) {
    const run = text.parentElement.closest("[lang], [data-style*='mso-ansi-language']")
    const language = run && languageOf(run, languages)
    if (!language || language === own || !isWritten(text.data, language)) continue
    const span = document.createElement("span")
    text.replaceWith(span)
    span.append(text)
    passages.push({ span, language, run })
  }
  return passages
}

function languageOf(run, languages) {
  if (run.matches("body")) return null // of the program, rather than of the text
  const tag = run.lang || run.dataset.style.match(/mso-ansi-language:\s*([\w-]+)/i)?.[1] || ""
  const [primary] = tag.toLowerCase().split("-")
  return languages.find((code) => code.toLowerCase() === tag.toLowerCase()) ?? languages.find((code) => code === primary)
}

// Programs mark names in Latin letters as Russian, and the spaces between words.
function isWritten(text, language) {
  const { script } = new Intl.Locale(language).maximize()
  if (script === "Latn") return /\p{Script=Latin}/u.test(text) && !LETTERS_OF_OTHER_SCRIPTS.test(text)
  return new RegExp(`\\p{Script=${MAIN_SCRIPTS[script] ?? script}}`, "u").test(text)
}
