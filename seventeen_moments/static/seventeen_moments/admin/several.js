// Ticks the box of a field in which something is typed or chosen.
const tick = ({ target }) => {
  const row = target.closest(".several-field")
  const box = row?.querySelector(".tick input")
  if (box && target !== box && target.value) box.checked = true
}

const form = document.querySelector(".several-form")
form.addEventListener("input", tick)
// Select2 tells only jQuery.
window.django?.jQuery(form).on("change", "select", tick)
