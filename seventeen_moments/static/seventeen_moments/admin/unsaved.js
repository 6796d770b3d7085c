// Text that is not saved yet. Leaving its form asks first. What would be too much for one request,
// or would reach no session, is not sent, so that it remains in the form. A double click sends once:
// the second answer would refuse what the first has saved.

import { reportOpenForm } from "./editing.js"
import { keep } from "./kept.js"
import { refusal } from "./session.js"

const guards = document.querySelectorAll("[data-unsaved=size]")
const forms = [...guards].map((guard) => guard.closest("form"))
const checked = new WeakSet() // forms whose session was found to be open
let sent = null // the form that is being sent

for (const form of forms) {
  keep(form, isUnsaved, isChanged)
  reportOpenForm(form, isUnsaved)
  form.addEventListener("submit", (event) => {
    if (sent === form && !checked.has(form)) return event.preventDefault()
    const reason = isTooLarge(form) ? "size" : null
    show(form, reason)
    if (reason || !checked.delete(form)) event.preventDefault()
    if (reason) return
    sent = form
    if (event.defaultPrevented) check(form, event.submitter)
  })
  form.addEventListener("input", () => (sent = null))
}

addEventListener("pageshow", () => (sent = null))
addEventListener("keydown", ({ key }) => key === "Escape" && (sent = null))
window.navigation?.addEventListener("navigateerror", () => (sent = null)) // the editor stopped it
addEventListener("beforeunload", (event) => {
  if (forms.some((form) => form !== sent && isUnsaved(form))) event.preventDefault()
})

// Sends the form if the session is open, or is opened again in the dialog.
async function check(form, submitter) {
  const reason = await refusal()
  if (sent !== form) return // it was changed meanwhile
  sent = null
  if (reason) return show(form, reason)
  checked.add(form)
  form.requestSubmit(submitter)
}

function show(form, reason) {
  for (const guard of form.querySelectorAll("[data-unsaved]")) {
    guard.hidden = guard.dataset.unsaved !== reason
    if (!guard.hidden) guard.focus()
  }
}

// A form that came back with mistakes holds what was typed before.
function isUnsaved(form) {
  const mistakes = form.querySelector(".errornote:not([data-unsaved]), .errorlist")
  return Boolean(mistakes) || [...form.elements].some(isChanged)
}

function isChanged(field) {
  if (!field.name || field.disabled || "choice" in field.dataset) return false // rows to act on
  if (field.type === "file") return field.files.length > 0
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked
  if (field.type === "select-one") return field.value !== defaultChoice(field)
  return "defaultValue" in field && field.value !== field.defaultValue
}

function defaultChoice({ options }) {
  return ([...options].find((option) => option.defaultSelected) ?? options[0])?.value ?? ""
}

function isTooLarge(form) {
  const { bytes, fields } = form.querySelector("[data-unsaved=size]").dataset
  const data = [...new FormData(form)]
  return data.length > fields || size(form, data) > bytes
}

// As Django counts it: without files, and percent-encoded in forms that have none.
function size(form, data) {
  const words = data.filter(([, value]) => typeof value === "string")
  if (form.enctype !== "multipart/form-data") return `${new URLSearchParams(words)}`.length
  const encoder = new TextEncoder()
  const length = (text) => encoder.encode(text).length
  return words.reduce((sum, [name, value]) => sum + length(name) + length(value) + 2, 0)
}
