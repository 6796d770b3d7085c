"""TIFF in those forms whose colours are certain; all others are refused with a sentence.

Pillow opens only the forms that it lists, and some of them in wrong colours: deep planes, deep
samples where white is zero, unsigned samples of 32 bits. These are read here, a strip or a tile at
a time, and reduced to eight bits a sample at once. By hand, as tifffile with imagecodecs and numpy
needs 150 MB on disk and all samples in memory.
"""

import struct
import zlib
from array import array
from io import BytesIO
from itertools import accumulate

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, ImageMath, ImagePalette, TiffImagePlugin

from .tiff_pages import Pages

# Tags of TIFF 6.0
WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC, FILL_ORDER = 256, 257, 258, 259, 262, 266
STRIP_OFFSETS, SAMPLES, ROWS_PER_STRIP, STRIP_COUNTS, PLANAR = 273, 277, 278, 279, 284
PREDICTOR, COLOUR_MAP, TILE_WIDTH, TILE_HEIGHT, TILE_OFFSETS, TILE_COUNTS = (
    317,
    320,
    *range(322, 326),
)
INK_SET, EXTRA_SAMPLES, SAMPLE_FORMAT = 332, 338, 339
NO_DATA = 42113  # GDAL: a value that stands for no measurement
WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, CMYK, YCBCR, LAB, ICC_LAB = 0, 1, 2, 5, 6, 8, 9
COLOURS = {
    WHITE_IS_ZERO: "L",
    BLACK_IS_ZERO: "L",
    RGB: "RGB",
    CMYK: "CMYK",
    LAB: "LAB",
    ICC_LAB: "LAB",
}
UNSIGNED, SIGNED, FLOAT = 1, 2, 3
NONE, DEFLATE, BYTEWISE = 1, {8, 32946}, {1, 5, 8, 32773, 32946, 34925, 50000}
OLD_JPEG = 6
DIFFERENCES, FLOAT_DIFFERENCES = 2, 3  # predictors
WITHOUT_PREDICTOR = {NONE, 32773}
ASSOCIATED, UNASSOCIATED = 1, 2  # alpha
TO_EIGHT_BITS = {(UNSIGNED, 8), (UNSIGNED, 16), (UNSIGNED, 32), (FLOAT, 32), (FLOAT, 64)}
BLOCK = 2**22  # bytes of a strip without compression that are read at once
INVERTED = bytes(range(255, -1, -1))
SIGN_FLIPPED = bytes(value ^ 128 for value in range(256))


def refused(what):
    """`what` names the tag, or says what is stored."""
    return ValidationError(
        _(
            "This kind of TIFF cannot be shown in its own colours (%(what)s). "
            "Save it as TIFF in RGB or greyscale, with 8 or 16 bits a channel."
        ),
        params={"what": what},
    )


def register():
    """Pillow opens TIFF files with this class from then on."""
    Image.register_open("TIFF", Tiff, TiffImagePlugin._accept)


class Tiff(TiffImagePlugin.TiffImageFile):
    """The first page; not a reduced picture that precedes it."""

    def _open(self):
        self.pages = Pages(self.fp)
        if self.pages.is_big and self.pages.order == ">":  # Pillow would read it as a plain TIFF
            raise refused("BigTIFF, MM")
        self.fp.seek(0)
        super()._open()

    def _seek(self, frame):
        super()._seek(self.pages.first)

    @property
    def n_frames(self):
        return self.pages.count

    def _setup(self):
        self._form = None
        if self.tag_v2.get(COMPRESSION) == OLD_JPEG:  # libtiff swaps the colours of some
            raise refused(f"Compression {OLD_JPEG}")
        if _is_misread(self.tag_v2):
            self._set_up_form()
            return
        try:
            super()._setup()
        except (SyntaxError, KeyError):  # none of those that Pillow lists
            self._set_up_form()
            return
        if _first(self.tag_v2, BITS) == 12:
            self.info["white"] = 2**12 - 1  # the greatest value
        if self.mode in {"P", "PA"} and max(colours := self.tag_v2[COLOUR_MAP]) < 256:
            # Some programs write eight bits of the sixteen.
            self.palette = ImagePalette.raw("RGB;L", bytes(colours))
        if self.tag_v2.get(PHOTOMETRIC) == YCBCR and not self.use_load_libtiff:
            # Pillow would ignore that colours have fewer samples.
            self._mode, self.use_load_libtiff = "RGB", True
            place = (0, 0, *self._tile_size)
            self.tile = [ImageFile._Tile("libtiff", place, 0, ("RGBX", False, self.tag_v2.offset))]

    def _set_up_form(self):
        form = Form(self.tag_v2)
        form.refuse_unknown()
        self._form, self._mode = form, form.mode
        self._tile_size = self._size = form.width, form.height
        if self.tag_v2.get(274) in {5, 6, 7, 8}:
            self._size = self._size[::-1]
        self.tile = [ImageFile._Tile("raw", (0, 0, *self._tile_size), 0, ())]
        if profile := self.tag_v2.get(TiffImagePlugin.ICCPROFILE):
            self.info["icc_profile"] = profile

    def load(self):
        if not self.tile or not self._form:
            return super().load()
        image = Image.new(self.mode, self._tile_size)
        for place, part in self._form.parts(self.fp):
            image.paste(part, place)
        self.im, self.tile, self.readonly = image.im, [], 0
        self.load_end()
        return Image.Image.load(self)


def _first(tags, tag, default=None):
    value = tags.get(tag, default)
    return value[0] if isinstance(value, tuple) and value else value


def _is_misread(tags):
    """Whether Pillow opens it and shows other colours."""
    photometric, bits = tags.get(PHOTOMETRIC, WHITE_IS_ZERO), _first(tags, BITS, 1)
    sample_format = _first(tags, SAMPLE_FORMAT, UNSIGNED)
    is_uncompressed = tags.get(COMPRESSION, NONE) == NONE
    return (
        (bits > 8 and photometric == WHITE_IS_ZERO)
        or (bits == 32 and sample_format == UNSIGNED)
        or (bits == 8 and sample_format != UNSIGNED)
        or sample_format == FLOAT
        or (tags.get(PLANAR) == 2 and (is_uncompressed or photometric <= BLACK_IS_ZERO))
        or (NO_DATA in tags and sample_format != UNSIGNED)
        or (photometric == CMYK and tags.get(INK_SET, 1) != 1)
    )


class Form:
    """How the samples of a TIFF are stored, and how they become a picture."""

    def __init__(self, tags):
        self.tags = tags
        self.order = "little" if tags.prefix == b"II" else "big"
        self.width, self.height = tags[WIDTH], tags[HEIGHT]
        self.photometric = tags.get(PHOTOMETRIC, WHITE_IS_ZERO)
        self.colours = COLOURS.get(self.photometric, "")
        self.compression = tags.get(COMPRESSION, NONE)
        has_predictor = self.compression not in WITHOUT_PREDICTOR
        self.predictor = tags.get(PREDICTOR, 1) if has_predictor else 1
        self.samples = tags.get(SAMPLES, 1)
        self.bits = _first(tags, BITS, 1)
        self.bytes = self.bits // 8
        self.format = _first(tags, SAMPLE_FORMAT, UNSIGNED)
        self.planes = self.samples if tags.get(PLANAR, 1) == 2 else 1
        self.interleaved = self.samples // self.planes
        extra = tags.get(EXTRA_SAMPLES, ())
        self.alpha = extra[0] if self.colours in {"L", "RGB"} and self._has_extra() and extra else 0
        if self.colours == "RGB" and self._has_extra() and not extra:
            self.alpha = UNASSOCIATED  # as Pillow and Photoshop take it

    def _has_extra(self):
        return self.samples > len(self.colours)

    @property
    def is_tone(self):
        """Whether it is one value a pixel without a range."""
        return self.format == FLOAT and self.colours == "L" and self.samples == 1

    @property
    def mode(self):
        if self.is_tone:
            return "F"
        return self.colours + ("A" if self.alpha in {ASSOCIATED, UNASSOCIATED} else "")

    def refuse_unknown(self):
        """Raises ValidationError."""
        tags = self.tags
        if NO_DATA in tags and self.format != UNSIGNED:
            raise refused("GDAL_NODATA")
        if not self.colours:
            raise refused(f"PhotometricInterpretation {self.photometric}")
        if self.colours == "CMYK" and tags.get(INK_SET, 1) != 1:
            raise refused(f"InkSet {tags[INK_SET]}")
        if self.samples < len(self.colours):
            raise refused(f"SamplesPerPixel {self.samples}")
        if len({*tags.get(BITS, ())}) > 1 or self.bits not in {8, 16, 32, 64}:
            raise refused(f"BitsPerSample {', '.join(map(str, tags.get(BITS, (1,))))}")
        if len({*tags.get(SAMPLE_FORMAT, ())}) > 1 or (self.format, self.bits) not in TO_EIGHT_BITS:
            raise refused(f"SampleFormat {self.format}, BitsPerSample {self.bits}")
        if self.format == FLOAT and self.colours not in {"L", "RGB"}:
            raise refused(
                f"SampleFormat {self.format}, PhotometricInterpretation {self.photometric}"
            )
        if self.compression not in BYTEWISE:
            raise refused(f"Compression {self.compression}")
        allowed = {1, FLOAT_DIFFERENCES if self.format == FLOAT else DIFFERENCES}
        if self.predictor not in allowed:
            raise refused(f"Predictor {self.predictor}")

    def parts(self, file):
        """As (place, image), which may reach beyond the picture."""
        is_tiled = TILE_OFFSETS in self.tags
        width = self.tags[TILE_WIDTH] if is_tiled else self.width
        height = self.tags[TILE_HEIGHT] if is_tiled else self.tags.get(ROWS_PER_STRIP, self.height)
        height = height if is_tiled else min(height, self.height)
        offsets = self.tags[TILE_OFFSETS if is_tiled else STRIP_OFFSETS]
        counts = self.tags.get(TILE_COUNTS if is_tiled else STRIP_COUNTS, ())
        places = [
            (x, y) for y in range(0, self.height, height) for x in range(0, self.width, width)
        ]
        row = width * self.interleaved * self.bytes
        step = max(1, BLOCK // row) if self.compression == NONE else height
        for index, (x, y) in enumerate(places):
            rows = height if is_tiled else min(height, self.height - y)
            for top in range(0, min(rows, self.height - y), step):
                size = width, min(step, rows - top)
                planes = []
                for plane in range(self.planes):
                    segment = plane * len(places) + index
                    data = self._data(file, offsets[segment], counts, segment, top, size, row)
                    planes += self._samples(data, size)
                yield (x, y + top), self._image(planes, size)

    def _data(self, file, offset, counts, segment, top, size, row):
        wanted = size[1] * row
        file.seek(offset + (top * row if self.compression == NONE else 0))
        stored = file.read(wanted if self.compression == NONE else counts[segment])
        if self.compression == NONE:
            data = stored
        elif self.compression in DEFLATE:
            data = zlib.decompressobj().decompress(stored, wanted)
        else:
            data = _unpacked(stored, row, size[1], self.compression, self.tags.get(FILL_ORDER, 1))
        if len(data) < wanted:
            raise OSError("A strip or a tile is incomplete.")
        return data

    def _samples(self, data, size):
        """One image for each sample of a pixel that is stored beside the others."""
        count = self.interleaved
        if self.format == FLOAT:
            return self._floats(data, size)
        if self.predictor == DIFFERENCES:
            return [Image.frombytes("L", size, plane) for plane in self._accumulated(data, size)]
        high = self.bytes - 1 if self.order == "little" else 0  # the most significant byte
        step = count * self.bytes
        return [
            Image.frombytes("L", size, data[index * self.bytes + high :: step])
            for index in range(count)
        ]

    def _accumulated(self, data, size):
        """Each value is stored as its difference from the one to the left (TIFF 6.0, 14)."""
        values, count = array({1: "B", 2: "H", 4: "I"}[self.bytes], data), self.interleaved
        if struct.pack("=H", 1) != struct.pack("<H" if self.order == "little" else ">H", 1):
            values.byteswap()
        row = size[0] * count
        for index in range(count):
            plane = bytearray()
            for start in range(index, len(values), row):
                sums = array("Q", accumulate(values[start : start - index + row : count]))
                high = self.bytes - 1 if struct.pack("=H", 1)[0] else 8 - self.bytes
                plane += sums.tobytes()[high::8]
            yield bytes(plane)

    def _floats(self, data, size):
        count, order = self.interleaved, self.order
        if self.predictor == FLOAT_DIFFERENCES:
            data, order = _floats_of_differences(data, size[0] * count, count, self.bytes), "big"
        raw = f"F;{self.bits}{'' if order == 'little' else 'B'}F"
        values = Image.frombytes("F", (size[0] * count, size[1]), data, "raw", raw)
        numbers = ImageMath.lambda_eval(lambda names: names["v"] == names["v"], v=values)
        if not all(numbers.getextrema()):
            values.paste(0, mask=numbers.point(lambda value: value * -255 + 255).convert("L"))
        if self.is_tone:
            return [values]
        low, high = values.getextrema()
        if low < 0 or high > 1:
            raise refused(_("values below 0 or above 1"))
        eight = values.point(lambda value: value * 255 + 0.5).convert("L").tobytes()
        return [Image.frombytes("L", size, eight[index::count]) for index in range(count)]

    def _image(self, planes, size):
        if self.is_tone:
            (tone,) = planes
            if self.photometric == WHITE_IS_ZERO:
                tone = tone.point(lambda value: value * -1 + 1)
            return tone
        if self.photometric == WHITE_IS_ZERO:
            planes[0] = planes[0].point(INVERTED)
        if self.photometric == LAB:
            planes[1:3] = [plane.point(SIGN_FLIPPED) for plane in planes[1:3]]
        mode = self.mode
        planes = planes[: len(mode)]
        if self.alpha == ASSOCIATED:
            return Image.merge(f"{self.colours}a", planes).convert(mode)
        return Image.merge(mode, planes)


def _floats_of_differences(data, row_length, count, size):
    """Big-endian values (Adobe Photoshop TIFF Technical Note 3).

    The bytes of a row are sorted by significance, and stored as differences.
    """
    result, row = bytearray(), row_length * size
    for start in range(0, len(data), row):
        sums = bytearray(row)
        for index in range(count):
            line = array("Q", accumulate(data[start + index : start + row : count]))
            low = 0 if struct.pack("=H", 1)[0] else 7
            sums[index::count] = line.tobytes()[low::8]
        values = bytearray(row)
        for index in range(size):
            values[index::size] = sums[index * row_length : (index + 1) * row_length]
        result += values
    return bytes(result)


def _unpacked(stored, row, rows, compression, fill_order):
    """The bytes of a strip or tile: libtiff unpacks them as a picture of eight bits a sample."""
    entries = [(WIDTH, row), (HEIGHT, rows), (BITS, 8), (COMPRESSION, compression)]
    entries += [(PHOTOMETRIC, BLACK_IS_ZERO), (FILL_ORDER, fill_order), (STRIP_OFFSETS, 8)]
    entries += [(SAMPLES, 1), (ROWS_PER_STRIP, rows), (STRIP_COUNTS, len(stored))]
    directory = struct.pack("<H", len(entries))
    directory += b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    start = 8 + len(stored) + len(stored) % 2
    content = b"II*\0" + struct.pack("<I", start) + stored.ljust(start - 8, b"\0")
    file = BytesIO(content + directory + bytes(4))
    with TiffImagePlugin.TiffImageFile(file) as image:
        return image.tobytes()
