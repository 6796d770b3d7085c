/* The desk from the keyboard: keys press the buttons that are there for everybody.
   They act only while the focus is in the queue, so that no dictated word decides anything. */

const queue = document.querySelector("[data-queue]");
const entries = [...queue.querySelectorAll("[data-entry]")];
const boxes = [...queue.querySelectorAll("[name=chosen]")];
const status = queue.querySelector("[role=status]");
const all = queue.querySelector("[data-all] input");

const chosen = () => boxes.filter((box) => box.checked);

function current() {
  return document.activeElement.closest("[data-entry]");
}

function step(by) {
  const place = entries.indexOf(current());
  const next = entries[place < 0 ? 0 : Math.min(Math.max(place + by, 0), entries.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function tell() {
  const number = chosen().length;
  status.textContent = number ? `${status.dataset.some} ${number}` : status.dataset.none;
  all.checked = number === boxes.length;
  all.indeterminate = number > 0 && number < boxes.length;
}

function choose() {
  const box = current()?.querySelector("[name=chosen]");
  if (box) {
    box.checked = !box.checked;
    tell();
  }
}

function decide(key) {
  const own = (current() ?? entries[0])?.querySelector(`[data-key="${key}"]`);
  const together = own && queue.querySelector(`.together [value="${own.dataset.action}"]`);
  (chosen().length ? together : current() && own)?.click();
}

function reply() {
  const place = current()?.querySelector("details.reply");
  if (place) {
    place.open = true;
    place.querySelector("textarea").focus();
  }
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  x: choose,
  e: reply,
  u: () => document.querySelector("#undo button")?.click(),
  "?": () => {
    const help = queue.querySelector(".keys");
    help.open = !help.open;
    help.querySelector("summary").focus();
  },
};

// The letter as it is written; where that is none of Latin, by its place on the keyboard.
function pressed({ key, code, shiftKey }) {
  if (key === "?") return key;
  const letter = key.toLowerCase();
  if (shiftKey || /^[a-z]$/.test(letter)) return shiftKey ? "" : letter;
  return /^\p{L}$/u.test(key) && code.startsWith("Key") ? code.slice(3).toLowerCase() : "";
}

queue.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea")) return;
  // Enter on a check box would press the first button, which approves.
  if (event.key === "Enter" && event.target.type === "checkbox") event.preventDefault();
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
    tell();
  });
  queue.addEventListener("change", (event) => event.target.name === "chosen" && tell());
  tell();
}

// After an action the keys go on from the comment that comes next.
const said = document.querySelector(".messagelist");
const next = (location.hash && document.querySelector(location.hash)) || (said && (entries[0] ?? queue));
if (said && next) {
  said.id = "said";
  next.setAttribute("aria-describedby", "said");
}
const kept = document.querySelector("[data-kept] textarea");
(kept ?? next)?.focus();
