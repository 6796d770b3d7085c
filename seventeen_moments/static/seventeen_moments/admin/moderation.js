/* Keyboard shortcuts of the moderation queue: each key presses a button that is on the page.
   They work wherever the focus is, except in fields. Who dictates switches them off, so that no
   word decides anything (WCAG 2.1.4); this browser remembers it. */

const queue = document.querySelector("[data-queue]");
const entries = [...queue.querySelectorAll("[data-entry]")];
const boxes = [...queue.querySelectorAll("[name=chosen]")];
const status = queue.querySelector("[role=status]");
const all = queue.querySelector("[data-all] input");
const keysSwitch = queue.querySelector("[data-keys-switch]");
const KEYS = "moderation-keys", OFF = "off"; // in localStorage
let marked = null; // the entry that had the focus last: the keys are about it

const chosen = () => boxes.filter((box) => box.checked);

function keysAreOn() {
  try {
    return localStorage.getItem(KEYS) !== OFF;
  } catch {
    return true; // this browser keeps nothing
  }
}

function mark(entry) {
  marked?.removeAttribute("data-current");
  marked = entry;
  entry.setAttribute("data-current", "");
}

// The marked entry, if it can be seen; otherwise shows it, so that no key decides unseen.
function current() {
  const { top, bottom } = marked?.getBoundingClientRect() ?? {};
  if (bottom > 0 && top < innerHeight) return marked;
  show(marked ?? entries[0]);
  return null;
}

function show(entry, options = {}) {
  entry?.focus(options);
  if (!options.preventScroll) entry?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const index = entries.indexOf(marked);
  show(entries[index < 0 ? 0 : Math.min(Math.max(index + by, 0), entries.length - 1)]);
}

function showCount() {
  const count = chosen().length;
  status.textContent = count ? `${status.dataset.some} ${count}` : status.dataset.none;
  all.checked = count === boxes.length;
  all.indeterminate = count > 0 && count < boxes.length;
}

function choose() {
  const box = current()?.querySelector("[name=chosen]");
  if (box) {
    box.checked = !box.checked;
    showCount();
  }
}

function decide(key) {
  const button = entries[0]?.querySelector(`[data-key="${key}"]`);
  if (!button) return;
  if (chosen().length) queue.querySelector(`.bulk [value="${button.dataset.action}"]`).click();
  else current()?.querySelector(`[data-key="${key}"]`).click();
}

function reply() {
  const details = current()?.querySelector("details.reply");
  if (details) {
    details.open = true;
    details.querySelector("textarea").focus();
  }
}

// What is opened takes the selected words itself (redaction.js).
function redact() {
  const entry = current();
  const details = entry?.querySelector("details.redact");
  if (details) entry.querySelector("details.more").open = details.open = true;
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  x: choose,
  X: () => all?.click(),
  e: reply,
  d: redact,
  u: () => document.querySelector("#undo button")?.click(),
  "?": () => {
    const help = queue.querySelector(".keys");
    help.open = !help.open;
    help.querySelector("summary").focus();
  },
};

// The typed letter; on a keyboard without Latin letters, the letter at this position. With Shift
// only X is a shortcut.
function pressed({ key, code, shiftKey }) {
  if (key === "?") return key;
  let letter = key.toLowerCase();
  if (/^\p{L}$/u.test(key) && !/^[a-z]$/.test(letter)) {
    letter = code.startsWith("Key") ? code.slice(3).toLowerCase() : "";
  }
  if (!/^[a-z]$/.test(letter)) return "";
  return shiftKey ? letter.toUpperCase().replace(/[^X]/, "") : letter;
}

const NO_FIELD = "[type=checkbox], [type=radio], [type=submit], [type=button]";

function isField(element) {
  return element.matches("textarea, select, [contenteditable]")
    || (element.matches("input") && !element.matches(NO_FIELD));
}

// Enter on a check box would press the first button, which approves.
queue.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.type === "checkbox") event.preventDefault();
});

queue.addEventListener("focusin", ({ target }) => {
  const entry = target.closest("[data-entry]");
  if (entry) mark(entry);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (isField(event.target) || document.querySelector("dialog[open]") || !keysAreOn()) return;
  const key = pressed(event);
  const act = keys[key] ?? (key ? () => decide(key) : null);
  if (act) {
    event.preventDefault();
    act();
  }
});

if (all) {
  all.parentElement.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    showCount();
  });
  queue.addEventListener("change", (event) => event.target.name === "chosen" && showCount());
  showCount();
}

keysSwitch.checked = keysAreOn();
keysSwitch.closest("details").hidden = false;
keysSwitch.addEventListener("change", () => {
  try {
    localStorage.setItem(KEYS, keysSwitch.checked ? "on" : OFF);
  } catch {
    keysSwitch.checked = true; // nothing remembers it
  }
});

// After an action the focus moves to the next comment, described by the message.
const messages = document.querySelector(".messagelist");
const anchor = location.hash && document.getElementById(location.hash.slice(1));
const next = anchor || (messages && (entries[0] ?? queue));
if (messages && next) {
  messages.id = "messages";
  next.setAttribute("aria-describedby", "messages");
}
const unsentReply = document.querySelector("[data-unsent-reply] textarea");
if (unsentReply ?? next) (unsentReply ?? next).focus();
else if (keysAreOn()) show(entries[0], { preventScroll: true });
