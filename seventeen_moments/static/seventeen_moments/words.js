// Words that follow the sound: the line that is heard is marked, a click on a line goes there.
const EARLY = 0.05; // seconds: a browser may land a little before where it was sent
const PLACE = /^#t=(\d+(\.\d+)?)$/;
const still = matchMedia("(prefers-reduced-motion: reduce)");

class Words {
  constructor(list, player) {
    this.player = player;
    this.audio = player.querySelector("audio");
    this.lines = [...list.querySelectorAll("[data-start]")];
    for (const line of this.lines) {
      // An address of this page, which can be passed on.
      line.querySelector("a").href = `#t=${line.dataset.start}`;
      line.addEventListener("click", (event) => this.click(event, line));
    }
    for (const name of ["seeking", "timeupdate", "ended"]) {
      this.audio.addEventListener(name, () => this.follow());
    }
    this.audio.addEventListener("play", () => this.run());
    addEventListener("hashchange", () => this.arrive());
    this.arrive();
  }

  click(event, line) {
    const marking = !event.target.closest("a") && !getSelection().isCollapsed;
    if (marking || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, "", `#t=${line.dataset.start}`);
    this.audio.currentTime = line.dataset.start;
    this.audio.play().catch(() => {}); // paused before it began, or a file that the player reports
  }

  // By an address with a place in the sound: it waits there, for no page starts to sound by itself.
  arrive() {
    const [, seconds] = PLACE.exec(location.hash) ?? [];
    if (seconds === undefined) return;
    this.audio.currentTime = seconds;
    this.lineAt(Number(seconds))?.scrollIntoView({ block: "center", behavior: "instant" });
    this.follow();
  }

  // Each frame while it plays: the browser's own reports come four times a second.
  run() {
    cancelAnimationFrame(this.frame);
    this.follow();
    if (!this.audio.paused) this.frame = requestAnimationFrame(() => this.run());
  }

  follow() {
    const line = this.audio.ended ? undefined : this.lineAt(this.audio.currentTime);
    if (line === this.line) return;
    this.line?.removeAttribute("aria-current");
    line?.setAttribute("aria-current", "true");
    this.line = line;
    if (line) this.keepInView(line);
  }

  lineAt(seconds) {
    const heard = ({ start, end }) => start <= seconds + EARLY && seconds + EARLY < end;
    return this.lines.findLast((line) => heard(line.dataset));
  }

  // A reader who has scrolled away from the line before is left alone.
  keepInView(line) {
    const along = !this.latest || this.isInView(this.latest);
    this.latest = line;
    if (along && !this.audio.paused && !still.matches && !this.isInView(line)) {
      line.scrollIntoView({ block: "center" });
    }
  }

  isInView(line) {
    const { top, bottom } = line.getBoundingClientRect();
    return top >= this.player.getBoundingClientRect().bottom && bottom <= innerHeight;
  }
}

const player = document.querySelector("[data-player]");
for (const list of document.querySelectorAll("[data-words]")) new Words(list, player);
