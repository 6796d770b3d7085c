// Keeps the text of a form in this browser until it is sent: the tab may be closed, the network gone.
// The page says so, and has a button that deletes it.

const PREFIX = "unsent ";
const DAY = 24 * 60 * 60 * 1000;
const SOON = 5 * 60 * 1000; // within which a sent form is answered

// A browser that refuses storage keeps nothing.
const storage = (() => {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
})();

function read(key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, kept) {
  try {
    storage.setItem(key, JSON.stringify(kept));
    return true;
  } catch {
    return false; // no room
  }
}

const kept = () => Object.keys(storage).filter((key) => key.startsWith(PREFIX));

function deleteOld() {
  for (const key of kept()) {
    if (!(Date.now() - read(key)?.time < DAY)) storage.removeItem(key);
  }
}

// On the page that follows a form: what was just sent, at this address or one above it. If the form is
// there again, its text tells whether it was sent.
function deleteSent() {
  for (const key of kept()) {
    const { path, sent, text } = read(key);
    const form = document.querySelector("form[data-keep]");
    const isSent = path !== location.pathname || !form || fieldOf(form).value.trim() === text.trim();
    const isRecent = Date.now() - sent < SOON; // not if it was changed since
    if (isRecent && isSent && location.pathname.startsWith(path)) storage.removeItem(key);
  }
}

const fieldOf = (form) => form.querySelector("textarea, [name=reason]");

function keep(form) {
  const field = fieldOf(form);
  const notice = form.querySelector("[data-kept]");
  const path = new URL(form.action).pathname;
  const keyFor = (replyTo) => `${PREFIX}${path}${replyTo ? `?to=${replyTo}` : ""}`;
  const ownKey = () => keyFor(form.elements.to?.value);
  // The comment of the address may be gone.
  const key = [ownKey(), keyFor(new URLSearchParams(location.search).get("to"))].find(read);
  const earlier = key && read(key).text;
  // A form that was refused has the text that was sent.
  if (earlier && earlier !== field.value && !document.querySelector("#errors")) {
    field.value = earlier;
    notice.hidden = notice.querySelector("[data-restored]").hidden = false;
  }
  const save = (sent) => write(ownKey(), { path, text: field.value, time: Date.now(), sent });

  field.addEventListener("input", () => {
    if (!field.value.trim()) storage.removeItem(ownKey());
    notice.hidden = !(field.value.trim() && save());
  });
  form.addEventListener("submit", () => {
    if (key && key !== ownKey()) storage.removeItem(key);
    if (field.value.trim()) save(Date.now());
  });
  notice.querySelector("button").addEventListener("click", () => {
    for (const each of [key, ownKey()]) if (each) storage.removeItem(each);
    field.value = field.defaultValue;
    notice.hidden = true;
    field.focus();
  });
}

if (storage) {
  deleteOld();
  if (document.querySelector("[data-sent]") && !document.querySelector("#errors")) deleteSent();
  for (const form of document.querySelectorAll("form[data-keep]")) keep(form);
}
