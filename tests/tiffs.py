"""Small TIFF files in any form, written by hand: Pillow writes only a few."""

import struct
import zlib
from io import BytesIO
from itertools import chain

from PIL import Image

WIDTH, HEIGHT = 48, 32
CODES = {
    (1, 8): "B",
    (1, 16): "H",
    (1, 32): "I",
    (2, 8): "b",
    (2, 16): "h",
    (2, 32): "i",
    (3, 16): "e",
    (3, 32): "f",
    (3, 64): "d",
}
REVERSED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))
COMPRESSIONS = {
    5: "tiff_lzw",
    32773: "packbits",
    34925: "lzma",
    50000: "zstd",
}


def thirds(*colours, bits=8, sample_format=1, order="II", planar=1, **options):
    """A TIFF of three columns. Each colour is a tuple of samples.

    Options: photometric, compression, predictor, fill_order, tile (its side), extra, big (BigTIFF),
    rows (of a strip), and `tags`, as a dictionary of numbers to (type, values).
    """
    pixels = [[colour for colour in colours for _ in range(WIDTH // 3)] for _ in range(HEIGHT)]
    count = len(colours[0])
    groups = [[index] for index in range(count)] if planar == 2 else [[*range(count)]]
    tile, rows = options.get("tile"), options.get("rows", 8)
    boxes = (
        [(x, y, tile, tile) for y in range(0, HEIGHT, tile) for x in range(0, WIDTH, tile)]
        if tile
        else [(0, y, WIDTH, min(rows, HEIGHT - y)) for y in range(0, HEIGHT, rows)]
    )
    write = _Writer("<" if order == "II" else ">", bits, sample_format, options)
    segments = [write.segment(pixels, box, group) for group in groups for box in boxes]
    return write.file(segments, count, planar, tile, rows)


class _Writer:
    def __init__(self, order, bits, sample_format, options):
        self.order, self.bits, self.format, self.options = order, bits, sample_format, options
        self.compression = options.get("compression", 1)
        self.predictor = options.get("predictor", 1)

    def segment(self, pixels, box, group):
        left, top, width, height = box
        lines = []
        for y in range(top, top + height):
            line = pixels[min(y, HEIGHT - 1)]
            line = [line[min(x, WIDTH - 1)] for x in range(left, left + width)]
            lines.append(self.line([[pixel[index] for index in group] for pixel in line]))
        data = self.packed(b"".join(lines), len(lines[0]), height)
        return data.translate(REVERSED) if self.options.get("fill_order") == 2 else data

    def line(self, pixels):
        count, values = len(pixels[0]), [*chain(*pixels)]
        if self.bits < 8:
            digits = "".join(f"{value:0{self.bits}b}" for value in values)
            return int(digits, 2).to_bytes(len(digits) // 8, "big")
        if self.predictor == 2:
            before = [0] * count + values
            values = [(a - b) % 2**self.bits for a, b in zip(values, before, strict=False)]
        code = CODES[self.format, self.bits]
        order = ">" if self.predictor == 3 else self.order
        data = struct.pack(f"{order}{len(values)}{code}", *values)
        if self.predictor == 3:
            size = self.bits // 8
            data = b"".join(data[index::size] for index in range(size))
            before = bytes(count) + data
            data = bytes((a - b) % 256 for a, b in zip(data, before, strict=False))
        return data

    def packed(self, data, row, rows):
        if self.compression == 1:
            return data
        if self.compression in {8, 32946}:
            return zlib.compress(data)
        file, image = BytesIO(), Image.frombytes("L", (row, rows), data)
        image.save(file, "TIFF", compression=COMPRESSIONS[self.compression], tiffinfo={278: rows})
        tags = Image.open(file).tag_v2
        return file.getvalue()[tags[273][0] : tags[273][0] + tags[279][0]]

    def file(self, segments, count, planar, tile, rows):
        is_big = self.options.get("big", False)
        content = bytearray(16)
        offsets = []
        for segment in segments:
            offsets.append(len(content))
            content += segment + bytes(len(segment) % 2)
        counts = [len(segment) for segment in segments]
        tags = {
            256: (4, [WIDTH]),
            257: (4, [HEIGHT]),
            258: (3, [self.bits] * count),
            259: (3, [self.compression]),
            262: (3, [self.options["photometric"]]),
            266: (3, [self.options.get("fill_order", 1)]),
            277: (3, [count]),
            284: (3, [planar]),
            317: (3, [self.predictor]),
            339: (3, [self.format] * count),
        }
        if tile:
            tags |= {322: (4, [tile]), 323: (4, [tile]), 324: (4, offsets), 325: (4, counts)}
        else:
            tags |= {273: (4, offsets), 278: (4, [rows]), 279: (4, counts)}
        if "extra" in self.options:
            tags[338] = (3, self.options["extra"])
        tags |= self.options.get("tags", {})
        return with_directories("II" if self.order == "<" else "MM", content, [tags], is_big)


def with_directories(order, content, directories, is_big=False):
    """The content, which has room for a header of 16 bytes, and the directories behind it."""
    mark = "<" if order == "II" else ">"
    count, offset = ("Q", "Q") if is_big else ("H", "I")
    room = 8 if is_big else 4
    at = 0
    for tags in directories:
        entries = b""
        for tag, (kind, values) in sorted(tags.items()):
            code = {1: "B", 2: "c", 3: "H", 4: "I", 7: "B"}[kind]
            data = struct.pack(f"{mark}{len(values)}{code}", *values)
            if len(data) > room:
                content += bytes(len(content) % 2)
                start = len(content)
                content += data
                data = struct.pack(f"{mark}{offset}", start)
            entries += struct.pack(f"{mark}HH{offset}", tag, kind, len(values))
            entries += data.ljust(room, b"\0")
        content += bytes(len(content) % 2)
        start = len(content)
        content += struct.pack(f"{mark}{count}", len(tags)) + entries + bytes(room)
        link = struct.pack(f"{mark}{offset}", start)
        if at:
            content[at : at + room] = link
        elif is_big:
            content[:16] = order.encode() + struct.pack(f"{mark}HHH", 43, 8, 0) + link
        else:
            content[:8] = order.encode() + struct.pack(f"{mark}H", 42) + link
        at = len(content) - room
    return bytes(content)
