"""Uploads that are not pictures, damaged or too large."""

import random
import re

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from resources.pictures import read, validate_picture
from tests.pictures import (
    DAMAGED,
    FORMATS,
    NO_PICTURE,
    ORIENTATION,
    TOO_LARGE,
    noise,
    png,
    refusal,
    upload,
    written,
)


def test_bytes_after_the_picture_are_ignored():
    assert read(upload(written(noise(), "JPEG") + b"behind")).ending == "jpg"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"At the camp gate",
        b"<html><script>alert(1)</script></html>",
        b"GIF89a",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"II*\0",
    ],
)
@pytest.mark.parametrize("check", [read, validate_picture])
def test_file_of_another_type_is_refused(content, check):
    assert refusal(content, check) == [NO_PICTURE]


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("part", [0.4, 0.8])
@pytest.mark.parametrize("check", [read, validate_picture])
def test_truncated_picture_is_refused(file_format, part, check):
    content = written(noise("P" if file_format == "GIF" else "RGB"), file_format)
    assert refusal(content[: int(len(content) * part)], check) in ([DAMAGED], [NO_PICTURE])


@pytest.mark.parametrize("file_format", ["JPEG", "PNG"])
def test_truncated_photograph_is_damaged(file_format):
    content = written(noise(), file_format)
    assert refusal(content[: len(content) // 2]) == [DAMAGED]


@pytest.mark.parametrize("check", [read, validate_picture])
@pytest.mark.parametrize("side", [13_000, 20_000])
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_decompression_bomb_is_refused_undecoded(side, check):
    content = png(side, side)
    assert len(content) < 60_000
    assert refusal(content, check) == [TOO_LARGE]


def test_bomb_is_refused_where_warnings_are_errors():
    assert refusal(png(13_000, 13_000, rows=b"")) == [TOO_LARGE]


def test_picture_with_missing_rows_is_refused():
    assert refusal(png(3000, 3000, rows=bytes(1000))) == [DAMAGED]


def test_checked_upload_is_left_at_its_start():
    checked = upload(written(noise()))
    validate_picture(checked)
    assert checked.tell() == 0


def test_stored_file_is_trusted():
    class Stored:
        _committed = True

    assert validate_picture(Stored()) is None


SAMPLES = [
    ("JPEG", "RGB"),
    ("JPEG", "CMYK"),
    ("PNG", "RGBA"),
    ("PNG", "P"),
    ("WEBP", "RGB"),
    ("GIF", "P"),
    ("TIFF", "RGB"),
    ("TIFF", "1"),
]


UNKNOWN_TIFF = "This kind of TIFF cannot be shown"


def broken(content, dice):
    content = bytearray(content)
    if dice.random() < 0.3:
        return bytes(content[: dice.randrange(len(content))])
    for _ in range(dice.randrange(1, 9)):
        content[dice.randrange(min(len(content), dice.choice([40, 300, 9000])))] = dice.randrange(
            256
        )
    return bytes(content)


@pytest.mark.parametrize(("file_format", "mode"), SAMPLES)
@pytest.mark.filterwarnings("ignore")
def test_broken_picture_is_read_or_refused_with_a_message(file_format, mode):
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    options = {} if file_format == "GIF" else {"exif": exif}
    content = written(noise(mode, (24, 16)), file_format, **options)
    dice = random.Random(1954)  # noqa: S311 - not for secrets
    messages = set()
    for _ in range(150):
        try:
            read(upload(broken(content, dice)))
        except ValidationError as refused:
            messages |= {
                re.sub(r"\d+ million", "160 million", message)
                for message in refused.messages
                if not message.startswith(UNKNOWN_TIFF)
            }
    assert {DAMAGED, NO_PICTURE} <= messages <= {DAMAGED, NO_PICTURE, TOO_LARGE}
