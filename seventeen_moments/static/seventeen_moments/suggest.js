// Suggestions while a reader types: the ARIA pattern of an editable combobox with a listbox.
// The focus stays in the field, aria-activedescendant names the suggestion that the arrow keys
// have reached, and each suggestion is a link. The form also works without this script.
const PAUSE = 120; // milliseconds without a key before the request
const FEWEST = 2; // characters

const create = (tag, attributes) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

class Suggestions {
  active = -1; // the index of the active suggestion; -1 is the field itself

  constructor(field, number) {
    this.field = field;
    this.id = `suggestions-${number}`;
    this.enhance();
    this.listen();
    // The reader typed before this script was loaded.
    if (field === document.activeElement && field.value !== field.defaultValue) this.wait();
  }

  enhance() {
    const { suggestLabel: label } = this.field.dataset;
    const listbox = { role: "listbox", "aria-label": label };
    this.list = create("div", { id: this.id, class: "suggestions", ...listbox });
    this.list.hidden = true;
    this.status = create("p", { class: "vh", role: "status" });
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
    // Pressing the mouse must not move the focus: the list would close before the click.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  wait() {
    this.cancel();
    this.timer = setTimeout(() => this.request(), PAUSE);
  }

  cancel() {
    clearTimeout(this.timer);
    this.controller?.abort();
  }

  async request() {
    const words = this.field.value.trim();
    if (words.length < FEWEST) return this.show({ found: "", suggestions: [] });
    const controller = (this.controller = new AbortController());
    const address = `${this.field.dataset.suggest}?${new URLSearchParams({ q: words })}`;
    try {
      const response = await fetch(address, { signal: controller.signal });
      this.show(response.ok ? await response.json() : { found: "", suggestions: [] });
    } catch {
      // Another request was sent meanwhile, or there is no network. The form still works.
      if (!controller.signal.aborted) this.close();
    }
  }

  show({ found, suggestions }) {
    if (document.activeElement !== this.field) return;
    const options = suggestions.map((suggestion, index) => this.option(suggestion, index));
    this.list.replaceChildren(...options);
    this.status.textContent = found;
    this.activate(-1);
    this.open(suggestions.length > 0);
  }

  option({ title, language, kind_name: kindName, address }, index) {
    const attributes = { id: `${this.id}-${index}`, role: "option", "aria-selected": "false" };
    const link = create("a", { href: address, tabindex: "-1", ...attributes });
    const kind = create("small", {});
    kind.textContent = kindName;
    const name = create("bdi", language ? { lang: language } : {});
    name.textContent = title;
    link.append(name, " ", kind);
    return link;
  }

  open(opened = true) {
    this.list.hidden = !opened;
    this.field.setAttribute("aria-expanded", opened);
  }

  close() {
    this.cancel();
    this.activate(-1);
    this.open(false);
    this.status.textContent = "";
  }

  activate(index) {
    const options = [...this.list.children];
    this.active = index;
    options.forEach((option, at) => option.setAttribute("aria-selected", at === index));
    if (index < 0) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", options[index].id);
    return options[index].scrollIntoView({ block: "nearest" });
  }

  press(event) {
    if (event.isComposing) return;
    const opened = !this.list.hidden;
    const act = {
      ArrowDown: () => this.step(event, 1),
      ArrowUp: () => this.step(event, -1),
      Enter: () => opened && this.active >= 0 && this.follow(event),
      Escape: () => opened && this.leave(event),
      Home: () => this.activate(-1),
      End: () => this.activate(-1),
    }[event.key];
    act?.();
  }

  step(event, by) {
    const { length } = this.list.children;
    if (!length) return;
    event.preventDefault(); // or the caret moves
    if (event.altKey) return by > 0 ? this.open() : this.close();
    const from = this.list.hidden ? -1 : this.active;
    this.open();
    // The field itself is one of the steps.
    this.activate(((from + 1 + by + length + 1) % (length + 1)) - 1);
  }

  follow(event) {
    event.preventDefault();
    this.list.children[this.active].click();
  }

  leave(event) {
    event.preventDefault(); // or the browser also empties the field
    this.close();
  }
}

document.querySelectorAll("[data-suggest]").forEach((field, at) => new Suggestions(field, at));
