// Joins and splits paragraphs in the open page. The server does it, as without JavaScript; its answer
// is put in place, so that scrolling and focus stay.

import { refusal } from "./session.js"

const PAUSE = 600 // milliseconds
const form = document.querySelector("[data-paragraphs]")
if (form) start()

function start() {
  const texts = [...form.querySelectorAll(".whole-texts textarea")]
  let running = false
  let timer

  form.querySelector("[data-place-help]").hidden = false

  // Before unsaved.js, for which a form that is sent is about to be left.
  form.addEventListener("submit", (event) => {
    const { name, value } = event.submitter ?? {}
    if (name !== "operation") return
    event.preventDefault()
    event.stopImmediatePropagation()
    operate(value)
  })

  async function operate(value) {
    if (running) return
    running = true
    try {
      const answer = await ask(value)
      if (answer) show(answer, value)
    } finally {
      running = false
    }
  }

  async function ask(value) {
    const reason = await refusal()
    if (reason) return refuse(reason)
    const data = new FormData(form)
    data.set("operation", value)
    const response = await fetch(form.action, { method: "POST", body: data }).catch(() => null)
    if (!response?.ok) return refuse("connection")
    const answer = new DOMParser().parseFromString(await response.text(), "text/html")
    return answer.querySelector("[data-paragraphs]") ?? refuse("connection")
  }

  function refuse(reason) {
    const guard = form.querySelector(`[data-unsaved=${reason}]`)
    guard.hidden = false
    guard.focus()
    return null
  }

  function show(answer, value) {
    for (const guard of form.querySelectorAll("[data-unsaved]")) guard.hidden = true
    for (const text of texts) {
      const { value: changed } = answer.querySelector(`[name="${text.name}"]`)
      if (text.value === changed || value === "show") continue
      text.value = changed
      text.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "answer" }))
    }
    const focused = value !== "show" && value.split(":")
    for (const place of ["[data-parts]", "[data-differing]"]) {
      form.querySelector(place).replaceChildren(...answer.querySelector(place).childNodes)
    }
    if (focused) {
      const [verb, name, number] = focused
      const cell = document.getElementById(`part-${name}-${Number(number) + (verb === "split")}`)
      cell?.focus({ preventScroll: true })
      cell?.scrollIntoView({ block: "nearest" })
    }
  }

  for (const text of texts) {
    text.addEventListener("input", ({ detail }) => {
      if (detail === "answer") return
      clearTimeout(timer)
      timer = setTimeout(operate, PAUSE, "show")
    })
  }

  // A click in the words offers to split there.
  form.addEventListener("click", ({ target }) => {
    const words = target.closest("[data-words]")
    const selection = getSelection()
    if (!words || !selection.isCollapsed || !words.contains(selection.anchorNode)) return
    const text = words.textContent
    const before = text.slice(0, selection.anchorOffset)
    const at = before.length - before.match(/\S*$/)[0].length // the beginning of the word
    for (const button of form.querySelectorAll("[data-chosen]")) button.remove()
    if (!text.slice(0, at).trim()) return
    const cell = words.closest("[data-part]")
    const button = document.createElement("button")
    button.name = "operation"
    button.value = `split:${cell.dataset.part}:${[...text.slice(0, at)].length}`
    button.textContent = `${form.querySelector("[data-parts]").dataset.split} “${text.slice(at).match(/\S+/)[0]}”`
    button.dataset.chosen = ""
    cell.querySelector(".part-buttons").prepend(button)
  })
}
