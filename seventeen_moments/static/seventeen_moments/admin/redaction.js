/* Takes the selected words of a comment over into its field of words to redact. */

let selected = "";
let selectedIn = null;

// A click takes the selection away, so it is remembered.
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const words = selection.toString().trim();
  const place = selection.anchorNode?.parentElement?.closest(".words, h2");
  if (words && place) {
    selected = words;
    selectedIn = place.closest("[data-entry], [data-redactable]");
  }
});

function take(entry) {
  const field = entry.querySelector("[data-passages]");
  if (selectedIn !== entry || !field) return;
  if (!field.value.split("\n").includes(selected)) {
    const before = field.value.trimEnd();
    field.value = before ? `${before}\n${selected}` : selected;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  selected = "";
  selectedIn = null;
}

for (const button of document.querySelectorAll("[data-take-selection]")) {
  const entry = button.closest("[data-entry], [data-redactable]");
  button.hidden = false;
  button.addEventListener("click", () => take(entry));
  entry.querySelector("details.redact")?.addEventListener("toggle", (event) => {
    if (event.target.open) {
      take(entry);
      const passages = entry.querySelector("[data-passages]");
      const next = passages.value ? entry.querySelector("[name^=redact][name$=reason]") : passages;
      next.focus();
    }
  });
}
