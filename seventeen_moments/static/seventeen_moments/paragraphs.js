// A click on a paragraph's pin copies its whole address, besides going there.
const said = document.querySelector("[data-copied]");

document.querySelector(".body").addEventListener("click", async ({ target }) => {
  const pin = target.closest(".pin");
  if (!pin || !navigator.clipboard) return;
  await navigator.clipboard.writeText(pin.href);
  said.textContent = said.dataset.copied;
  setTimeout(() => (said.textContent = ""), 4000);
});
