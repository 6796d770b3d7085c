import { crel } from "django-prose-editor/editor"

// The dialog in which an editor chooses one of the essay’s own sources.

export async function fetchSources(editor, words) {
  const address = editor.options.element.querySelector("textarea").dataset.sources
  if (!address) return { sections: [], message: words.unsaved }
  try {
    const response = await fetch(address)
    if (!response.ok) throw new Error(response.statusText)
    const { sections } = await response.json()
    return { sections, message: sections.length ? "" : words.empty }
  } catch {
    return { sections: [], message: words.failed }
  }
}

// Resolves to the key of a source, to "" to remove the link, or to undefined to leave it unchanged.
export function choose(sections, current, words) {
  const search = crel("input", {
    type: "search",
    placeholder: words.search,
    "aria-label": words.search,
    hidden: !sections.length,
  })
  const status = crel("p", { role: "status", textContent: words.message })
  const list = crel("div", { className: "list" }, sections.map((section) => sectionItem(section, current)))
  const remove = crel("button", { type: "button", value: "", textContent: words.remove, hidden: !current })
  const cancel = crel("button", { type: "button", textContent: words.cancel })
  const heading = crel("h2", { id: "choose-source", textContent: words.title })
  const dialog = crel("dialog", { className: "choose-source", "aria-labelledby": "choose-source" }, [
    heading,
    search,
    status,
    list,
    crel("div", { className: "actions" }, [remove, cancel]),
  ])
  search.addEventListener("input", () => {
    const count = filter(list, search.value)
    status.textContent = count ? "" : words.none
  })
  dialog.addEventListener("keydown", (event) => move(event, search, list))
  document.body.append(dialog) // a dialog inside the form would submit it
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener("click", ({ target }) => {
      const button = target.closest("button")
      if (!button) return
      resolve(button === cancel ? undefined : button.value)
      dialog.close()
    })
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(undefined)
    })
  })
}

function sectionItem({ title, sources }, current) {
  const items = sources.map(({ key, title, about, picture }) => {
    const words = [crel("b", { textContent: title }), " ", crel("small", { textContent: about })]
    if (picture) words.unshift(crel("img", { src: picture, alt: "", loading: "lazy" }))
    const button = crel("button", { type: "button", value: key, "aria-pressed": key === current }, words)
    return crel("li", {}, [button])
  })
  return crel("section", {}, [crel("h3", { textContent: title }), crel("ul", {}, items)])
}

const visibleButtons = (list) => [...list.querySelectorAll("li:not([hidden]) button")]

function filter(list, text) {
  const terms = text.toLowerCase().split(/\s+/)
  for (const item of list.querySelectorAll("li")) {
    const words = item.textContent.toLowerCase()
    item.hidden = !terms.every((term) => words.includes(term))
  }
  for (const section of list.children) section.hidden = !section.querySelector("li:not([hidden])")
  return visibleButtons(list).length
}

// Arrows move through the visible sources; Enter in the search chooses the first.
function move(event, search, list) {
  const stops = [search, ...visibleButtons(list)]
  const at = stops.indexOf(document.activeElement)
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step && at >= 0) {
    event.preventDefault()
    stops.at((at + step) % stops.length).focus()
  } else if (event.key === "Enter" && at === 0) {
    event.preventDefault()
    stops[1]?.click()
  }
}
