// One small script for every page: light or dark, links to paragraphs, the search.

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

// A click on a paragraph's pin copies its whole address, besides going there.
function copyPins() {
  const said = document.querySelector("[data-copied]");
  if (!said || !navigator.clipboard) return;
  document.querySelector(".body").addEventListener("click", async ({ target }) => {
    const pin = target.closest(".pin");
    if (!pin) return;
    await navigator.clipboard.writeText(pin.href);
    said.textContent = said.dataset.copied;
    setTimeout(() => (said.textContent = ""), 4000);
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
  copyPins();
});
