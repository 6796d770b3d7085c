import random

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from resources.film import read, validate_film
from tests import factories, films, sounds

NO_FILM = "This file is not a film that browsers can play. Use MP4 or WebM."
DAMAGED = "This film is damaged or empty."
INCOMPLETE = "This film is incomplete: its end is missing."
ENCRYPTED = "This film is encrypted: browsers cannot play it without its key."
NO_PICTURE = "This file has no picture: add it as a recording."
ONLY_A_PICTURE = "This file is a picture, not a film: add it as an image."
COMPANION = (
    "This is a companion file of macOS, without sound or picture. Choose the file whose name is "
    "the same without “._” at its start."
)
WEB_PAGE = (
    "This file is a web page, perhaps about an error during the download. Download the file again."
)
OTHER_FORMAT = "This film is {}, which many browsers do not play. Save it as MP4 with H.264."

WEBM = films.film().read()
MP4 = films.mp4()
FILMS = {
    "webm": (WEBM, ("webm", 2, 64, 48)),
    "mp4": (MP4, ("mp4", 1, 64, 48)),
    "mp4 in fragments": (films.mp4("fragmented.mp4"), ("mp4", 1.4, 64, 48)),
    "mp4 of a telephone held upright": (films.mp4("telephone.mov"), ("mp4", 1, 48, 64)),
    "mp4 with wide pixels": (films.mp4("located.mp4"), ("mp4", 1, 96, 48)),
}

OTHERS = {
    "AVI": b"RIFF\0\0\0\0AVI LIST",
    "Flash Video": b"FLV\x01\x05",
    "MPEG": b"\0\0\x01\xba\x44",
    "MPEG-TS": (b"G" + bytes(187)) * 3,
    "AVCHD": (bytes(4) + b"G" + bytes(187)) * 3,
    "MXF": b"\x06\x0e\x2b\x34\x02\x05",
    "Ogg Theora": b"OggS" + bytes(24) + b"\x80theora",
    "RealMedia": b".RMF\0\0\0\x12",
    "Windows Media": bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"),
    "Matroska (MKV)": bytes.fromhex("1a45dfa38b") + b"\x42\x82\x88matroska",
}
REFUSED = {
    "nothing": (b"", NO_FILM),
    "one byte": (b"\x1a", NO_FILM),
    "text": (b"Soldiers march past the mausoleum.", NO_FILM),
    "a head of zeros": (bytes(600), NO_FILM),
    "a photograph": (factories.picture(format="JPEG").read(), ONLY_A_PICTURE),
    "a drawing": (factories.picture().read(), ONLY_A_PICTURE),
    "an animation": (factories.picture(format="GIF").read(), ONLY_A_PICTURE),
    "a photograph of a telephone": (b"\0\0\0\x18ftypheic" + bytes(90), ONLY_A_PICTURE),
    "wav": (factories.sound().read(), NO_PICTURE),
    "mp3": (b"ID3\x04" + bytes(90), NO_PICTURE),
    "ogg": (b"OggS" + bytes(24) + b"\x01vorbis", NO_PICTURE),
    "mp3 without a tag": (sounds.mp3(), NO_PICTURE),
    "aac": (sounds.AAC_FRAME * 9, NO_PICTURE),
    "large wav": (sounds.rf64(), NO_PICTURE),
    "aiff": (b"FORM\0\0\0\x90AIFF", NO_PICTURE),
    "m4a": (sounds.m4a(), NO_PICTURE),
    "a web page": (b"<html><title>404</title>", WEB_PAGE),
    "a companion of macOS": (bytes.fromhex("0005160700020000") + bytes(90), COMPANION),
    "a head of EBML alone": (WEBM[:4], DAMAGED),
    "EBML without end": (WEBM[:4] + b"\xff" + WEBM[12:], DAMAGED),
    "an mp4 of a head alone": (MP4[:28], INCOMPLETE),
    "text in the clothes of an mp4": (b"\0\0\0\x10ftypSoldiers", INCOMPLETE),
    **{f"{name}": (content, OTHER_FORMAT.format(name)) for name, content in OTHERS.items()},
}


def upload(content, name="film.bin"):
    return SimpleUploadedFile(name, content)


def refusal(content, check=read):
    with pytest.raises(ValidationError) as refused:
        check(upload(content))
    return refused.value.messages


@pytest.mark.parametrize(("content", "expected"), FILMS.values(), ids=FILMS)
def test_film_is_recognized_by_its_content(content, expected):
    assert read(upload(content, "film.txt"))[:4] == expected


@pytest.mark.parametrize("check", [read, validate_film])
@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED)
def test_file_that_is_no_film_is_refused(content, message, check):
    assert refusal(content, check) == [message]


@pytest.mark.parametrize("name", FILMS)
def test_film_whose_end_is_missing_is_refused(name):
    content = FILMS[name][0]
    # Data after the pictures of a fragmented film are not needed.
    last = content.rindex(b"mfra") - 4 if b"mfra" in content else len(content)
    messages = {message for end in range(600, last, 7) for message in refusal(content[:end])}
    assert messages == {INCOMPLETE}


@pytest.mark.parametrize("content", [WEBM, MP4])
def test_film_that_waits_on_disk_is_read(content):
    with TemporaryUploadedFile("film", "video/mp4", len(content), None) as file:
        file.write(content)
        assert read(file)[:2] in {("webm", 2), ("mp4", 1)}


def test_film_without_a_location_is_unchanged():
    film = upload(MP4)
    assert read(film).original is film


@pytest.mark.parametrize("check", [read, validate_film])
def test_upload_is_left_at_its_start(check):
    checked = upload(WEBM)
    check(checked)
    assert checked.tell() == 0


def test_stored_file_is_trusted():
    class Stored:
        _committed = True

    assert validate_film(Stored()) is None


class Sparse:
    """A file of two gigabytes, almost all of them zeros in one place."""

    def __init__(self, content, place, added):
        self.before, self.after = content[:place], content[place:]
        self.added, self.size = added, len(content) + added
        self.position = self.read_bytes = 0

    def seek(self, position):
        self.position = position

    def read(self, most):
        self.read_bytes += most
        end = min(self.position + most, self.size)
        content = bytes(map(self._byte, range(self.position, end)))
        self.position = end
        return content

    def _byte(self, place):
        if place < len(self.before):
            return self.before[place]
        place -= len(self.before) + self.added
        return self.after[place] if place >= 0 else 0


def test_long_film_is_not_read_whole():
    place = MP4.index(b"mdat") + 4
    length = int.from_bytes(MP4[place - 8 : place - 4], "big")
    longer = (length + 2**31).to_bytes(4, "big")
    film = Sparse(MP4[: place - 8] + longer + MP4[place - 4 :], len(MP4), 2**31)
    assert read(film)[:2] == ("mp4", 1)
    assert film.read_bytes < 50_000


def broken(content, dice):
    content = bytearray(content)
    if dice.random() < 0.2:
        return bytes(content[: dice.randrange(len(content))])
    for _ in range(dice.randrange(1, 6)):
        place = dice.randrange(len(content))
        content[place : place + 4] = dice.choice(
            [dice.randbytes(1), dice.randbytes(4), b"\xff" * 4, b"\x7f\xff\xff\xff", bytes(4)]
        )
    return bytes(content)


@pytest.mark.parametrize("name", FILMS)
def test_broken_film_is_read_or_refused_in_a_sentence(name):
    dice = random.Random(1954)  # noqa: S311 - not for secrets
    messages = set()
    for _ in range(400):
        try:
            assert 0 < read(upload(broken(FILMS[name][0], dice))).seconds < 1_000_000
        except ValidationError as refused:
            messages |= set(refused.messages)
    assert {DAMAGED, INCOMPLETE} <= messages
