// Slugs that fill themselves in as a title is typed are spelled as the archive spells them
// (core/transliteration.py), and not as Django's own script does.
{
  const letters = JSON.parse(document.currentScript.dataset.letters)
  const { URLify } = window
  const toPlainLatin = (text) =>
    [...text.normalize().toLowerCase()].map((letter) => letters[letter] ?? letter).join("")
  if (URLify) window.URLify = (text, ...limits) => URLify(toPlainLatin(text), ...limits)
}
