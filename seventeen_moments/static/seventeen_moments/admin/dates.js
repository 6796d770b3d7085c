// Previews how a typed date will be read. Without JavaScript the page shows it for the stored
// date, and the form refuses invalid dates.

const PAUSE = 250 // milliseconds after the last key

const waiting = new WeakMap()

document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-reads]")) return
  const { timer, request } = waiting.get(target) ?? {}
  clearTimeout(timer)
  request?.abort()
  waiting.set(target, { timer: setTimeout(preview, PAUSE, target) })
})

async function preview(field) {
  const request = new AbortController()
  waiting.set(field, { request })
  const address = `${field.dataset.reads}?${new URLSearchParams({ date: field.value })}`
  try {
    const response = await fetch(address, { signal: request.signal })
    if (!response.ok) throw new Error(response.statusText)
    show(field, await response.json())
  } catch (error) {
    if (error.name !== "AbortError") show(field, { reads: "", refused: false })
  }
}

function show(field, { reads, refused }) {
  const output = field.parentElement.querySelector(".reads")
  output.textContent = reads
  output.classList.toggle("refused", refused)
}
