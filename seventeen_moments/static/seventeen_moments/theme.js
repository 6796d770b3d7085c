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

addEventListener("DOMContentLoaded", () => {
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
});
