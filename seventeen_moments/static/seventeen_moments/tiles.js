// Tiles of the kept resolution, laid over the picture of the viewer once it is shown larger than
// its largest rendition. Only those in sight are loaded, after the picture came to rest.
const REST = 150; // milliseconds
const SOFT = 1.25; // a level may be shown so much larger than it is

class Tiles {
  constructor(stage) {
    const { tiles, tileSize, levels, untiled } = stage.dataset;
    this.stage = stage;
    this.address = tiles;
    this.size = Number(tileSize);
    this.untiled = Number(untiled);
    this.levels = levels.split(" ").map((level) => {
      const [width, height] = level.split("x").map(Number);
      return { width, height };
    });
    this.layer = document.createElement("div");
    this.layer.className = "tiles";
    this.layer.ariaHidden = "true";
    this.tiles = new Map();
    stage.append(this.layer);
    stage.addEventListener("shown", ({ detail }) => this.show(detail));
  }

  show(view) {
    this.view = view;
    for (const tile of this.tiles.values()) this.place(tile);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.load(), REST);
  }

  load() {
    const wanted = this.wanted();
    for (const { name, ...place } of wanted) {
      if (this.tiles.has(name)) continue;
      const picture = document.createElement("img");
      const tile = { ...place, picture };
      picture.alt = "";
      picture.onload = () => this.drop();
      picture.onerror = () => {
        picture.remove(); // what is below stays, less sharp
        this.drop();
      };
      picture.src = `${this.address}${name}`;
      this.tiles.set(name, tile);
      this.place(tile);
      this.layer.append(picture);
    }
    this.names = new Set(wanted.map(({ name }) => name));
    this.drop();
  }

  // The tiles in sight, of the level that the screen needs.
  wanted() {
    const { left, top, width } = this.view;
    const needed = width * devicePixelRatio;
    if (needed <= this.untiled) return [];
    const level = this.levels.find((each) => each.width * SOFT >= needed) ?? this.levels.at(-1);
    const side = (this.size * width) / level.width;
    const range = (start, seen, length) => {
      const first = Math.max(0, Math.floor(-start / side));
      const last = Math.min(Math.ceil(length / this.size), Math.ceil((seen - start) / side));
      return Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
    };
    return range(top, this.stage.clientHeight, level.height).flatMap((row) =>
      range(left, this.stage.clientWidth, level.width).map((column) => ({
        name: `${level.width}.${column}.${row}.webp`,
        level,
        column,
        row,
      })),
    );
  }

  // Out of sight, or of another level: only once what replaces them is here.
  drop() {
    const loading = [...this.names].some((name) => !this.tiles.get(name).picture.complete);
    for (const [name, { picture }] of this.tiles) {
      if (this.names.has(name) || (loading && picture.complete)) continue;
      picture.remove();
      this.tiles.delete(name);
    }
  }

  // On whole pixels of the screen, so that no seam is seen.
  place({ level, column, row, picture }) {
    const scale = this.view.width / level.width;
    const edge = (start, index, length) => {
      const pixels = start + Math.min(index * this.size, length) * scale;
      return Math.round(pixels * devicePixelRatio) / devicePixelRatio;
    };
    const left = edge(this.view.left, column, level.width);
    const top = edge(this.view.top, row, level.height);
    picture.style.left = `${left}px`;
    picture.style.top = `${top}px`;
    picture.style.width = `${edge(this.view.left, column + 1, level.width) - left}px`;
    picture.style.height = `${edge(this.view.top, row + 1, level.height) - top}px`;
  }
}

for (const stage of document.querySelectorAll("[data-tiles]")) new Tiles(stage);
