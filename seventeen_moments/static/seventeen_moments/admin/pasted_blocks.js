// The blocks of pasted text

export const HEADINGS = "h1, h2, h3, h4, h5, h6"
export const BLOCKS = `p, li, dd, td, th, blockquote, div, section, aside, body, ${HEADINGS}`

export const blockOf = (element) => element.closest(BLOCKS)
export const isBlank = (element) => !element.textContent.trim()
