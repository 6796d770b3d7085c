// One small script for every page: light or dark, copying, the search.

// Light or dark as the reader chose: kept in this browser, sent to nobody.
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

// A browser that refuses storage still switches, and forgets.
const storage = (() => {
  try {
    return window.localStorage;
  } catch {
    return {};
  }
})();
if (storage.theme) root.dataset.theme = storage.theme;

const dark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";

function switchTheme() {
  const button = document.querySelector("[data-theme-switch]");
  const show = () => button.setAttribute("aria-pressed", dark());
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    storage.theme = root.dataset.theme;
    show();
  });
  system.addEventListener("change", show);
  show();
}

// A click on the pin of a paragraph copies its whole address, besides going there; a button copies
// the citation.
function copyOnClick() {
  const status = document.querySelector("[data-copied]");
  if (!status) return;
  const say = (words) => {
    status.textContent = words;
    setTimeout(() => (status.textContent = ""), 4000);
  };
  const button = document.querySelector("[data-copy]");
  const citation = document.querySelector("[data-citation]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(citation.innerText.trim());
      say(button.dataset.copy);
    } catch {
      getSelection().selectAllChildren(citation); // for the reader to copy
    }
  });
  document.querySelector("main").addEventListener("click", async ({ target }) => {
    const pin = target.closest(".pin");
    if (!pin || !navigator.clipboard) return;
    const address = new URL(pin.href);
    address.searchParams.delete("cite");
    try {
      await navigator.clipboard.writeText(address.href);
      say(status.dataset.copied);
    } catch {} // the browser refuses; the address of the page names the paragraph
  });
}

// Suggestions are fetched by those who use the search, and by nobody else.
function suggestWhenAsked({ target }) {
  const { suggestScript } = target.dataset ?? {};
  if (!suggestScript) return;
  removeEventListener("focusin", suggestWhenAsked);
  import(suggestScript);
}
addEventListener("focusin", suggestWhenAsked);

addEventListener("DOMContentLoaded", () => {
  switchTheme();
  copyOnClick();
});
