// A document that is dropped anywhere on the page is read, like one that is chosen.

const form = document.querySelector(".from-document")
const isDocument = ({ name }) => /\.(docx|odt)$/i.test(name)
const hasFiles = ({ dataTransfer }) => dataTransfer.types.includes("Files")

// Before the editor, which would take the file for its own.
addEventListener(
  "dragover",
  (event) => {
    if (!hasFiles(event)) return
    form.classList.add("over")
    event.preventDefault()
  },
  { capture: true },
)
for (const name of ["dragleave", "dragend"]) addEventListener(name, () => form.classList.remove("over"))
addEventListener(
  "drop",
  (event) => {
    form.classList.remove("over")
    const [file] = [...event.dataTransfer.files].filter(isDocument)
    if (!file) return
    event.preventDefault()
    event.stopPropagation()
    const transfer = new DataTransfer()
    transfer.items.add(file)
    form.elements.document.files = transfer.files
    form.requestSubmit()
  },
  { capture: true },
)
