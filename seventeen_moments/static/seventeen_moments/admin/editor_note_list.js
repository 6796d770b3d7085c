import { crel, Extension, Plugin } from "django-prose-editor/editor"

import { enterNote, noteAt, notesOf } from "./editor_notes.js"
import { oneTabStop } from "./editor_toolbar.js"

// The notes of the text, beside it or below it. Each leads to its place.
export const NoteList = Extension.create({
  name: "noteList",

  addOptions() {
    return { title: "" }
  },

  addProseMirrorPlugins() {
    return [new Plugin({ view: (view) => new List(view, this.options.title) })]
  },
})

class List {
  buttons = []
  current = null

  constructor(view, title) {
    this.list = crel("ol", {})
    this.dom = crel("section", { className: "note-list", "aria-label": title }, [
      crel("h3", { textContent: title }),
      this.list,
    ])
    this.list.addEventListener("click", ({ target }) => {
      const button = target.closest("button")
      if (button) enterNote(view, notesOf(view.state)[this.buttons.indexOf(button)])
    })
    this.setTabStop = oneTabStop(this.list)
    view.dom.after(this.dom)
    this.update(view)
  }

  update({ state }, before) {
    const notes = notesOf(state)
    if (notes !== (before && notesOf(before))) this.write(notes)
    const mark = noteAt(state)
    const current = mark && this.buttons[notes.findIndex((note) => note.mark.eq(mark))]
    if (current === this.current) return
    this.current?.removeAttribute("aria-current")
    current?.setAttribute("aria-current", "true")
    this.current = current
  }

  write(notes) {
    const { buttons } = this
    this.dom.hidden = !notes.length
    for (const button of buttons.splice(notes.length)) button.parentElement.remove()
    const added = notes.slice(buttons.length).map(() => crel("button", { type: "button" }))
    this.list.append(...added.map((button) => crel("li", {}, [button])))
    buttons.push(...added)
    notes.forEach(({ text }, index) => {
      if (buttons[index].textContent !== text) buttons[index].textContent = text
    })
    this.setTabStop()
  }

  destroy() {
    this.dom.remove()
  }
}
