/* Inserts the chosen saved reply into the reply, where it can be changed before it is sent. */

function insert(choice) {
  const field = choice.closest("details, form").querySelector("textarea");
  const saved = document.querySelector(`[data-saved-reply="${choice.value}"]`);
  if (!saved) return;
  const reply = saved.content.textContent.replaceAll("{name}", choice.dataset.saved);
  field.value = [field.value.trim(), reply].filter(Boolean).join("\n\n");
  choice.value = "";
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const button of document.querySelectorAll("[data-insert-reply]")) {
  button.hidden = false;
  button.addEventListener("click", () => insert(button.previousElementSibling));
}
