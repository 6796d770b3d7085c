// Beside the field for a date: how what is typed will be read. Without a script the page says it
// of what was stored, and the form refuses what is no date.

const PAUSE = 250 // milliseconds after the last key

const waiting = new WeakMap()

document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-reads]")) return
  const { timer, request } = waiting.get(target) ?? {}
  clearTimeout(timer)
  request?.abort()
  waiting.set(target, { timer: setTimeout(ask, PAUSE, target) })
})

async function ask(field) {
  const request = new AbortController()
  waiting.set(field, { request })
  const address = `${field.dataset.reads}?${new URLSearchParams({ date: field.value })}`
  try {
    const answer = await fetch(address, { signal: request.signal })
    if (!answer.ok) throw new Error(answer.statusText)
    tell(field, await answer.json())
  } catch (error) {
    if (error.name !== "AbortError") tell(field, { reads: "", refused: false })
  }
}

function tell(field, { reads, refused }) {
  const said = field.parentElement.querySelector(".reads")
  said.textContent = reads
  said.classList.toggle("refused", refused)
}
