// Sorts the rows of sources by dragging, with buttons or with the arrow keys. The order is stored as
// the numbers in the position fields; without JavaScript editors type them.
//
// The moved row is not moved in the document; the other rows are moved around it. An element that
// is removed from the document loses the focus and the captured pointer.

const EDGE = 60 // pixels from the edge of the window, where it begins to scroll
const SPEED = 14 // pixels a frame

const status = document.querySelector("#order-news")
const message = (name, values) =>
  status.dataset[name].replace(/\{(\w+)\}/g, (_match, key) => values[key])

for (const group of document.querySelectorAll(".inline-group")) {
  if (group.querySelector(".field-position input")) makeSortable(group)
}

function makeSortable(group) {
  const prefix = group.id.replace(/-group$/, "")
  let touched = false

  const rows = () => [...group.querySelectorAll("tr.form-row:not(.empty-form)")]
  const position = (row) => row.querySelector(".field-position input")
  const typedTitle = (row) => row.querySelector("[name$='-title']").value.trim()
  const title = (row) => typedTitle(row) || status.dataset.untitled
  // A row and the row of its errors above it.
  const withErrors = (row) => {
    const above = row.previousElementSibling
    return above?.matches(".row-form-errors") ? [above, row] : [row]
  }

  function up(row) {
    const before = rows()[rows().indexOf(row) - 1]
    if (before) row.after(...withErrors(before))
    return Boolean(before)
  }

  function down(row) {
    const after = rows()[rows().indexOf(row) + 1]
    if (after) withErrors(row)[0].before(...withErrors(after))
    return Boolean(after)
  }

  function arrange(sorted) {
    const end = rows().at(-1)?.nextSibling
    for (const row of sorted) for (const part of withErrors(row)) end.parentNode.insertBefore(part, end)
  }

  function renumber() {
    let number = 0
    for (const row of rows()) {
      // An empty new row must stay empty, so that the form ignores it.
      const value = row.matches(".has_original") || typedTitle(row) ? String(++number) : ""
      if (position(row).value === value) continue
      position(row).value = value
      position(row).dispatchEvent(new Event("change", { bubbles: true }))
    }
  }

  function finishMove(row) {
    touched = true
    renumber()
    const all = rows()
    status.textContent = message("moved", {
      title: title(row),
      place: all.indexOf(row) + 1,
      number: all.length,
    })
  }

  function step(row, move) {
    if (!move(row)) return
    finishMove(row)
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
        status.textContent = message("back", { title: title(row) })
      } else if (rows().some((other, index) => other !== before[index])) finishMove(row)
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

  function createButton(name, sign) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = name
    button.textContent = sign
    button.dataset.label = name
    return button
  }

  function labelButtons(row) {
    for (const button of row.querySelectorAll(".order button")) {
      button.ariaLabel = message(button.dataset.label, { title: title(row) })
    }
  }

  function addButtons(row) {
    const tools = document.createElement("span")
    const [raise, handle, lower] = [
      createButton("up", "↑"),
      createButton("handle", "⠿"),
      createButton("down", "↓"),
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
    labelButtons(row)
  }

  rows().forEach(addButtons)
  group.addEventListener("formset:added", (event) => addButtons(event.target))
  group.addEventListener("input", (event) => {
    if (event.target.name?.endsWith("-title")) labelButtons(event.target.closest("tr"))
  })
  group.closest("form").addEventListener("submit", () => touched && renumber())

  // When a new row is removed, Django numbers the other rows in their order in the document, and
  // treats the first ones as the stored ones. For that moment they have their original order.
  document.addEventListener("formset:removed", (event) => {
    if (event.detail.formsetName !== prefix) return
    const sorted = rows()
    const originalIndex = (row) => Number(row.id.slice(prefix.length + 1))
    arrange(sorted.toSorted((one, other) => originalIndex(one) - originalIndex(other)))
    queueMicrotask(() => arrange(sorted))
  })
}
