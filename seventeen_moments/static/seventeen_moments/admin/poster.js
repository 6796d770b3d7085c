// The poster of a film can be one of its frames: the film is shown next to the field, and the
// current frame becomes the uploaded file. Without JavaScript the editor chooses a file.

const FRAME = 1 / 25 // seconds
const QUALITY = 0.92

for (const root of document.querySelectorAll(".poster")) {
  if (!root.closest(".empty-form")) setUp(root)
}
document.addEventListener("formset:added", ({ target }) => {
  for (const root of target.querySelectorAll(".poster")) setUp(root)
})

function setUp(root) {
  const input = root.querySelector("input[type=file]")
  const group = root.querySelector(".poster-film")
  const video = root.querySelector("video")
  const canvas = root.querySelector("canvas")
  const clear = root.querySelector("[type=checkbox]")
  const note = root.querySelector("[role=status]")
  const film = input.form.elements[root.dataset.film]
  if (!film) return

  // Django's own file field links the stored file.
  const storedAddress = () => film.closest(".file-upload")?.querySelector("a[href]")?.href

  function showMessage(name, values = {}) {
    note.textContent = root.dataset[name].replace(/\{(\w+)\}/g, (_match, key) => values[key])
  }

  function show() {
    const [file] = film.files
    if (video.src.startsWith("blob:")) URL.revokeObjectURL(video.src)
    const address = file ? URL.createObjectURL(file) : storedAddress()
    note.textContent = ""
    group.hidden = !address
    video.preload = file ? "auto" : "metadata" // a stored film may be long
    if (address) video.src = address
    else video.removeAttribute("src")
  }

  function refuse() {
    video.pause()
    group.hidden = true
    showMessage("unplayable")
  }

  function step(frames) {
    video.pause()
    const end = Number.isFinite(video.duration) ? video.duration : Infinity
    video.currentTime = Math.min(Math.max(video.currentTime + frames * FRAME, 0), end)
  }

  async function use() {
    video.pause()
    video.preload = "auto"
    try {
      await waitForFrame(video)
      const file = await captureFrame(video, fileName())
      const transfer = new DataTransfer()
      transfer.items.add(file)
      input.files = transfer.files
      input.dispatchEvent(new Event("change", { bubbles: true }))
      const { currentTime, videoWidth: width, videoHeight: height } = video
      showMessage("chosen", { time: clock(currentTime), width, height })
    } catch {
      showMessage("failed")
    }
  }

  const fileName = () => {
    const name = film.files[0]?.name ?? decodeURIComponent(video.src.split("/").at(-1))
    return `${name.replace(/\.\w+$/, "")}-${video.currentTime.toFixed(2)}s.jpg`
  }

  async function preview() {
    const [file] = input.files
    canvas.hidden = true
    if (!file) return (note.textContent = "")
    if (clear) clear.checked = false
    showMessage("file", { name: file.name })
    try {
      const picture = await createImageBitmap(file)
      if (input.files[0] !== file) return picture.close()
      Object.assign(canvas, { width: picture.width, height: picture.height, hidden: false })
      canvas.getContext("2d").drawImage(picture, 0, 0)
      picture.close()
    } catch {} // the server may read pictures that the browser cannot show
  }

  film.addEventListener("change", show)
  input.addEventListener("change", preview)
  root.querySelector("[data-use]").addEventListener("click", use)
  for (const button of root.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => step(Number(button.dataset.step)))
  }
  video.addEventListener("error", () => video.hasAttribute("src") && refuse())
  // If a browser cannot decode the picture of a film, it plays only the sound.
  video.addEventListener("loadedmetadata", () => video.videoWidth || refuse())
  show()
}

// A film that was never played may not have loaded a frame yet.
async function waitForFrame(video) {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA && !video.seeking) {
    video.currentTime ||= 0.001
  }
  if (!video.seeking) return
  await new Promise((done, fail) => {
    video.addEventListener("seeked", done, { once: true })
    video.addEventListener("error", fail, { once: true })
  })
}

async function captureFrame(video, name) {
  const canvas = document.createElement("canvas")
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY))
  if (!blob) throw new Error("no picture")
  return new File([blob], name, { type: "image/jpeg" })
}

function clock(seconds) {
  const minutes = Math.floor(seconds / 60)
  return `${minutes}:${(seconds % 60).toFixed(2).padStart(5, "0")}`
}
