// Pictures that are dropped on the page are added to the chosen ones, and all are previewed before
// they are sent. The previews are canvases, because the content security policy does not allow
// blob: addresses in an <img>.

const WIDTH = 240 // pixels of a preview

const form = document.querySelector(".send-pictures")
const input = form.querySelector("input[type=file]")
const button = form.querySelector("[type=submit]")
const zone = form.querySelector(".drop")
const previews = form.querySelector(".previews")
const note = form.querySelector("[role=status]")
const most = Number(form.dataset.most)

let chosen = []

function choose(files) {
  const all = [...new Set([...chosen, ...files])]
  chosen = all.slice(0, most)
  note.textContent = all.length > most ? form.dataset.tooMany : ""
  note.hidden = !note.textContent
  const transfer = new DataTransfer()
  for (const file of chosen) transfer.items.add(file)
  input.files = transfer.files
  previews.replaceChildren(...chosen.map(preview))
  previews.hidden = !chosen.length
}

function preview(file) {
  const item = document.createElement("li")
  const name = document.createElement("span")
  const remove = document.createElement("button")
  name.textContent = file.name
  remove.type = "button"
  remove.textContent = form.dataset.remove
  remove.ariaLabel = `${form.dataset.remove}: ${file.name}`
  remove.addEventListener("click", () => {
    chosen = chosen.filter((other) => other !== file)
    choose([])
    input.focus()
  })
  item.append(previewCanvas(file), name, remove)
  return item
}

const canvases = new WeakMap()

function previewCanvas(file) {
  if (!canvases.has(file)) {
    const canvas = document.createElement("canvas")
    canvas.width = canvas.height = 0
    canvases.set(file, canvas)
    draw(file, canvas).catch(() => {}) // the server may read pictures that the browser cannot show
  }
  return canvases.get(file)
}

async function draw(file, canvas) {
  const picture = await createImageBitmap(file, { resizeWidth: WIDTH, resizeQuality: "medium" })
  canvas.width = picture.width
  canvas.height = picture.height
  canvas.getContext("2d").drawImage(picture, 0, 0)
  picture.close()
}

const carriesFiles = (event) => event.dataTransfer?.types.includes("Files")

// A picture that is dropped outside the zone must not replace the page.
for (const kind of ["dragover", "drop"]) {
  addEventListener(kind, (event) => carriesFiles(event) && event.preventDefault())
}
addEventListener("dragover", (event) => zone.classList.toggle("over", Boolean(carriesFiles(event))))
addEventListener("dragleave", (event) => event.relatedTarget ?? zone.classList.remove("over"))
addEventListener("drop", (event) => {
  zone.classList.remove("over")
  if (carriesFiles(event)) choose(event.dataTransfer.files)
})

input.addEventListener("change", () => choose(input.files))
form.addEventListener("submit", () => {
  // Disabled only after its name is part of the submitted data.
  setTimeout(() => {
    button.disabled = true
    button.value = form.dataset.sending
  })
})
addEventListener("pageshow", (event) => event.persisted && location.reload())
