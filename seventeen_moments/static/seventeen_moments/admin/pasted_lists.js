// Lists of Word: paragraphs, each with its mark as text and its level in its style. Word’s filtered
// HTML tells the mark only by its font and the level by its indent; Word Online writes a list for
// each item.

const MARKER = "[data-style*='mso-list:Ignore']"
const ITEM = "p[data-style*='mso-list:l'], p.mark-of-list"
const NUMBER = /^\(?(\d+|\p{L}{1,5})[.)]/u
const FILLER = "span[data-style*='7.0pt']"

const markOf = (item) => item.querySelector(MARKER)?.textContent.trim() ?? ""

function levelOf({ dataset }) {
  const [, level] = dataset.style?.match(/level(\d)/) ?? []
  const [, indent] = dataset.style?.match(/margin-left\s*:\s*([\d.]+)(?=pt)/) ?? []
  return Number(level ?? (dataset.style?.includes("mso-list") ? 1 : Math.round((indent ?? 36) / 36)))
}

export function makeLists(body) {
  for (const filler of body.querySelectorAll(`p[class^='MsoListParagraph'] ${FILLER}`)) findMark(filler)
  for (const items of listsOf(body)) nest(items)
  for (const marker of body.querySelectorAll(MARKER)) marker.remove()
  joinOfOnline(body)
}

// The mark is before the filler, and at the beginning.
function findMark(filler) {
  const item = filler.closest("p")
  if (item.querySelector(MARKER)) return
  const before = document.createRange()
  before.setStart(item, 0)
  before.setEndAfter(filler)
  if (filler.textContent.trim() || !/^\s*(\S{1,6})\s*$/.test(before.toString())) return
  const marker = document.createElement("span")
  marker.dataset.style = "mso-list:Ignore"
  marker.append(before.extractContents())
  item.prepend(marker)
  item.classList.add("mark-of-list")
}

function listsOf(body) {
  const lists = []
  for (const item of body.querySelectorAll(ITEM)) {
    const list = lists.at(-1)
    const goesOn = list && list.at(-1) === item.previousElementSibling
    goesOn ? list.push(item) : lists.push([item])
  }
  return lists
}

function nest(items) {
  const start = document.createComment("")
  items[0].before(start)
  nestIn(items.map((item) => ({ item, level: levelOf(item), mark: markOf(item) })), (list) => start.before(list))
}

function nestIn(items, put) {
  const open = [] // the lists around the item, the outermost first
  for (const { item, level, mark, isNumbered = NUMBER.test(mark) } of items) {
    const depth = Math.max(1, level - items[0].level + 1)
    const name = isNumbered ? "ol" : "ul"
    open.length = Math.min(open.length, depth)
    if (open.length === depth && !open.at(-1).matches(name)) open.pop()
    if (open.length < depth) {
      const list = document.createElement(name)
      const first = parseInt(mark.replace("(", ""), 10)
      if (isNumbered && first > 1) list.setAttribute("start", first)
      open.length ? open.at(-1).lastElementChild.append(list) : put(list)
      open.push(list)
    }
    const entry = item.matches("li") ? item : document.createElement("li")
    open.at(-1).append(entry)
    if (entry !== item) entry.append(item)
  }
}

function joinOfOnline(body) {
  const lists = []
  for (const container of body.querySelectorAll(".ListContainerWrapper")) {
    const goesOn = lists.at(-1)?.at(-1) === container.previousElementSibling
    goesOn ? lists.at(-1).push(container) : lists.push([container])
  }
  for (const containers of lists) {
    const items = containers.flatMap((container) => [...container.querySelectorAll("li")])
    const levels = items.map((item) => ({
      item,
      level: Number(item.dataset.ariaLevel ?? item.getAttribute("aria-level") ?? 1),
      mark: "",
      isNumbered: item.parentElement.matches("ol"),
    }))
    const start = document.createComment("")
    containers[0].before(start)
    nestIn(levels, (list) => start.before(list))
    for (const container of containers) container.remove()
  }
}
