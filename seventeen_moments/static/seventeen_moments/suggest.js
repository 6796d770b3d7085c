// Suggestions while a reader types: the ARIA pattern of an editable combobox with a listbox.
// The focus stays in the field, aria-activedescendant names the suggestion that the arrows have
// reached, and each suggestion is a link. Without this script the form searches all the same.
const PAUSE = 120; // milliseconds without a key before the archive is asked
const FEWEST = 2; // characters

const made = (tag, attributes) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

class Suggestions {
  active = -1; // the place of the suggestion reached, or the field itself

  constructor(field, number) {
    this.field = field;
    this.id = `suggestions-${number}`;
    this.enhance();
    this.listen();
    // Typed before this script was there.
    if (field === document.activeElement && field.value !== field.defaultValue) this.wait();
  }

  enhance() {
    const { suggestLabel: label } = this.field.dataset;
    this.list = made("div", { id: this.id, class: "suggestions", role: "listbox", "aria-label": label });
    this.list.hidden = true;
    this.status = made("p", { class: "vh", role: "status" });
    this.field.form.append(this.list, this.status);
    const combobox = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list" };
    const closed = { "aria-expanded": "false", "aria-controls": this.id };
    for (const [name, value] of Object.entries({ ...combobox, ...closed })) {
      this.field.setAttribute(name, value);
    }
  }

  listen() {
    this.field.addEventListener("input", () => this.wait());
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("blur", () => this.close());
    this.field.form.addEventListener("submit", () => this.close());
    // A press on a suggestion must not take the focus away, or the list is gone before the click.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  wait() {
    this.forget();
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  forget() {
    clearTimeout(this.timer);
    this.asked?.abort();
  }

  async ask() {
    const words = this.field.value.trim();
    if (words.length < FEWEST) return this.show({ found: "", suggestions: [] });
    const asked = (this.asked = new AbortController());
    const address = `${this.field.dataset.suggest}?${new URLSearchParams({ q: words })}`;
    try {
      const answer = await fetch(address, { signal: asked.signal });
      this.show(answer.ok ? await answer.json() : { found: "", suggestions: [] });
    } catch {
      // Asked anew meanwhile, or without a network: the form still searches.
      if (!asked.signal.aborted) this.close();
    }
  }

  show({ found, suggestions }) {
    if (document.activeElement !== this.field) return;
    this.list.replaceChildren(...suggestions.map((suggestion, at) => this.option(suggestion, at)));
    this.status.textContent = found;
    this.reach(-1);
    this.open(suggestions.length > 0);
  }

  option({ title, noun, address }, at) {
    const attributes = { id: `${this.id}-${at}`, role: "option", "aria-selected": "false" };
    const link = made("a", { href: address, tabindex: "-1", ...attributes });
    const kind = made("small", {});
    kind.textContent = noun;
    const name = made("bdi", {});
    name.textContent = title;
    link.append(name, " ", kind);
    return link;
  }

  open(opened = true) {
    this.list.hidden = !opened;
    this.field.setAttribute("aria-expanded", opened);
  }

  close() {
    this.forget();
    this.reach(-1);
    this.open(false);
    this.status.textContent = "";
  }

  reach(place) {
    const options = [...this.list.children];
    this.active = place;
    options.forEach((option, at) => option.setAttribute("aria-selected", at === place));
    if (place < 0) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", options[place].id);
    return options[place].scrollIntoView({ block: "nearest" });
  }

  press(event) {
    if (event.isComposing) return;
    const opened = !this.list.hidden;
    const act = {
      ArrowDown: () => this.step(event, 1),
      ArrowUp: () => this.step(event, -1),
      Enter: () => opened && this.active >= 0 && this.follow(event),
      Escape: () => opened && this.leave(event),
      Home: () => this.reach(-1),
      End: () => this.reach(-1),
    }[event.key];
    act?.();
  }

  step(event, by) {
    const { length } = this.list.children;
    if (!length) return;
    event.preventDefault(); // the caret stays where it is
    if (event.altKey) return by > 0 ? this.open() : this.close();
    const from = this.list.hidden ? -1 : this.active;
    this.open();
    // The field itself is one of the stops.
    this.reach(((from + 1 + by + length + 1) % (length + 1)) - 1);
  }

  follow(event) {
    event.preventDefault();
    this.list.children[this.active].click();
  }

  leave(event) {
    event.preventDefault(); // or the browser empties the field, too
    this.close();
  }
}

document.querySelectorAll("[data-suggest]").forEach((field, at) => new Suggestions(field, at));
