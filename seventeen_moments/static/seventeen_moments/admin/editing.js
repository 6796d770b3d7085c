// Reports that the form is open, and shows who else has it open or saved it meanwhile.

const PAUSE = 30_000 // milliseconds

export function reportOpenForm(form, isUnsaved) {
  const place = form.querySelector("[data-editing]")
  if (!place) return
  const { editing, opened } = place.dataset
  const id = Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("")
  let wasUnsaved = isUnsaved(form)

  function report(state = {}) {
    const body = new FormData()
    const values = { window: id, opened, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, ...state }
    for (const [name, value] of Object.entries(values)) body.set(name, value)
    if (isUnsaved(form)) body.set("changed", "1")
    return body
  }

  async function ask() {
    const answer = await fetch(editing, { method: "POST", body: report() }).catch(() => null)
    if (!answer?.ok) return // the next report tries again
    const { sentences = [] } = await answer.json()
    if (sentences.join() === [...place.children].map((line) => line.textContent).join()) return
    place.replaceChildren(
      ...sentences.map((words) => Object.assign(document.createElement("p"), { textContent: words, dir: "auto" })),
    )
  }

  ask()
  setInterval(ask, PAUSE)
  addEventListener("visibilitychange", () => document.hidden || ask())
  addEventListener("pageshow", ({ persisted }) => persisted && ask())
  addEventListener("pagehide", () => navigator.sendBeacon(editing, report({ closed: "1" })))
  form.addEventListener("input", () => {
    if (wasUnsaved) return
    wasUnsaved = true
    ask()
  })
}
