// Buttons that show a part of the page on the full screen, for a projector, where the browser can.
for (const button of document.querySelectorAll("[data-full-screen]")) {
  const { part: selector } = button.dataset;
  const part = selector ? document.querySelector(selector) : button.closest("[data-screen]");
  const words = button.textContent;
  button.hidden = !document.fullscreenEnabled;
  button.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else part.requestFullscreen();
  });
  document.addEventListener("fullscreenchange", () => {
    button.textContent = document.fullscreenElement ? button.dataset.fullScreen : words;
  });
}
