// Suggests themes while they are typed, separated by commas or semicolons: the combobox pattern of the ARIA
// Authoring Practices, with a list whose chosen option is the active descendant.

const PAUSE = 150 // milliseconds without a key before the request

for (const input of document.querySelectorAll("input[data-suggestions]")) suggest(input)

function suggest(input) {
  const list = document.createElement("ul")
  const status = document.createElement("div")
  const box = document.createElement("div")
  list.id = `${input.id}_suggestions`
  list.role = "listbox"
  list.hidden = true
  list.ariaLabel = document.querySelector(`label[for="${input.id}"]`)?.textContent.trim()
  status.role = "status"
  status.className = "visually-hidden"
  box.className = "suggestions"
  input.before(box)
  box.append(input, list, status)
  input.role = "combobox"
  input.ariaAutoComplete = "list"
  input.ariaExpanded = "false"
  input.setAttribute("aria-controls", list.id)

  let timer
  let request = 0

  // The theme at the cursor: from the separator before it to the separator behind it.
  function part() {
    const before = input.value.slice(0, input.selectionStart)
    const length = input.value.slice(before.length).search(/[,;]/)
    const end = length < 0 ? input.value.length : before.length + length
    return { start: before.search(/[^,;]*$/), end }
  }

  async function ask() {
    const { start, end } = part()
    const text = input.value.slice(start, end).replaceAll('"', "").trim()
    const turn = ++request
    if (!text) return close()
    try {
      const response = await fetch(`${input.dataset.suggestions}?${new URLSearchParams({ q: text })}`)
      if (!response.ok) throw new Error(response.statusText)
      const { themes } = await response.json()
      if (turn === request && document.activeElement === input) show(themes)
    } catch {
      if (turn === request) fail()
    }
  }

  function fail() {
    close()
    status.className = "help"
    status.textContent = input.dataset.failed
  }

  function show(themes) {
    list.replaceChildren(...themes.map(option))
    list.hidden = !themes.length
    input.ariaExpanded = String(!list.hidden)
    input.removeAttribute("aria-activedescendant")
    const { found, none } = input.dataset
    status.className = "visually-hidden"
    status.textContent = themes.length ? found.replace("{number}", themes.length) : none
  }

  function option(theme, index) {
    const item = document.createElement("li")
    item.id = `${list.id}_${index}`
    item.role = "option"
    item.ariaSelected = "false"
    item.textContent = theme
    item.addEventListener("pointerdown", (event) => event.preventDefault()) // the field keeps the focus
    item.addEventListener("click", () => take(item))
    return item
  }

  function close() {
    request++
    clearTimeout(timer)
    list.hidden = true
    input.ariaExpanded = "false"
    input.removeAttribute("aria-activedescendant")
    status.className = "visually-hidden"
    status.textContent = ""
  }

  const chosen = () => list.querySelector("[aria-selected=true]")

  function choose(item) {
    if (chosen()) chosen().ariaSelected = "false"
    if (!item) return input.removeAttribute("aria-activedescendant")
    item.ariaSelected = "true"
    item.scrollIntoView({ block: "nearest" })
    input.setAttribute("aria-activedescendant", item.id)
  }

  function take(item) {
    const { start, end } = part()
    // A theme with a separator of its own is put in quotation marks.
    const theme = /[,;|]/.test(item.textContent) ? `"${item.textContent}"` : item.textContent
    const sign = input.value.replaceAll(/"[^"]*"/g, "").includes(";") ? ";" : ","
    const before = input.value.slice(0, start) + (start ? " " : "") + theme
    const rest = input.value.slice(end + 1).trimStart()
    input.value = `${before}${sign} ${rest}`
    input.setSelectionRange(before.length + 2, before.length + 2)
    input.dispatchEvent(new Event("change", { bubbles: true }))
    close()
  }

  const KEYS = {
    ArrowDown: () => choose(chosen()?.nextSibling ?? list.firstChild),
    ArrowUp: () => choose(chosen() ? chosen().previousSibling : list.lastChild),
    Enter: () => take(chosen()),
    Escape: close,
  }

  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden && event.altKey) return ask()
    if (list.hidden || !(event.key in KEYS) || event.isComposing) return
    if (event.key === "Enter" && !chosen()) return
    event.preventDefault()
    KEYS[event.key]()
  })
  input.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(ask, PAUSE)
  })
  input.addEventListener("blur", close)
}
