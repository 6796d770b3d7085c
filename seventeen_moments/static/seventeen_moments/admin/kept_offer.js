// Offers a kept text above its form, compared word by word with what the form contains.

const { compare } = document.querySelector("[data-log-in]")?.dataset ?? {}

export async function offer(form, text, { restored, discarded }) {
  const changes = text.values.filter((kept) => differs(form, kept))
  if (!changes.some(({ name }) => !name.endsWith("-TOTAL_FORMS"))) return discarded()
  const box = document.querySelector("[data-kept]").content.firstElementChild.cloneNode(true)
  const time = new Date(text.time)
  const format = { dateStyle: "long", timeStyle: "short" }
  const language = document.documentElement.lang.replace(/^en$/, "en-GB") // as on the other pages
  box.querySelector("time").textContent = time.toLocaleString(language, format)
  box.querySelector("time").dateTime = time.toISOString()
  form.prepend(box)
  box.querySelector("[data-restore]").addEventListener("click", () => {
    box.remove()
    for (const kept of rowsFirst(text.values)) restore(form, kept)
    restored()
  })
  box.querySelector("[data-discard]").addEventListener("click", () => {
    box.remove()
    discarded()
  })
  await showDifferences(form, changes, box)
}

async function showDifferences(form, changes, box) {
  const shown = changes.filter(({ name }) => !name.endsWith("-TOTAL_FORMS"))
  const pairs = shown.map((kept) => [words(form, current(form, kept)), words(form, kept)])
  const body = new FormData()
  body.set("texts", JSON.stringify(pairs))
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
  const answer = await fetch(compare, { method: "POST", body }).catch(() => null)
  const differences = answer?.ok ? await answer.json() : pairs.map(([, after]) => [["added", after]])
  const list = box.querySelector("dl")
  shown.forEach((kept, index) => {
    const term = document.createElement("dt")
    const description = document.createElement("dd")
    term.textContent = label(form, kept)
    description.dir = "auto"
    description.append(...differences[index].map(passage))
    list.append(term, description)
  })
}

function passage([operation, text]) {
  const element = { removed: "del", added: "ins" }[operation]
  return element ? Object.assign(document.createElement(element), { textContent: text }) : text
}

// Fields

function find(form, { name, choice }) {
  const fields = [...form.elements].filter((field) => field.name === name)
  return choice === undefined ? fields[0] : fields.find((field) => field.value === choice)
}

// The value that the form has, as it would be kept; that of an empty field for a row to be added.
function current(form, kept) {
  const field = find(form, kept)
  if (!field) return { ...kept, value: kept.choice === undefined ? "" : false, options: [] }
  if (kept.choice !== undefined) return { ...kept, value: field.checked }
  if (kept.files) return { ...kept, value: [...field.files].map((file) => file.name) }
  if (!kept.options) return { ...kept, value: field.value }
  const options = [...field.selectedOptions].map(({ value, text }) => ({ value, text }))
  return { ...kept, value: options.map(({ value }) => value), options }
}

function differs(form, kept) {
  if (!find(form, kept) && !template(form, kept.name)) return false
  return String(current(form, kept).value) !== String(kept.value)
}

function words(form, { name, value, options, choice, files }) {
  if (files) return value.join(", ")
  if (options) return options.map(({ text }) => text).join(", ")
  if (choice !== undefined) return value ? "✓" : "–"
  return isRichText(find(form, { name })) ? ["html", value] : value
}

const isRichText = (field) => Boolean(field && editor(field))
const editor = (field) => field.closest(".prose-editor")?.querySelector(".ProseMirror")?.editor

// The field of the empty row from which Django makes new rows.
function template(form, name) {
  return form.elements[name.replace(/-\d+-/, "-__prefix__-")]
}

function label(form, kept) {
  const field = find(form, kept) ?? template(form, kept.name)
  const row = /^(.+)-(\d+)-/.exec(kept.name)
  const own = field.labels?.[0]?.textContent ?? ""
  const text = field.closest("td")?.dataset.label || own || field.ariaLabel || kept.name
  if (!row) return text.trim().replace(/:$/, "")
  const section = document.querySelector(`#${row[1]}-group h2`)?.textContent.trim() ?? row[1]
  return `${section} ${Number(row[2]) + 1}: ${text.trim().replace(/:$/, "")}`
}

// Restoring

const rowsFirst = (values) => [
  ...values.filter(({ name }) => name.endsWith("-TOTAL_FORMS")),
  ...values.filter(({ name }) => !name.endsWith("-TOTAL_FORMS")),
]

export function restore(form, kept) {
  if (kept.name.endsWith("-TOTAL_FORMS")) return addRows(form, kept)
  const field = find(form, kept)
  if (!field) return
  if (kept.choice !== undefined) field.checked = kept.value
  else if (kept.files) choose(field, kept.files)
  else if (kept.options) select(field, kept.options)
  else if (isRichText(field)) return void editor(field).commands.setContent(kept.value, true)
  else field.value = kept.value
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }))
}

function addRows(form, { name, value }) {
  const total = form.elements[name]
  const button = () => document.querySelector(`#${name.replace("-TOTAL_FORMS", "")}-group .add-row a`)
  while (total && Number(total.value) < Number(value) && button()) {
    const before = total.value
    button().click()
    if (total.value === before) return
  }
}

function choose(field, files) {
  const transfer = new DataTransfer()
  for (const file of files) transfer.items.add(file)
  field.files = transfer.files
}

// An option that was found by typing is not on the page yet.
function select(field, options) {
  for (const { value, text } of options) {
    if (![...field.options].some((option) => option.value === value)) field.add(new Option(text, value))
  }
  const chosen = new Set(options.map(({ value }) => value))
  for (const option of field.options) option.selected = chosen.has(option.value)
}
