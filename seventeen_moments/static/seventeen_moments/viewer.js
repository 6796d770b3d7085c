// The picture viewer: zoom and pan by buttons, keys, mouse and fingers.
// The plain wheel and, while the whole picture is shown, one finger are left to the page; on the
// full screen there is no page to scroll.
const STEPS = [1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];
const FARTHEST = STEPS[0];
const NEAREST = 8; // or as far as every pixel that was kept has one of the screen
const ARROW = 0.15; // of the viewer, for each press
const WHEEL = 40; // a mouse's notch counts as much as a wide pinch on a touchpad
const REST = 150; // milliseconds without change before a larger picture is loaded
const QUIET = 300; // milliseconds without change before the state is told
const ARROWS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

const within = (value, limit) => Math.min(limit, Math.max(-limit, value));
const filled = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);
const middle = (points) => ({
  x: points.reduce((sum, point) => sum + point.x, 0) / points.length,
  y: points.reduce((sum, point) => sum + point.y, 0) / points.length,
});
const spread = ([one, other]) => (other ? Math.hypot(one.x - other.x, one.y - other.y) || 1 : 1);

class Viewer {
  scale = FARTHEST;
  x = 0; // of the picture's middle, from the middle of the viewer, in pixels
  y = 0;
  fingers = [];

  constructor(root) {
    this.root = root;
    this.stage = root.querySelector("[data-stage]");
    this.picture = root.querySelector("img");
    this.state = root.querySelector("[data-state]");
    this.buttons = [...root.querySelectorAll("[data-do]")];
    this.enhance();
    this.listen();
    this.show();
  }

  enhance() {
    this.picture.closest("a").replaceWith(this.picture);
    this.picture.draggable = false;
    const hint = this.root.querySelector("[data-hint]");
    for (const element of [hint, ...this.buttons]) element.hidden = false;
    this.stage.tabIndex = 0;
    this.stage.setAttribute("aria-describedby", hint.id);
  }

  listen() {
    const on = (name, handler, options) =>
      this.stage.addEventListener(name, (event) => this[handler](event), options);
    on("keydown", "press");
    on("dblclick", "approach");
    on("wheel", "turn", { passive: false });
    on("pointerdown", "grasp");
    on("pointermove", "drag");
    for (const name of ["touchstart", "touchmove"]) on(name, "touch", { passive: false });
    for (const name of ["touchend", "touchcancel"]) on(name, "lift");
    for (const button of this.buttons) {
      button.addEventListener("click", () => this[button.dataset.do]());
    }
    new ResizeObserver(() => this.show()).observe(this.stage);
  }

  closer(point) {
    this.zoom(STEPS.find((step) => step > this.scale) ?? this.scale, point);
  }

  further() {
    this.zoom(STEPS.findLast((step) => step < this.scale) ?? FARTHEST);
  }

  whole() {
    this.zoom(FARTHEST);
  }

  // What lies under the point stays there.
  zoom(wanted, point = { x: 0, y: 0 }) {
    const scale = Math.min(this.nearest(), Math.max(FARTHEST, wanted));
    this.x = point.x - ((point.x - this.x) * scale) / this.scale;
    this.y = point.y - ((point.y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.show();
    this.tell(filled(this.root.dataset.zoom, { percent: Math.round(scale * 100) }));
  }

  move(right, down) {
    this.x += right;
    this.y += down;
    this.show();
  }

  show() {
    const { width, height } = this.size();
    this.x = within(this.x, Math.max(0, width - this.stage.clientWidth) / 2);
    this.y = within(this.y, Math.max(0, height - this.stage.clientHeight) / 2);
    const close = this.scale > FARTHEST;
    this.picture.style.transform = close
      ? `translate(${this.x}px, ${this.y}px) scale(${this.scale})`
      : "";
    this.stage.toggleAttribute("data-close", close);
    for (const button of this.buttons) {
      const end = button.dataset.do === "closer" ? this.nearest() : FARTHEST;
      button.setAttribute("aria-disabled", this.scale === end);
    }
    if ((close || document.fullscreenElement) && width > this.asked) this.ask(width);
    const left = (this.stage.clientWidth - width) / 2 + this.x;
    const top = (this.stage.clientHeight - height) / 2 + this.y;
    const shown = new CustomEvent("shown", { detail: { left, top, width } });
    this.stage.dispatchEvent(shown);
  }

  nearest() {
    const kept = parseInt(this.stage.dataset.levels?.split(" ").at(-1) ?? 0);
    const needed = (kept * this.scale) / this.size().width;
    return STEPS.find((step) => step >= Math.max(NEAREST, needed)) ?? STEPS.at(-1);
  }

  // The browser chooses the rendition that its screen needs at this width. Beyond the largest,
  // there may be tiles.
  ask(width) {
    clearTimeout(this.asking);
    if (width * devicePixelRatio > (this.stage.dataset.untiled ?? Infinity)) return;
    this.asking = setTimeout(() => {
      this.asked = width;
      this.picture.sizes = `${Math.ceil(width)}px`;
    }, REST);
  }

  asked = 0;

  // As shown: the box of the picture may be wider than the picture inside.
  size() {
    const { offsetWidth, offsetHeight } = this.picture;
    const ratio = this.picture.getAttribute("width") / this.picture.getAttribute("height");
    const width = Math.min(offsetWidth, offsetHeight * ratio) * this.scale;
    return { width, height: width / ratio };
  }

  tell(text) {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => (this.state.textContent = text), QUIET);
  }

  tellPlace() {
    const { width, height } = this.size();
    const across = Math.round(50 - (this.x / width) * 100);
    const down = Math.round(50 - (this.y / height) * 100);
    this.tell(filled(this.root.dataset.place, { across, down }));
  }

  // From the middle of the viewer.
  point({ clientX, clientY }) {
    const { left, top, width, height } = this.stage.getBoundingClientRect();
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = this.scale > FARTHEST && ARROWS[event.key];
    if (arrow) {
      this.move(
        arrow[0] * ARROW * this.stage.clientWidth,
        arrow[1] * ARROW * this.stage.clientHeight,
      );
      this.tellPlace();
    } else if (["+", "="].includes(event.key)) this.closer();
    else if (event.key === "-") this.further();
    else if (event.key === "0") this.whole();
    else return;
    event.preventDefault();
  }

  approach(event) {
    this.closer(this.point(event));
  }

  // A touchpad's pinch comes as a wheel with Ctrl, too.
  turn(event) {
    if (!event.ctrlKey && !document.fullscreenElement) return;
    event.preventDefault();
    this.zoom(this.scale * Math.exp(-within(event.deltaY, WHEEL) / 100), this.point(event));
  }

  grasp(event) {
    if (event.pointerType === "mouse" && event.button === 0) {
      this.stage.setPointerCapture(event.pointerId);
    }
  }

  drag(event) {
    if (this.stage.hasPointerCapture(event.pointerId)) {
      this.move(event.movementX, event.movementY);
    }
  }

  touch(event) {
    const fingers = [...event.touches].map((touch) => this.point(touch));
    const ours = fingers.length === 2 || (fingers.length === 1 && this.scale > FARTHEST);
    if (ours && event.cancelable) {
      if (event.type === "touchmove" || fingers.length === 2) event.preventDefault();
      if (fingers.length === this.fingers.length) this.follow(fingers);
    }
    this.fingers = fingers;
  }

  follow(fingers) {
    const [before, after] = [middle(this.fingers), middle(fingers)];
    this.move(after.x - before.x, after.y - before.y);
    if (fingers.length === 2) {
      this.zoom((this.scale * spread(fingers)) / spread(this.fingers), after);
    }
  }

  lift(event) {
    this.fingers = [...event.touches].map((touch) => this.point(touch));
  }
}

for (const root of document.querySelectorAll("[data-viewer]")) new Viewer(root);
