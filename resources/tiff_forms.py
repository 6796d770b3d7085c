"""How a TIFF stores its samples, and which of its forms are refused."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Tags of TIFF 6.0
WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC, FILL_ORDER = 256, 257, 258, 259, 262, 266
STRIP_OFFSETS, ORIENTATION, SAMPLES, ROWS_PER_STRIP, STRIP_COUNTS = 273, 274, 277, 278, 279
PLANAR, PREDICTOR, COLOUR_MAP, INK_SET, EXTRA_SAMPLES, SAMPLE_FORMAT = 284, 317, 320, 332, 338, 339
TILE_WIDTH, TILE_HEIGHT, TILE_OFFSETS, TILE_COUNTS, SUBSAMPLING = 322, 323, 324, 325, 530
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
UNSIGNED, FLOAT = 1, 3  # values of SampleFormat
READABLE = {(UNSIGNED, 8), (UNSIGNED, 16), (UNSIGNED, 32), (FLOAT, 32), (FLOAT, 64)}
NONE, LZW, OLD_JPEG, DEFLATE, PACK_BITS, LZMA, ZSTD = 1, 5, 6, {8, 32946}, 32773, 34925, 50000
UNREAD = {OLD_JPEG, 32809, 50001}  # libtiff shows some in other colours; ThunderScan; WebP
JPEG = 7
PREDICTABLE = {LZW, *DEFLATE, LZMA, ZSTD}
BYTEWISE = {NONE, PACK_BITS, *PREDICTABLE}
DIFFERENCES, FLOAT_DIFFERENCES = 2, 3  # predictors
ASSOCIATED, UNASSOCIATED = 1, 2  # alpha


def refused(what):
    """`what` names the tag, or says what is stored."""
    return ValidationError(
        _(
            "This kind of TIFF cannot be shown in its own colours (%(what)s). "
            "Save it as TIFF in RGB or greyscale, with 8 or 16 bits a channel."
        ),
        params={"what": what},
    )


def first(tags, tag, default=None):
    value = tags.get(tag, default)
    return value[0] if isinstance(value, tuple) and value else value


def is_misread(tags):
    """Whether Pillow opens it and shows other colours."""
    photometric, bits = tags.get(PHOTOMETRIC, WHITE_IS_ZERO), first(tags, BITS, 1)
    sample_format = first(tags, SAMPLE_FORMAT, UNSIGNED)
    is_uncompressed = tags.get(COMPRESSION, NONE) == NONE
    return (
        (bits > 8 and photometric == WHITE_IS_ZERO)
        or (bits == 32 and sample_format == UNSIGNED)
        or (bits == 8 and sample_format != UNSIGNED)
        or sample_format == FLOAT
        or (NO_DATA in tags and sample_format != UNSIGNED)
        or (tags.get(PLANAR) == 2 and (is_uncompressed or photometric <= BLACK_IS_ZERO))
        or (photometric == CMYK and tags.get(INK_SET, 1) != 1)
    )


def refuse_unread(tags):
    """Raises ValidationError for what Pillow opens, but libtiff does not unpack."""
    compression, bits = tags.get(COMPRESSION, NONE), first(tags, BITS, 1)
    if compression in UNREAD or (compression == JPEG and bits > 12):
        raise refused(f"Compression {compression}")
    if TILE_WIDTH in tags and TILE_OFFSETS not in tags:  # Pillow would take tiles for strips
        raise refused("TileWidth, StripOffsets")
    is_planar = tags.get(PLANAR) == 2 and compression != JPEG
    if is_planar and tags.get(PHOTOMETRIC) == YCBCR and {*tags.get(SUBSAMPLING, (2, 2))} != {1}:
        raise refused(f"PhotometricInterpretation {YCBCR}, PlanarConfiguration 2")


class Form:
    def __init__(self, tags):
        """Raises ValidationError where the colours would not be certain."""
        self.tags = tags
        self.is_little_endian = tags.prefix == b"II"
        self.size = tags[WIDTH], tags[HEIGHT]
        self.photometric = tags.get(PHOTOMETRIC, WHITE_IS_ZERO)
        self.colours = COLOURS.get(self.photometric, "")
        self.samples = tags.get(SAMPLES, 1)
        self.bits, self.format = first(tags, BITS, 1), first(tags, SAMPLE_FORMAT, UNSIGNED)
        self.planes = self.samples if tags.get(PLANAR, 1) == 2 else 1
        self.interleaved = self.samples // self.planes
        self.compression = tags.get(COMPRESSION, NONE)
        self.predictor = tags.get(PREDICTOR, 1) if self.compression in PREDICTABLE else 1
        self._refuse_unknown()
        self.alpha = self._alpha()

    @property
    def is_tone(self):
        """Whether it is one value a pixel, of which black and white are not known yet."""
        return self.format == FLOAT and self.colours == "L" and self.samples == 1

    @property
    def mode(self):
        if self.is_tone:
            return "F"
        return self.colours + ("A" if self.alpha else "")

    def _alpha(self):
        """Of grey and RGB; a further sample of CMYK is a spot colour, or not for the page."""
        if self.colours not in {"L", "RGB"} or self.samples == len(self.colours):
            return None
        extra = self.tags.get(EXTRA_SAMPLES, ())
        if not extra and self.colours == "RGB":
            return UNASSOCIATED  # as Pillow takes it
        return extra[0] if extra and extra[0] in {ASSOCIATED, UNASSOCIATED} else None

    def _refuse_unknown(self):
        bits, formats = self.tags.get(BITS, (1,)), self.tags.get(SAMPLE_FORMAT, ())
        predictor = FLOAT_DIFFERENCES if self.format == FLOAT else DIFFERENCES
        names = {
            "GDAL_NODATA": NO_DATA in self.tags and self.format != UNSIGNED,
            f"PhotometricInterpretation {self.photometric}": not self.colours,
            f"InkSet {self.tags.get(INK_SET)}": self.colours == "CMYK"
            and self.tags.get(INK_SET, 1) != 1,
            f"SamplesPerPixel {self.samples}": self.samples < len(self.colours),
            f"BitsPerSample {', '.join(map(str, bits))}": len({*bits}) > 1
            or self.bits not in {8, 16, 32, 64},
            f"SampleFormat {self.format}, BitsPerSample {self.bits}": len({*formats}) > 1
            or (self.format, self.bits) not in READABLE,
            f"SampleFormat {self.format}, PhotometricInterpretation {self.photometric}": (
                self.format == FLOAT and self.colours not in {"L", "RGB"}
            ),
            f"Compression {self.compression}": self.compression not in BYTEWISE,
            f"Predictor {self.predictor}": self.predictor not in {1, predictor},
        }
        for name, applies in names.items():
            if applies:
                raise refused(name)
