// A transcript that follows the sound or the film: the current line is marked; a click on a line goes
// there.
const EARLY = 0.05; // seconds: a browser may land a little before where it was sent
const PLACE = /^#t=(\d{1,7}(\.\d+)?)$/;
const still = matchMedia("(prefers-reduced-motion: reduce)");

class Transcript {
  constructor(list, player) {
    this.player = player;
    this.media = player.querySelector("audio, video");
    const lines = [...list.querySelectorAll("[data-start]")];
    this.times = lines.map((line) => ({
      line,
      start: Number(line.dataset.start),
      end: Number(line.dataset.end),
    }));
    for (const line of lines) {
      // An address of this page, which can be passed on.
      line.querySelector(".clock").href = `#t=${line.dataset.start}`;
      line.addEventListener("click", (event) => this.click(event, line));
    }
    for (const name of ["seeking", "timeupdate", "ended"]) {
      this.media.addEventListener(name, () => this.follow());
    }
    this.media.addEventListener("play", () => this.run());
    addEventListener("hashchange", () => this.arrive());
    this.arrive();
  }

  click(event, line) {
    const link = event.target.closest("a");
    const marking = !link && !getSelection().isCollapsed;
    const leading = link && !link.matches(".clock"); // to the address of the line, or its citation
    if (marking || leading || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", `#t=${line.dataset.start}`);
    this.media.currentTime = line.dataset.start;
    if (!this.staysInView()) this.player.scrollIntoView({ block: "nearest" });
    this.media.play().catch(() => {}); // paused before it began, or a file that the player reports
  }

  // With a time in the address the page waits there: no page plays by itself.
  arrive() {
    const [, seconds] = PLACE.exec(location.hash) ?? [];
    if (seconds === undefined) return;
    this.media.currentTime = seconds;
    const target = this.staysInView() ? this.lineAt(Number(seconds)) : this.player;
    target?.scrollIntoView({ block: "center", behavior: "instant" });
    this.follow();
  }

  // Each frame while it plays: the browser's own reports come four times a second.
  run() {
    cancelAnimationFrame(this.frame);
    this.follow();
    if (!this.media.paused) this.frame = requestAnimationFrame(() => this.run());
  }

  follow() {
    const line = this.media.ended ? undefined : this.lineAt(this.media.currentTime);
    if (line === this.line) return;
    this.line?.removeAttribute("aria-current");
    line?.setAttribute("aria-current", "true");
    this.line = line;
    if (line) this.keepInView(line);
  }

  lineAt(seconds) {
    const at = seconds + EARLY;
    return this.times.findLast(({ start, end }) => start <= at && at < end)?.line;
  }

  // In a low window a film scrolls away with the page, so the page must not follow the line.
  staysInView() {
    return getComputedStyle(this.player).position === "sticky";
  }

  // A reader who has scrolled away from the line before is left alone.
  keepInView(line) {
    const along = !this.latest || this.isInView(this.latest);
    this.latest = line;
    if (this.media.paused || still.matches || !this.staysInView()) return;
    if (along && !this.isInView(line)) {
      line.scrollIntoView({ block: "center" });
    }
  }

  isInView(line) {
    const { top, bottom } = line.getBoundingClientRect();
    return top >= this.player.getBoundingClientRect().bottom && bottom <= innerHeight;
  }
}

const player = document.querySelector("[data-player]");
for (const list of document.querySelectorAll("[data-transcript]")) new Transcript(list, player);
