// The poster of a film is one of its pictures: the film stands beside the field, and the frame
// that is shown becomes the file that is sent. Without a script a file is chosen.

const FRAME = 1 / 25 // seconds
const QUALITY = 0.92

for (const root of document.querySelectorAll(".poster")) {
  if (!root.closest(".empty-form")) begin(root)
}
document.addEventListener("formset:added", ({ target }) => {
  for (const root of target.querySelectorAll(".poster")) begin(root)
})

function begin(root) {
  const input = root.querySelector("input[type=file]")
  const group = root.querySelector(".poster-film")
  const video = root.querySelector("video")
  const canvas = root.querySelector("canvas")
  const away = root.querySelector("[type=checkbox]")
  const note = root.querySelector("[role=status]")
  const film = input.form.elements[root.dataset.film]
  if (!film) return

  // Django's own field for a file links what is stored.
  const stored = () => film.closest(".file-upload")?.querySelector("a[href]")?.href

  function say(name, values = {}) {
    note.textContent = root.dataset[name].replace(/\{(\w+)\}/g, (_match, key) => values[key])
  }

  function show() {
    const [file] = film.files
    if (video.src.startsWith("blob:")) URL.revokeObjectURL(video.src)
    const address = file ? URL.createObjectURL(file) : stored()
    note.textContent = ""
    group.hidden = !address
    video.preload = file ? "auto" : "metadata" // a stored film may be long
    if (address) video.src = address
    else video.removeAttribute("src")
  }

  function refuse() {
    video.pause()
    group.hidden = true
    say("unplayable")
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
      await shown(video)
      const file = await drawn(video, name())
      const transfer = new DataTransfer()
      transfer.items.add(file)
      input.files = transfer.files
      input.dispatchEvent(new Event("change", { bubbles: true }))
      const { currentTime, videoWidth: width, videoHeight: height } = video
      say("chosen", { time: clock(currentTime), width, height })
    } catch {
      say("failed")
    }
  }

  const name = () => {
    const called = film.files[0]?.name ?? decodeURIComponent(video.src.split("/").at(-1))
    return `${called.replace(/\.\w+$/, "")}-${video.currentTime.toFixed(2)}s.jpg`
  }

  async function preview() {
    const [file] = input.files
    canvas.hidden = true
    if (!file) return (note.textContent = "")
    if (away) away.checked = false
    say("file", { name: file.name })
    try {
      const picture = await createImageBitmap(file)
      if (input.files[0] !== file) return picture.close()
      Object.assign(canvas, { width: picture.width, height: picture.height, hidden: false })
      canvas.getContext("2d").drawImage(picture, 0, 0)
      picture.close()
    } catch {} // what the browser cannot show, the archive may still read
  }

  film.addEventListener("change", show)
  input.addEventListener("change", preview)
  root.querySelector("[data-use]").addEventListener("click", use)
  for (const button of root.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => step(Number(button.dataset.step)))
  }
  video.addEventListener("error", () => video.hasAttribute("src") && refuse())
  // Of a film whose picture it cannot decode, a browser plays the sound alone.
  video.addEventListener("loadedmetadata", () => video.videoWidth || refuse())
  show()
}

// A film that was never played may have loaded no picture yet.
async function shown(video) {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA && !video.seeking) {
    video.currentTime ||= 0.001
  }
  if (!video.seeking) return
  await new Promise((done, fail) => {
    video.addEventListener("seeked", done, { once: true })
    video.addEventListener("error", fail, { once: true })
  })
}

async function drawn(video, name) {
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
