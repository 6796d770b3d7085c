// Previews how a typed date will be read, and offers what it can be read as. Without JavaScript the
// page shows the preview of the stored date, and a refused form has the proposals as choices.

const PAUSE = 250 // milliseconds after the last key

const waiting = new WeakMap()
let isFilling = false // in a field, by a button

document.addEventListener("input", ({ target }) => {
  if (isFilling || !target.matches("[data-reads]")) return
  choose(target, "")
  const { timer, request } = waiting.get(target) ?? {}
  clearTimeout(timer)
  request?.abort()
  waiting.set(target, { timer: setTimeout(preview, PAUSE, target) })
})

for (const choices of document.querySelectorAll(".proposals fieldset")) {
  preview(choices.closest(".dated").querySelector("[data-reads]"))
}

async function preview(field) {
  const request = new AbortController()
  waiting.set(field, { request })
  const address = `${field.dataset.reads}?${new URLSearchParams({ date: field.value })}`
  try {
    const response = await fetch(address, { signal: request.signal })
    if (!response.ok) throw new Error(response.statusText)
    show(field, await response.json())
  } catch (error) {
    if (error.name !== "AbortError") show(field, { reads: "", refused: false, proposals: [] })
  }
}

function show(field, { reads, refused, proposals }) {
  const output = field.parentElement.querySelector(".reads")
  output.textContent = reads
  output.classList.toggle("refused", refused)
  const buttons = proposals.map((proposal) => {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = proposal.label
    button.addEventListener("click", () => use(field, proposal))
    return button
  })
  field.parentElement.querySelector(".proposals").replaceChildren(...buttons)
}

function use(field, proposal) {
  const display = field.form.elements[field.name.replace(/date$/, "display_date")]
  // Rows have no display date: the typed words stay, and the server reads them as chosen.
  if (display || !proposal.display_date) fill(field, proposal.edtf)
  if (display && !display.value.trim()) fill(display, proposal.display_date)
  choose(field, proposal.key)
  show(field, { reads: proposal.reads, refused: false, proposals: [] })
  field.focus()
}

function fill(field, text) {
  if (field.value === text) return
  isFilling = true
  field.value = text
  field.dispatchEvent(new Event("input", { bubbles: true }))
  isFilling = false
}

// Only a field with a name is sent: the number of fields in a form is limited.
function choose(field, key) {
  const chosen = field.parentElement.querySelector(".chosen")
  chosen.value = key
  if (key) chosen.name = `${field.name}-reading`
  else chosen.removeAttribute("name")
}
