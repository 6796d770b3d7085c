"""A HEIC or an AVIF may have several pictures, each in a colour space of its own."""

import struct
from io import BytesIO

import pytest

from resources import heif_colours

SRGB, PQ = (1, 13), (9, 16)  # primaries and transfer


def box(name, body):
    return struct.pack(">I4s", 8 + len(body), name) + body


def colours(codes):
    return box(b"colr", b"nclx" + struct.pack(">HHHB", *codes, 1, 128))


def heif(primary, associations, version=0, wide=False):
    """`associations` are pairs of an item and of its properties: 1 is sRGB, 2 is PQ, 3 neither."""
    item_code, index_code = "I" if version else "H", "H" if wide else "B"
    listed = b""
    for item, indexes in associations:
        essential = [index | (0x8000 if wide else 0x80) for index in indexes]
        listed += struct.pack(f">{item_code}B", item, len(indexes))
        listed += struct.pack(f">{len(indexes)}{index_code}", *essential)
    ipco = box(b"ipco", colours(SRGB) + colours(PQ) + box(b"ispe", bytes(12)))
    ipma = box(
        b"ipma", bytes([version, 0, 0, wide]) + struct.pack(">I", len(associations)) + listed
    )
    pitm = box(b"pitm", bytes([version, 0, 0, 0]) + struct.pack(f">{item_code}", primary))
    meta = box(b"meta", bytes(4) + pitm + box(b"iprp", ipco + ipma))
    return box(b"ftyp", b"heic" + bytes(4)) + meta


@pytest.mark.parametrize("version", [0, 1])
@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize(
    ("primary", "expected"), [(1, SRGB), (2, PQ), (3, None), (4, None), (5, SRGB)]
)
def test_colours_are_those_of_the_primary_picture(primary, expected, version, wide):
    content = heif(primary, [(1, [3, 1]), (2, [2]), (3, [3]), (5, [1, 2])], version, wide)
    assert heif_colours.codes(BytesIO(content)) == expected


@pytest.mark.parametrize("damage", [(1, [9]), (1, [])])
def test_damaged_associations_name_no_colours(damage):
    assert heif_colours.codes(BytesIO(heif(1, [damage]))) is None


@pytest.mark.parametrize("content", [b"", b"\0\0\0\x0cmeta" + bytes(4), bytes(64)])
def test_damaged_boxes_name_no_colours(content):
    assert heif_colours.codes(BytesIO(content)) is None


def test_cut_file_names_no_colours():
    content = heif(1, [(1, [1])])
    found = {heif_colours.codes(BytesIO(content[:end])) for end in range(len(content))}
    assert found <= {None, SRGB}
