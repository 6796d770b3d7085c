// Keeps what is typed in a form in this browser, and offers it when the form is opened again: after
// a crash, a closed tab, Back, or without a network. It is kept until it is saved or discarded, or
// for 30 days, and only the account that typed it sees it.

import { offer, restore } from "./kept_offer.js"
import { all, drop, put } from "./kept_store.js"

const DAYS = 30
const MOST_BYTES = 200_000_000 // of chosen files
const PAUSE = 500 // milliseconds
const NEVER = /^(csrfmiddlewaretoken|_.*|.*password.*)$/
const SAVED = /(?:^|; )saved-(\w+)=/g // cookies that the server sets

const { account, cookiePath } = document.querySelector("[data-log-in]")?.dataset ?? {}

// The texts of the account. Those that were saved, and those that are too old, are dropped.
export async function read() {
  if (!account) return []
  const saved = new Set([...document.cookie.matchAll(SAVED)].map(([, id]) => id))
  const limit = Date.now() - DAYS * 24 * 3600 * 1000
  const found = await all()
  const gone = found.filter(({ id, time }) => saved.has(id) || time < limit)
  await drop(gone.map(({ id }) => id))
  for (const id of saved) document.cookie = `saved-${id}=; path=${cookiePath}; max-age=0`
  return found.filter((text) => text.account === account && !gone.includes(text))
}

export async function keep(form, isUnsaved, isChanged) {
  if (!account) return
  const path = location.pathname
  const wasRefused = isUnsaved(form) // a form that comes from the server is unsaved only then
  const text = { id: newId(), account, path, values: [] }
  const open = await openTexts()
  const here = (await read()).filter((other) => other.path === path)
  const sent = wasRefused && here.find(({ id }) => id === sessionStorage.getItem(path))
  const others = here.filter((other) => other !== sent && !open.has(other.id))
  if (sent) Object.assign(text, sent)
  hold(text.id)

  let timer
  async function write() {
    timer = clearTimeout(timer)
    const names = new Set(text.values.map(({ name }) => name))
    const isKept = (field) =>
      (wasRefused && !sent) || names.has(field.name) || isCount(field) || isChanged(field)
    const fields = [...form.elements].filter(isTyped)
    const values = fields.filter(isKept).map(value)
    await (isUnsaved(form) ? put({ ...text, values, time: Date.now() }) : drop([text.id]))
  }
  const later = () => (timer ??= setTimeout(write, PAUSE))
  for (const event of ["input", "change", "click", "keyup", "drop"]) form.addEventListener(event, later)
  addEventListener("visibilitychange", () => timer && write())
  addEventListener("pagehide", () => timer && write())
  form.addEventListener("submit", () => {
    sessionStorage.setItem(path, text.id)
    if (timer) write()
  })
  const id = Object.assign(document.createElement("input"), { type: "hidden", name: "_kept" })
  id.value = text.id
  form.append(id)
  // The browser has read them only now: the editor may have chosen another file meanwhile.
  const isChosen = ({ name }) => form.elements[name]?.files?.length > 0
  const files = sent ? text.values.filter((kept) => kept.files && !isChosen(kept)) : []
  for (const kept of files) restore(form, kept)
  if (wasRefused) write()

  for (const other of others) {
    offer(form, other, {
      restored() {
        text.values.push(...other.values)
        write().then(() => drop([other.id]))
      },
      discarded: () => drop([other.id]),
    })
  }
}

function isTyped(field) {
  if (!field.name || NEVER.test(field.name) || "choice" in field.dataset) return false
  if (["password", "submit", "button", "fieldset"].includes(field.type)) return false
  if (field.type === "file" && sum([...field.files]) > MOST_BYTES) return false
  return field.type !== "hidden" || isCount(field)
}

// The number of rows in a section of the form.
const isCount = ({ name }) => name.endsWith("-TOTAL_FORMS")

const sum = (files) => files.reduce((bytes, file) => bytes + file.size, 0)

function value(field) {
  const { name, type } = field
  if (type === "file") return { name, value: [...field.files].map((file) => file.name), files: [...field.files] }
  if (type === "checkbox" || type === "radio") return { name, choice: field.value, value: field.checked }
  if (!type.startsWith("select")) return { name, value: field.value }
  const options = [...field.selectedOptions].map(({ value, text }) => ({ value, text }))
  return { name, value: options.map(({ value }) => value), options }
}

const newId = () => Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("")

// A lock for as long as the page is open. Browsers have them only on HTTPS and on localhost.
function hold(id) {
  navigator.locks?.request(`text ${id}`, () => new Promise(() => {}))
}

async function openTexts() {
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  return new Set(held.map(({ name }) => name.replace("text ", "")))
}
