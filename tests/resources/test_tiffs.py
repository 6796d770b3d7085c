"""Each form in which a TIFF may store colours, and the colours to be seen; or a refusal."""

import pytest

from resources.pictures import read
from tests.pictures import DAMAGED, refusal, shown, upload
from tests.tiffs import thirds

WHITE_IS_ZERO, GREY, RGB, PALETTE, CMYK, YCBCR, LAB, ICC_LAB = 0, 1, 2, 3, 5, 6, 8, 9
COLOURS = [(200, 20, 20), (20, 160, 40), (30, 30, 220)]
TONES = [20, 120, 230]
DEEP = [tuple(value * 257 for value in colour) for colour in COLOURS]
FLOATS = [tuple(value / 255 for value in colour) for colour in COLOURS]
DEEP_TONES = [(value * 257,) for value in TONES]
GREYS = [(value,) * 3 for value in TONES]


def each(colours, *more):
    return [(*colour, *more) for colour in colours]


def inverted(colours, most):
    return [tuple(most - value for value in colour) for colour in colours]


def form(photometric, bits=8, **options):
    return {"photometric": photometric, "bits": bits} | options


def each_layout(name, colours, expected, photometric, bits, **options):
    return {
        f"{name}, {order}, planar {planar}, compression {compression}, predictor {predictor}": (
            colours,
            form(
                photometric,
                bits,
                order=order,
                planar=planar,
                compression=compression,
                predictor=predictor,
            )
            | options,
            expected,
        )
        for order, planar, compression, predictor in LAYOUTS
    }


# Byte order, PlanarConfiguration, Compression and Predictor
LAYOUTS = [
    ("II", 1, 1, 1),
    ("MM", 1, 1, 1),
    ("II", 2, 1, 1),
    ("MM", 2, 1, 1),
    ("II", 1, 5, 2),
    ("MM", 1, 5, 2),
    ("II", 2, 5, 2),
    ("MM", 2, 8, 2),
    ("II", 2, 8, 1),
    ("MM", 1, 32773, 1),
    ("II", 1, 50000, 1),
]
MOST = {bits: 2**bits - 1 for bits in [1, 2, 4, 8, 16, 32]}
WIDE = [tuple(value * 65537 for value in colour) for colour in DEEP]
INKS = [(0, 255, 255, 0), (255, 0, 255, 0), (0, 0, 0, 128)]  # red, green, grey
INKS_SEEN = [(255, 0, 0), (0, 255, 0), (127, 127, 127)]
LABS = [(111, 65, 51), (147, -53, 49), (72, 54, -94)]  # L* in 255ths

MAP = [20, 0, 0] + [255] * 253 + [0, 120, 0] + [0] * 253 + [0, 0, 220] + [9] * 253
INDEXES, MAP_SEEN = [(0,), (1,), (2,)], [(20, 0, 0), (0, 120, 0), (0, 0, 220)]
FLOAT = {"sample_format": 3}
SIGNED = {"sample_format": 2}
RANGE = [(0, 0, 0), (128, 128, 128), (255, 255, 255)]

LAST_BIT_FIRST = {266: (3, [2])}
REVERSED = [tuple(int(f"{v:08b}"[::-1], 2) for v in colour) for colour in COLOURS]

ROWS = {
    **each_layout("RGB of 8 bits", COLOURS, COLOURS, RGB, 8),
    **each_layout("RGB of 16 bits", DEEP, COLOURS, RGB, 16),
    **each_layout("RGB of 32 bits", WIDE, COLOURS, RGB, 32),
    **each_layout("RGB and a spare sample", each(DEEP, 9), COLOURS, RGB, 16, extra=[0]),
    **each_layout(
        "RGB and three spare samples", each(COLOURS, 9, 9, 9), COLOURS, RGB, 8, extra=[0] * 3
    ),
    **each_layout("RGB and opaque alpha", each(DEEP, 65535), COLOURS, RGB, 16, extra=[2]),
    **each_layout("grey of 16 bits", DEEP_TONES, GREYS, GREY, 16),
    **each_layout("grey of 16 bits and alpha", each(DEEP_TONES, 65535), GREYS, GREY, 16, extra=[2]),
    **each_layout("grey and alpha", [(v, 255) for v in TONES], GREYS, GREY, 8, extra=[1]),
    **each_layout("CMYK", INKS, INKS_SEEN, CMYK, 8),
    **each_layout(
        "CMYK of 16 bits", [tuple(v * 257 for v in ink) for ink in INKS], INKS_SEEN, CMYK, 16
    ),
    "last bit first": (REVERSED, form(RGB, 8, tags=LAST_BIT_FIRST), COLOURS),
    "last bit first, in planes": (REVERSED, form(RGB, 8, planar=2, tags=LAST_BIT_FIRST), COLOURS),
    "tiles without compression": (COLOURS, form(RGB, 8, tile=32), COLOURS),
    "tiles": (DEEP, form(RGB, 16, tile=32), COLOURS),
    "tiles of planes": (DEEP, form(RGB, 16, tile=32, planar=2), COLOURS),
    "tiles of planes, LZW": (DEEP, form(RGB, 16, tile=32, planar=2, compression=5), COLOURS),
    "tiles of grey with alpha": (
        each(DEEP_TONES, 65535),
        form(GREY, 16, tile=16, extra=[2]),
        GREYS,
    ),
    "one strip": (DEEP, form(RGB, 16, planar=2, rows=32), COLOURS),
    **{
        f"last bit first, {bits} bits, planar {planar}, compression {compression}": (
            colours,
            form(RGB, bits, planar=planar, compression=compression, fill_order=2),
            COLOURS,
        )
        for colours, bits in [(COLOURS, 8), (DEEP, 16)]
        for planar in [1, 2]
        for compression in [1, 5, 8, 32773]
    },
    "BigTIFF": (DEEP, form(RGB, 16, planar=2, big=True), COLOURS),
    "RGB as floats": (FLOATS, form(RGB, 32, **FLOAT), COLOURS),
    "RGB as floats of Motorola": (FLOATS, form(RGB, 32, order="MM", **FLOAT), COLOURS),
    "RGB as floats in planes": (FLOATS, form(RGB, 32, planar=2, **FLOAT), COLOURS),
    "RGB as differences of floats": (
        FLOATS,
        form(RGB, 32, compression=8, predictor=3, **FLOAT),
        COLOURS,
    ),
    "RGB as differences of floats, MM": (
        FLOATS,
        form(RGB, 32, compression=8, predictor=3, order="MM", **FLOAT),
        COLOURS,
    ),
    "RGB as long floats": (FLOATS, form(RGB, 64, **FLOAT), COLOURS),
    "floats of a part of the range": (
        [(0.2,), (0.4,), (0.6,)],
        form(GREY, 32, **FLOAT),
        [(51,) * 3, (102,) * 3, (153,) * 3],
    ),
    "floats where white is zero": (
        [(0.2,), (0.4,), (0.6,)],
        form(WHITE_IS_ZERO, 32, **FLOAT),
        [(204,) * 3, (153,) * 3, (102,) * 3],
    ),
    "floats beyond one": ([(-100.0,), (0.0,), (100.0,)], form(GREY, 32, **FLOAT), RANGE),
    "floats that are no numbers": (
        [(float("nan"),), (0.5,), (1.0,)],
        form(GREY, 32, **FLOAT),
        RANGE,
    ),
    "long floats": ([(0.0,), (0.5,), (1.0,)], form(GREY, 64, **FLOAT), RANGE),
    "signed": ([(-9000,), (0,), (9000,)], form(GREY, 16, **SIGNED), RANGE),
    "signed of Motorola": ([(-9000,), (0,), (9000,)], form(GREY, 16, order="MM", **SIGNED), RANGE),
    "twelve bits in sixteen": (
        [(0,), (2048,), (4095,)],
        form(GREY, 16),
        [(0,) * 3, (8,) * 3, (16,) * 3],
    ),
    **{
        f"grey of {bits} bits": (
            [(0,), (most // 2,), (most,)],
            form(GREY, bits),
            [(0,) * 3, (255 * (most // 2) // most,) * 3, (255,) * 3],
        )
        for bits, most in MOST.items()
    },
    **{
        f"white is zero, {bits} bits, {order}": (
            [(most,), (most - most // 2,), (0,)],
            form(WHITE_IS_ZERO, bits, order=order),
            [(0,) * 3, (255 * (most // 2) // most,) * 3, (255,) * 3],
        )
        for bits, most in MOST.items()
        for order in ["II", "MM"]
    },
    "grey of 32 bits, MM": ([(v * 2**24,) for v in TONES], form(GREY, 32, order="MM"), GREYS),
    "white is zero, with alpha": (
        [(255 - v, 255) for v in TONES],
        form(WHITE_IS_ZERO, extra=[2]),
        GREYS,
    ),
    "palette": (INDEXES, form(PALETTE, tags={320: (3, [v * 257 for v in MAP])}), MAP_SEEN),
    "palette of two bits": (
        INDEXES,
        form(
            PALETTE,
            2,
            tags={320: (3, [v * 257 for c in range(3) for v in MAP[c * 256 : c * 256 + 4]])},
        ),
        MAP_SEEN,
    ),
    "palette of eight bits": (INDEXES, form(PALETTE, tags={320: (3, MAP)}), MAP_SEEN),
    "CMYK and a spot colour": (each(INKS, 200), form(CMYK, extra=[0]), INKS_SEEN),
    "CMYK of 16 bits and alpha": (
        [tuple(v * 257 for v in (*ink, 255)) for ink in INKS],
        form(CMYK, 16, extra=[2]),
        INKS_SEEN,
    ),
    "CIELAB": ([(L, a % 256, b % 256) for L, a, b in LABS], form(LAB), COLOURS),
    "CIELAB of 16 bits": (
        [(L * 257, a % 256 * 256, b % 256 * 256) for L, a, b in LABS],
        form(LAB, 16),
        COLOURS,
    ),
    "CIELAB of 16 bits in planes": (
        [(L * 257, a % 256 * 256, b % 256 * 256) for L, a, b in LABS],
        form(LAB, 16, planar=2, order="MM"),
        COLOURS,
    ),
    "ICC Lab": ([(L, a + 128, b + 128) for L, a, b in LABS], form(ICC_LAB), COLOURS),
    "YCbCr": (
        [(76, 85, 255), (150, 44, 21), (128, 128, 128)],
        form(YCBCR, tags={530: (3, [1, 1])}),
        [(255, 0, 0), (0, 255, 0), (128, 128, 128)],
    ),
}
REFUSED = {
    "PhotometricInterpretation 32845": form(32845, 16),  # LogLuv
    "PhotometricInterpretation 10": form(10),  # ITULab
    "PhotometricInterpretation 4": form(4),
    "InkSet 2": form(CMYK, tags={332: (3, [2])}),
    "SamplesPerPixel 3": form(CMYK),
    "SampleFormat 2, BitsPerSample 16": form(RGB, 16, sample_format=2),
    "SampleFormat 2, BitsPerSample 8": form(GREY, sample_format=2),
    "SampleFormat 3, BitsPerSample 16": form(RGB, 16, sample_format=3),
    "BitsPerSample 4, 4, 4": form(RGB, 4),
    "BitsPerSample 5, 6, 5": form(RGB, tags={258: (3, [5, 6, 5])}),
    "GDAL_NODATA": form(GREY, 16, sample_format=2, tags={42113: (2, [b"-", b"1"])}),
    "values below 0 or above 1": form(RGB, 32, sample_format=3),
    "BigTIFF, MM": form(RGB, big=True, order="MM"),
    "Compression 6": form(RGB, tags={259: (3, [6])}),  # JPEG as in TIFF 6.0
    "Compression 50001": form(RGB, tags={259: (3, [50001])}),  # WebP
    "Compression 7": form(GREY, 16, tags={259: (3, [7])}),
    "PhotometricInterpretation 6, PlanarConfiguration 2": form(YCBCR, planar=2, compression=5),
    "Compression 34712": form(RGB, tags={259: (3, [34712])}),  # JPEG 2000
    "Compression 50002": form(RGB, tags={259: (3, [50002])}),  # JPEG XL
    "Compression 34887": form(GREY, 32, sample_format=3, tags={259: (3, [34887])}),  # LERC
}


def seen(content):
    picture = read(upload(content))
    return [shown(picture, (x, 16))[:3] for x in [8, 24, 40]]


@pytest.mark.parametrize("row", ROWS)
def test_colours(row):
    colours, form, expected = ROWS[row]
    for found, wanted in zip(seen(thirds(*colours, **form)), expected, strict=True):
        assert found == pytest.approx(wanted, abs=6)


@pytest.mark.parametrize("what", REFUSED)
def test_form_without_certain_colours_is_refused(what):
    colours = [(3, 2, 1), (1, 2, 3), (2, 3, 1)]
    assert refusal(thirds(*colours, **REFUSED[what])) == [
        f"This kind of TIFF cannot be shown in its own colours ({what}). "
        "Save it as TIFF in RGB or greyscale, with 8 or 16 bits a channel."
    ]


@pytest.mark.parametrize("compression", [1, 5, 8, 50000])
def test_incomplete_or_damaged_samples_are_refused(compression):
    content = bytearray(thirds(*DEEP, **form(RGB, 16, planar=2, compression=compression)))
    strip = 16 if compression != 1 else len(content)
    content[strip : strip + 40] = bytes(40 if compression != 1 else 0)
    if compression == 1:
        tags = bytes([0x11, 0x01])  # StripOffsets: the first strip is behind the end of the file
        place = content.rindex(tags)
        start = int.from_bytes(content[place + 8 : place + 12], "little")
        content[start : start + 4] = len(content).to_bytes(4, "little")
    assert refusal(bytes(content)) == [DAMAGED]


DAMAGE = {
    "strip": thirds(*DEEP, **form(RGB, 16, planar=2, compression=8)).replace(
        b"\x78\x9c", b"\xff\xff"
    ),
    "no samples": thirds(*DEEP, **form(RGB, 16, planar=2, tags={277: (3, [0])})),
    "directory beyond the end of all files": b"II+\0\x08\0\0\0" + b"\xff" * 8 + bytes(99),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_told(name):
    assert refusal(DAMAGE[name]) == [DAMAGED]
