"""Colour spaces that a file names without a profile, and the profile of each.

By hand, as LittleCMS cannot make a profile of primaries through Pillow.
"""

import struct

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import heif_colours

D50 = (0.9642, 1.0, 0.8249)  # the white of a profile (ICC.1:2022, 7.2.16)
BRADFORD = [(0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296)]
D65 = (0.3127, 0.329)
SRGB, ADOBE = [(0.64, 0.33), (0.3, 0.6), (0.15, 0.06)], [(0.64, 0.33), (0.21, 0.71), (0.15, 0.06)]
# By the code of the primaries, and of the transfer (ITU-T H.273, tables 2 and 3)
PRIMARIES = {
    5: [(0.64, 0.33), (0.29, 0.6), (0.15, 0.06)],
    6: [(0.63, 0.34), (0.31, 0.595), (0.155, 0.07)],
    9: [(0.708, 0.292), (0.17, 0.797), (0.131, 0.046)],
    12: [(0.68, 0.32), (0.265, 0.69), (0.15, 0.06)],
}
GAMMAS = {4: 2.2, 5: 2.8, 8: 1.0}  # all others are shown as sRGB
HDR = {16: "PQ", 18: "HLG"}
# g, a, b, c and d of IEC 61966-2-1, in the form of ICC.1:2022, table 68
SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
DCF_ADOBE = "R03"  # the interoperability index of DCF 2.0
INTEROPERABILITY, INDEX = 0xA005, 1
SAME_GAMMA = 0.05  # so near to 2.2, sRGB is meant
HEAD = 2**17  # bytes in which a file names its colour space


def profile_of(image, file):
    """A profile as bytes, or None for sRGB. Raises ValidationError for HDR."""
    if image.format in {"JPEG", "MPO"}:
        index = image.getexif().get_ifd(INTEROPERABILITY).get(INDEX)
        return profile(ADOBE, gamma=563 / 256) if index == DCF_ADOBE else None
    if codes := _codes(image, file):
        return _profile_of_codes(*codes)
    if image.format == "PNG" and "srgb" not in image.info:
        return _profile_of_png(image.info)
    return None


def _codes(image, file):
    """Of the primaries and the transfer."""
    if image.format not in {"PNG", "HEIF", "AVIF"}:
        return None
    position = file.tell()
    try:
        return heif_colours.codes(file) if image.format != "PNG" else _codes_of_png(file)
    finally:
        file.seek(position)


def _codes_of_png(file):
    file.seek(0)
    head = file.read(HEAD).partition(b"IDAT")[0]
    place = head.find(b"\0\0\0\4cICP")
    return (head[place + 8], head[place + 9]) if place > 0 else None


def _profile_of_codes(primaries, transfer):
    if transfer in HDR:
        raise ValidationError(
            _("This picture is in HDR (%(kind)s). Save it without HDR, so that all can see it."),
            params={"kind": HDR[transfer]},
        )
    if primaries not in PRIMARIES and transfer not in GAMMAS:
        return None
    return profile(PRIMARIES.get(primaries, SRGB), gamma=GAMMAS.get(transfer))


def _profile_of_png(info):
    """Of the chunks gAMA and cHRM."""
    gamma = 1 / info["gamma"] if info.get("gamma") else None
    if gamma and abs(gamma - 2.2) < SAME_GAMMA:
        gamma = None
    white, primaries = D65, SRGB
    if numbers := info.get("chromaticity"):
        white, *primaries = zip(numbers[::2], numbers[1::2], strict=True)
    if not gamma and _are_near([white, *primaries], [D65, *SRGB]):
        return None
    try:
        return profile(primaries, white, gamma)
    except (ZeroDivisionError, struct.error):  # such colours do not exist
        return None


def _are_near(points, others):
    pairs = zip(points, others, strict=True)
    return all(abs(a - b) < 0.005 for pair in pairs for a, b in zip(*pair, strict=True))


def profile(primaries, white=D65, gamma=None):
    """As bytes (ICC.1:2022). Without a gamma, the curve is that of sRGB."""
    to_white = _times(_inverse(_columns([_xyz(point) for point in primaries])), _xyz(white))
    adapted = _adaptation(_xyz(white))
    columns = [
        _times(adapted, [value * factor for value in _xyz(point)])
        for point, factor in zip(primaries, to_white, strict=True)
    ]
    if gamma:
        curve = b"para" + bytes(4) + struct.pack(">HH", 0, 0) + _fixed(gamma)
    else:
        curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(*SRGB_CURVE)
    name = "RGB".encode("utf-16-be")
    text = b"mluc" + bytes(4) + struct.pack(">II4sII", 1, 12, b"enUS", len(name), 28) + name
    tags = {b"desc": text, b"cprt": text, b"wtpt": b"XYZ " + bytes(4) + _fixed(*D50)}
    for letter, column in zip([b"r", b"g", b"b"], columns, strict=True):
        tags |= {letter + b"XYZ": b"XYZ " + bytes(4) + _fixed(*column), letter + b"TRC": curve}
    return _file(tags)


def _file(tags):
    directory, data = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, value in tags.items():
        directory += struct.pack(">4sII", name, start + len(data), len(value))
        data += value + bytes(-len(value) % 4)
    size = start + len(data)
    header = struct.pack(">I4xI", size, 0x04200000) + b"mntrRGB XYZ " + bytes(12) + b"acsp"
    return header.ljust(68, b"\0") + _fixed(*D50) + bytes(48) + directory + data


def _fixed(*numbers):
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def _xyz(point):
    x, y = point
    return x / y, 1, (1 - x - y) / y


def _columns(vectors):
    return [*zip(*vectors, strict=True)]


def _times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _inverse(matrix):
    (a, b, c), (d, e, f), (g, h, i) = matrix
    rows = [
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    ]
    determinant = a * rows[0][0] + b * rows[1][0] + c * rows[2][0]
    return [[value / determinant for value in row] for row in rows]


def _adaptation(white):
    """A matrix from colours under this white to those under D50, after Bradford."""
    factors = [
        target / source
        for target, source in zip(_times(BRADFORD, D50), _times(BRADFORD, white), strict=True)
    ]
    scaled = [
        [factor * value for value in row] for factor, row in zip(factors, BRADFORD, strict=True)
    ]
    columns = [_times(_inverse(BRADFORD), column) for column in zip(*scaled, strict=True)]
    return _columns(columns)
