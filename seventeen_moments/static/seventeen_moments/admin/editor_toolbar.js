import { crel, Extension } from "django-prose-editor/editor"

// The buttons as a toolbar (ARIA): one Tab stop, arrow keys within, names in the language of the
// page, and shortcuts.

// By the physical key, so that they work with Cyrillic letters too.
const OWN_SHORTCUTS = { KeyF: "footnote", KeyS: "sourceLink" }
const isMac = navigator.platform.startsWith("Mac")

export const Toolbar = Extension.create({
  name: "toolbar",

  addOptions() {
    return { label: "", buttons: {}, keys: [], close: "" }
  },

  addMenuItems({ buttons, menu, _definedItems }) {
    // The editor’s own button never says that it is on.
    _definedItems.bulletList.active = (editor) => editor.isActive("bulletList")
    menu.defineItem({
      name: "shortcuts",
      groups: "help",
      button: buttons.text("?"),
      command: () => showShortcuts(this.options),
    })
  },

  onCreate({ editor }) {
    const { label, buttons } = this.options
    const { dom: bar, _definedItems: items } = editor.storage.menu
    const all = [...bar.querySelectorAll("button")]
    bar.setAttribute("role", "toolbar")
    bar.setAttribute("aria-label", label)
    for (const button of all) if (buttons[button.dataset.name]) title(button, buttons)
    const setTabStop = oneTabStop(bar)
    // Buttons that do something once have the default function.
    const { active: never } = items["history:undo"]
    const update = () => {
      for (const button of all) {
        const isToggle = items[button.dataset.name].active !== never
        if (isToggle) button.setAttribute("aria-pressed", button.classList.contains("active"))
        button.setAttribute("aria-disabled", button.classList.contains("disabled"))
      }
      setTabStop()
    }
    editor.on("transaction", update)
    update()
    editor.view.dom.addEventListener("keydown", (event) => press(event, bar))
    bar.addEventListener("keydown", ({ key }) => key === "Escape" && editor.commands.focus())
  },
})

// The arrow keys, Home and End move between the buttons of an element, and Tab leaves it. Returns a
// function to be called when the buttons have changed.
export function oneTabStop(element) {
  const stops = () => [...element.querySelectorAll("button:not(.hidden), select")]
  let current
  const set = (stop) => {
    current = stop
    for (const one of stops()) one.tabIndex = one === current ? 0 : -1
  }
  element.addEventListener("focusin", ({ target }) => set(target))
  element.addEventListener("keydown", (event) => {
    // Within a list, the others choose.
    if (event.target.matches("select") && !/^Arrow(Left|Right)$/.test(event.key)) return
    const all = stops()
    const at = all.indexOf(document.activeElement)
    const to = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: -1,
    }[event.key]
    if (at < 0 || to === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    all.at(to % all.length).focus()
  })
  return () => {
    const all = stops()
    set(all.find((stop) => stop === current) ?? all[0])
  }
}

const onThisComputer = (keys) => (isMac ? keys.replace("Ctrl", "⌘").replace("Alt", "⌥") : keys)

function title(button, buttons) {
  const [name, keys] = buttons[button.dataset.name]
  button.title = keys ? `${name} (${onThisComputer(keys)})` : name
  button.setAttribute("aria-label", name)
  if (keys) button.setAttribute("aria-keyshortcuts", keys.replace("Ctrl", isMac ? "Meta" : "Control"))
}

function press(event, bar) {
  const { altKey, code, key } = event
  const isCtrl = event.ctrlKey || event.metaKey
  if (altKey && key === "F10") {
    event.preventDefault()
    bar.querySelector("[tabindex='0']").focus()
  }
  // AltGr writes letters: Polish ś with S.
  if (!isCtrl || !altKey || event.getModifierState("AltGraph") || !(code in OWN_SHORTCUTS)) return
  event.preventDefault()
  bar.querySelector(`[data-name='${OWN_SHORTCUTS[code]}']`).click()
}

function showShortcuts({ buttons, keys, close }) {
  const [heading] = buttons.shortcuts
  const rows = [...Object.values(buttons), ...keys].filter(([, shortcut]) => shortcut)
  const list = rows.flatMap(([name, shortcut]) => [
    crel("dt", { textContent: name }),
    crel("dd", {}, [crel("kbd", { textContent: onThisComputer(shortcut) })]),
  ])
  const dialog = crel("dialog", { className: "shortcuts", "aria-labelledby": "shortcuts" }, [
    crel("h2", { id: "shortcuts", textContent: heading }),
    crel("dl", {}, list),
    crel("button", { type: "button", textContent: close }),
  ])
  dialog.querySelector("button").addEventListener("click", () => dialog.close())
  dialog.addEventListener("close", () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}
