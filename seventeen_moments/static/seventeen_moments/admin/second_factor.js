// A double click sends once: the answer to the first, which shows the recovery codes, would be lost.
for (const form of document.querySelectorAll(".second-factor form")) {
  let sent = false
  form.addEventListener("submit", (event) => (sent ? event.preventDefault() : (sent = true)))
  addEventListener("pageshow", () => (sent = false))
}

const codes = document.querySelector("[data-codes]")
const [print, copy] = ["print", "copy"].map((name) => document.querySelector(`[data-${name}]`))

if (codes) {
  print.hidden = copy.hidden = false
  print.addEventListener("click", () => window.print())
  copy.addEventListener("click", async () => {
    const text = [...codes.children].map((code) => code.textContent.trim()).join("\n")
    try {
      await navigator.clipboard.writeText(text)
      document.querySelector("[data-copied]").textContent = copy.dataset.copy
    } catch {
      getSelection().selectAllChildren(codes) // refused: the reader copies what is selected
    }
  })
}
