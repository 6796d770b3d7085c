// The previews of cited sources need no script; with it Escape closes one that is in the way, until
// the link is pointed at or reached anew.
const open = ".cited:is(:hover, :focus-within)"

document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return
  for (const cited of document.querySelectorAll(open)) cited.classList.add("closed")
})

for (const cited of document.querySelectorAll(".cited")) {
  for (const leaving of ["pointerleave", "focusout"]) {
    cited.addEventListener(leaving, () => cited.classList.remove("closed"))
  }
}
