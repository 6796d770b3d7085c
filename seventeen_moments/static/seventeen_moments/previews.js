// The previews of linked sources need no script; with it Escape closes one that is in the way, until
// the link is pointed at or reached again.
const open = ".source-link:is(:hover, :focus-within)"

document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return
  for (const link of document.querySelectorAll(open)) link.classList.add("closed")
})

for (const link of document.querySelectorAll(".source-link")) {
  for (const leaving of ["pointerleave", "focusout"]) {
    link.addEventListener(leaving, () => link.classList.remove("closed"))
  }
}
