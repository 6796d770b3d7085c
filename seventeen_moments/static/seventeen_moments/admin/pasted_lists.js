// Lists of Word: paragraphs, each with its mark as text and its level in its style.

export const MARKER = "[data-style*='mso-list:Ignore']"
const ITEM = "p[data-style*='mso-list:l']"
const levelOf = (item) => Number(item.dataset.style.match(/level(\d)/)?.[1] ?? 1)
const isNumbered = (item) =>
  /^\(?(\d+|\p{L}+)[.)]/u.test(item.querySelector(MARKER)?.textContent.trim() ?? "")

export function listsOf(body) {
  const lists = []
  for (const item of body.querySelectorAll(ITEM)) {
    const list = lists.at(-1)
    const goesOn = list && list.at(-1) === item.previousElementSibling
    goesOn ? list.push(item) : lists.push([item])
  }
  return lists
}

export function nest(items) {
  const open = [] // the lists around the item, the outermost first
  const start = document.createComment("")
  items[0].before(start)
  for (const item of items) {
    const depth = Math.max(1, levelOf(item) - levelOf(items[0]) + 1)
    open.length = Math.min(open.length, depth)
    if (open.length < depth) {
      const list = document.createElement(isNumbered(item) ? "ol" : "ul")
      open.length ? open.at(-1).lastElementChild.append(list) : start.before(list)
      open.push(list)
    }
    const entry = document.createElement("li")
    open.at(-1).append(entry)
    entry.append(item)
  }
}
