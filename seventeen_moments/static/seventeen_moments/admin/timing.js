// Times the lines of a transcript while the sound plays. All times are in the inputs of the form, so
// that what was typed, tapped or restored by kept.js is the same.

const STEP = 2 // seconds
const form = document.querySelector("[data-timing]")
const panel = form?.querySelector("[data-tap]")
if (panel?.querySelector("audio")) start()

function start() {
  const audio = panel.querySelector("audio")
  const mark = panel.querySelector("[data-do=mark]")
  const play = panel.querySelector("[data-do=play]")
  const status = panel.querySelector("[data-status]")
  const next = panel.querySelector("[data-next]")
  const playLabel = play.textContent
  const lines = [...form.querySelectorAll("li[data-line]")].map((element) => ({
    element,
    start: element.querySelector("[name^=start-]"),
    end: element.querySelector("[name^=end-]"),
    clock: element.querySelector("[data-clock]"),
    words: element.querySelector("[name^=words-]").value,
  }))
  const taken = [] // what each tap has changed, to take it back
  let coming = firstWithout() // the line that the next tap marks
  let current, pressed, frame

  for (const hidden of form.querySelectorAll("[data-tap-buttons], [data-next], [data-keys], [data-play], [data-nudge], [data-again]")) {
    hidden.hidden = false
  }

  function firstWithout() {
    const number = lines.findIndex(({ start }) => !start.value)
    return number < 0 ? lines.length : number
  }

  const now = () => Math.round(audio.currentTime * 100) / 100
  const seconds = (input) => (input.value === "" ? NaN : Number(input.value))

  function set(input, value) {
    input.value = value
    input.dispatchEvent(new Event("input", { bubbles: true }))
  }

  function change(...changes) {
    taken.push({ coming, changes: changes.map(([input]) => [input, input.value]) })
    for (const [input, value] of changes) set(input, value)
  }

  const actions = {
    mark() {
      if (coming >= lines.length) return
      const { start, end } = lines[coming]
      const before = lines[coming - 1]
      // A second tap at the same moment: most likely it does not play yet.
      if (before && now() === seconds(before.start)) return run()
      const changes = [[start, now()]]
      if (end.value && seconds(end) <= now()) changes.push([end, ""])
      // An end that is later than this beginning has been overtaken.
      if (before?.end.value && seconds(before.end) > now()) changes.push([before.end, ""])
      change(...changes)
      lead(coming + 1)
      if (coming === lines.length) status.textContent = status.dataset.all
    },
    end() {
      const line = lines[coming - 1]
      if (line && now() > seconds(line.start)) change([line.end, now()])
    },
    back() {
      const last = taken.pop()
      if (!last) return
      for (const [input, value] of last.changes) set(input, value)
      lead(last.coming)
      status.textContent = `${status.dataset.taken} ${coming + 1}`
    },
    play() {
      if (!audio.paused) return audio.pause()
      run()
      mark.focus({ preventScroll: true })
    },
    rewind: () => (audio.currentTime = Math.max(audio.currentTime - STEP, 0)),
    forward: () => (audio.currentTime += STEP),
  }

  const keys = { " ": "mark", Backspace: "back", ArrowLeft: "rewind", ArrowRight: "forward" }
  const letters = { KeyE: "end", KeyP: "play" } // whatever the layout of the keyboard

  function lead(number) {
    coming = number
    show()
    // Only below the buttons, which must stay where they are.
    if (panel.getBoundingClientRect().top > 0) return
    lines[Math.min(coming, lines.length - 1)].element.scrollIntoView({ block: "nearest" })
  }

  function show() {
    const line = lines[coming]
    next.textContent = line ? `${next.dataset.line} ${coming + 1} / ${lines.length}: ${line.words}` : next.dataset.none
    for (const [number, { element }] of lines.entries()) element.classList.toggle("coming", number === coming)
  }

  function run() {
    audio.play().catch(() => {}) // paused before it began, or a file that the player reports
  }

  function playFrom(number) {
    const at = seconds(lines[number].start)
    lead(number + (at >= 0 ? 1 : 0))
    if (at >= 0) audio.currentTime = at
    run()
    mark.focus({ preventScroll: true })
  }

  // Each frame while it plays: the browser's own reports come four times a second.
  function follow() {
    let found
    for (const line of lines) {
      const start = seconds(line.start)
      if (start <= audio.currentTime + 0.01) found = line
    }
    if (found && seconds(found.end) <= audio.currentTime) found = undefined
    if (found !== current) {
      current?.element.removeAttribute("aria-current")
      found?.element.setAttribute("aria-current", "true")
      current = found
    }
    cancelAnimationFrame(frame)
    if (!audio.paused) frame = requestAnimationFrame(follow)
  }

  panel.addEventListener("click", ({ target }) => {
    const name = target.closest("[data-do]")?.dataset.do
    if (name === "mark" && pressed) pressed = false // marked when it was pressed
    else if (name) actions[name]()
  })
  // Not at the click, which comes when the finger is lifted.
  mark.addEventListener("pointerdown", ({ button, pointerType }) => {
    if (button !== 0) return
    pressed = pointerType !== "touch"
    actions.mark()
  })
  // A finger that is lifted must not press what has come to its place.
  mark.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false })
  addEventListener("pointerup", ({ target }) => target.closest?.("[data-do=mark]") || (pressed = false))
  addEventListener("pointercancel", () => (pressed = false))

  // Keys that write or choose something elsewhere keep their meaning there.
  function actionOf(event) {
    const { key, code, target } = event
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const isFree = target === document.body || target === mark || target === audio
    if (isFree && keys[key]) return keys[key]
    const isPanel = panel.contains(target) && !target.matches("select")
    if (isPanel && key !== " ") return keys[key] ?? letters[code]
  }

  document.addEventListener(
    "keydown",
    (event) => {
      const name = actionOf(event)
      if (!name) return
      event.preventDefault()
      event.stopPropagation()
      if (!event.repeat || name === "rewind" || name === "forward") actions[name]()
    },
    true
  )
  // Firefox clicks a button at keyup.
  mark.addEventListener("keyup", (event) => event.key === " " && event.preventDefault())

  form.addEventListener("click", ({ target }) => {
    const item = target.closest("li[data-line]")
    if (!item || target.closest("input, label")) return
    const number = lines.findIndex(({ element }) => element === item)
    const { nudge } = target.closest("[data-nudge]")?.dataset ?? {}
    const { start } = lines[number]
    if (nudge) {
      if (start.value) set(start, Math.max(Math.round((seconds(start) + Number(nudge)) * 1000) / 1000, 0))
    } else if (target.closest("[data-again]")) {
      const at = seconds(start) || seconds(lines[number - 1]?.start ?? start)
      if (at >= 0) audio.currentTime = Math.max(at - STEP, 0)
      lead(number)
      run()
      mark.focus({ preventScroll: true })
    } else if (getSelection().isCollapsed) {
      playFrom(number)
    }
  })

  form.addEventListener("input", ({ target }) => {
    const line = lines.find(({ start }) => start === target)
    if (line) line.clock.textContent = line.start.value === "" ? "" : clock(seconds(line.start))
    // Typed, or restored by kept.js, before any tap.
    if (line && !taken.length && audio.paused) {
      coming = firstWithout()
      show()
    }
    follow()
  })
  panel.querySelector("[data-speed]").addEventListener("change", ({ target }) => {
    audio.playbackRate = Number(target.value)
  })
  audio.addEventListener("play", () => {
    play.textContent = play.dataset.pause
    panel.scrollIntoView({ block: "start" })
    if (document.activeElement === audio) mark.focus({ preventScroll: true })
    follow()
  })
  audio.addEventListener("pause", () => (play.textContent = playLabel))
  for (const name of ["seeking", "timeupdate"]) audio.addEventListener(name, follow)
  show()
}

function clock(seconds) {
  const whole = Math.floor(seconds)
  const parts = [Math.floor(whole / 60) % 60, whole % 60]
  const hours = Math.floor(whole / 3600)
  const [first, ...rest] = hours ? [hours, ...parts] : parts
  return [first, ...rest.map((part) => String(part).padStart(2, "0"))].join(":")
}
