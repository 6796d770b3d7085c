// Before logging out, offers to remove what this browser keeps of forms that were not saved.

import { read } from "./kept.js"
import { drop } from "./kept_store.js"

const form = document.querySelector("#logout-form")
const dialog = document.querySelector("[data-log-out]")
let texts = null

form?.addEventListener("submit", async (event) => {
  if (texts) return
  event.preventDefault()
  texts = await read()
  if (!texts.length) return form.requestSubmit()
  dialog.querySelector("[data-count]").textContent = texts.length
  dialog.returnValue = ""
  dialog.showModal()
})

dialog?.addEventListener("close", async () => {
  const choice = dialog.returnValue
  if (choice === "remove") await drop(texts.map(({ id }) => id))
  if (choice) form.requestSubmit()
  else texts = null
})
