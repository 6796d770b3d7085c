// Characters that programs leave in a text for their own use: hints where a line may end, marks of
// the file, control characters, letters that are one picture. Joiners and marks of direction stay.

const HINTS = /[\u00ad\u2060\ufeff\ufffc\ufff9-\ufffb]/g
const ZERO_WIDTH_SPACE = /(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b/g // divides the words of Thai and Khmer
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const CONTROL = /[\0-\b\x0e-\x1f\x7f-\x84\x86-\x9f]/g
const LIGATURES = /[\ufb00-\ufb06]/g

export const withoutInvisible = (text) =>
  text
    .replace(HINTS, "")
    .replace(ZERO_WIDTH_SPACE, "")
    .replace(CONTROL, "")
    .replace(LIGATURES, (letters) => letters.normalize("NFKC"))
