// Words that are not saved yet: leaving their form asks first; and what would be too much for one
// request is not sent, so that it stays in the form. A double click sends once: the second answer
// would refuse what the first has saved.

const forms = [...document.querySelectorAll("[data-unsaved]")].map((guard) => guard.closest("form"))
let sent = null // the form that is being sent

for (const form of forms) {
  form.addEventListener("submit", (event) => {
    if (sent === form) return event.preventDefault()
    const guard = form.querySelector("[data-unsaved]")
    guard.hidden = !isTooLarge(form, guard.dataset)
    if (guard.hidden) {
      sent = form
    } else {
      event.preventDefault()
      guard.focus()
    }
  })
  form.addEventListener("input", () => (sent = null))
}

addEventListener("pageshow", () => (sent = null))
addEventListener("keydown", ({ key }) => key === "Escape" && (sent = null))
window.navigation?.addEventListener("navigateerror", () => (sent = null)) // the editor stopped it
addEventListener("beforeunload", (event) => {
  if (forms.some((form) => form !== sent && isUnsaved(form))) event.preventDefault()
})

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

function isTooLarge(form, { bytes, fields }) {
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
