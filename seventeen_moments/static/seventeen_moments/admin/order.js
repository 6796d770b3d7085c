// Rows of sources are put in order by dragging, with buttons or with the arrow keys. What is
// stored are the numbers in the fields of positions: without a script they are written by hand.
//
// The row that moves stays where it is in the document, and the others change sides: an element
// that is taken out loses the focus, and the pointer that holds it.

const EDGE = 60 // pixels from the edge of the window, where it begins to scroll
const SPEED = 14 // pixels a frame

const news = document.querySelector("#order-news")
const words = (name, values) =>
  news.dataset[name].replace(/\{(\w+)\}/g, (_match, key) => values[key])

for (const group of document.querySelectorAll(".inline-group")) {
  if (group.querySelector(".field-position input")) order(group)
}

function order(group) {
  const prefix = group.id.replace(/-group$/, "")
  let touched = false

  const rows = () => [...group.querySelectorAll("tr.form-row:not(.empty-form)")]
  const position = (row) => row.querySelector(".field-position input")
  const typed = (row) => row.querySelector("[name$='-title']").value.trim()
  const title = (row) => typed(row) || news.dataset.untitled
  // A row and what is said of its mistakes above it.
  const whole = (row) => {
    const above = row.previousElementSibling
    return above?.matches(".row-form-errors") ? [above, row] : [row]
  }

  function up(row) {
    const before = rows()[rows().indexOf(row) - 1]
    if (before) row.after(...whole(before))
    return Boolean(before)
  }

  function down(row) {
    const behind = rows()[rows().indexOf(row) + 1]
    if (behind) whole(row)[0].before(...whole(behind))
    return Boolean(behind)
  }

  function arrange(wanted) {
    const end = rows().at(-1)?.nextSibling
    for (const row of wanted) for (const part of whole(row)) end.parentNode.insertBefore(part, end)
  }

  function number() {
    let place = 0
    for (const row of rows()) {
      // A row in which nothing is written yet must not look as if something were.
      const value = row.matches(".has_original") || typed(row) ? String(++place) : ""
      if (position(row).value === value) continue
      position(row).value = value
      position(row).dispatchEvent(new Event("change", { bubbles: true }))
    }
  }

  function settle(row) {
    touched = true
    number()
    const all = rows()
    news.textContent = words("moved", {
      title: title(row),
      place: all.indexOf(row) + 1,
      number: all.length,
    })
  }

  function step(row, move) {
    if (!move(row)) return
    settle(row)
    row.scrollIntoView({ block: "nearest" })
  }

  function drag(row, handle, start) {
    const before = rows()
    let y = start.clientY
    let frame

    function follow() {
      if (y < EDGE) scrollBy(0, -SPEED)
      else if (y > innerHeight - EDGE) scrollBy(0, SPEED)
      const middle = (other) => {
        const box = other.getBoundingClientRect()
        return box.top + box.height / 2
      }
      const all = rows()
      const here = all.indexOf(row)
      if (here > 0 && y < middle(all[here - 1])) up(row)
      else if (here < all.length - 1 && y > middle(all[here + 1])) down(row)
      frame = requestAnimationFrame(follow)
    }

    function end(event) {
      cancelAnimationFrame(frame)
      ended.abort()
      row.classList.remove("moving")
      if (event.type !== "pointerup") {
        arrange(before)
        news.textContent = words("back", { title: title(row) })
      } else if (rows().some((other, index) => other !== before[index])) settle(row)
    }

    const ended = new AbortController()
    const { signal } = ended
    handle.setPointerCapture(start.pointerId)
    handle.addEventListener("pointermove", (event) => (y = event.clientY), { signal })
    handle.addEventListener("pointerup", end, { signal })
    handle.addEventListener("pointercancel", end, { signal })
    addEventListener("keydown", (event) => event.key === "Escape" && end(event), { signal })
    row.classList.add("moving")
    follow()
  }

  function button(name, sign) {
    const made = document.createElement("button")
    made.type = "button"
    made.className = name
    made.textContent = sign
    made.dataset.label = name
    return made
  }

  function name(row) {
    for (const made of row.querySelectorAll(".order button")) {
      made.ariaLabel = words(made.dataset.label, { title: title(row) })
    }
  }

  function equip(row) {
    const tools = document.createElement("span")
    const [raise, handle, lower] = [
      button("up", "↑"),
      button("handle", "⠿"),
      button("down", "↓"),
    ]
    tools.className = "order"
    tools.append(raise, handle, lower)
    position(row).before(tools)
    raise.addEventListener("click", () => step(row, up))
    lower.addEventListener("click", () => step(row, down))
    handle.addEventListener("pointerdown", (event) => event.button || drag(row, handle, event))
    handle.addEventListener("keydown", (event) => {
      const move = { ArrowUp: up, ArrowDown: down }[event.key]
      if (!move) return
      event.preventDefault()
      step(row, move)
    })
    name(row)
  }

  rows().forEach(equip)
  group.addEventListener("formset:added", (event) => equip(event.target))
  group.addEventListener("input", (event) => {
    if (event.target.name?.endsWith("-title")) name(event.target.closest("tr"))
  })
  group.closest("form").addEventListener("submit", () => touched && number())

  // When a new row is taken away, Django numbers the others as they stand, and takes the first
  // for those that are stored already: for that moment they stand as they came.
  document.addEventListener("formset:removed", (event) => {
    if (event.detail.formsetName !== prefix) return
    const shown = rows()
    const came = (row) => Number(row.id.slice(prefix.length + 1))
    arrange(shown.toSorted((one, other) => came(one) - came(other)))
    queueMicrotask(() => arrange(shown))
  })
}
