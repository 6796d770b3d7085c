/* Keyboard shortcuts of the moderation queue: each key presses a button that is on the page.
   They work only while the focus is in the queue, so that a dictated word decides nothing. */

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
  const index = entries.indexOf(current());
  const next = entries[index < 0 ? 0 : Math.min(Math.max(index + by, 0), entries.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
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
  const single = (current() ?? entries[0])?.querySelector(`[data-key="${key}"]`);
  const bulk = single && queue.querySelector(`.bulk [value="${single.dataset.action}"]`);
  (chosen().length ? bulk : current() && single)?.click();
}

function reply() {
  const details = current()?.querySelector("details.reply");
  if (details) {
    details.open = true;
    details.querySelector("textarea").focus();
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

// The typed letter; on a keyboard without Latin letters, the letter at this position.
function pressed({ key, code, shiftKey }) {
  if (key === "?") return key;
  const letter = key.toLowerCase();
  if (shiftKey || /^[a-z]$/.test(letter)) return shiftKey ? "" : letter;
  return /^\p{L}$/u.test(key) && code.startsWith("Key") ? code.slice(3).toLowerCase() : "";
}

queue.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, select")) return;
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
    showCount();
  });
  queue.addEventListener("change", (event) => event.target.name === "chosen" && showCount());
  showCount();
}

// After an action the focus moves to the next comment, described by the message.
const messages = document.querySelector(".messagelist");
const anchor = location.hash && document.querySelector(location.hash);
const next = anchor || (messages && (entries[0] ?? queue));
if (messages && next) {
  messages.id = "messages";
  next.setAttribute("aria-describedby", "messages");
}
const unsentReply = document.querySelector("[data-unsent-reply] textarea");
(unsentReply ?? next)?.focus();
