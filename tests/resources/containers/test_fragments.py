import struct

import pytest

from resources.film import read
from tests import films
from tests.resources.test_film import DAMAGED, INCOMPLETE, refusal, upload

FRAGMENTED = films.mp4("fragmented.mp4")
PICTURE = 1  # the number of its track


def seconds(content):
    return read(upload(content)).seconds


def box(name, *content):
    body = b"".join(content)
    return struct.pack(">I4s", 8 + len(body), name) + body


def fragment(*parts):
    tracks = [box(b"traf", *part) for part in parts]
    return box(b"moof", *tracks) + box(b"mdat", bytes(40))


def header(track, default=None):
    """A fragment of a track; the default is the duration of a sample."""
    flags = 0x20000 if default is None else 0x20008
    duration = b"" if default is None else struct.pack(">I", default)
    return box(b"tfhd", struct.pack(">II", flags, track), duration)


def start(time):
    return box(b"tfdt", struct.pack(">IQ", 1 << 24, time))


def run(count, *lengths):
    if not lengths:
        return box(b"trun", struct.pack(">III", 0x1, count, 0))
    samples = b"".join(struct.pack(">II", length, 10) for length in lengths)
    return box(b"trun", struct.pack(">IIII", 0x305, count, 0, 0), samples)


def film(*fragments):
    """With the movie of the stored film: its picture has 10,240 units a second."""
    return FRAGMENTED[: FRAGMENTED.index(b"moof") - 4] + b"".join(fragments)


def test_samples_can_tell_their_length():
    assert seconds(film(fragment([header(PICTURE), run(2, 10_240, 5_120)]))) == 1.5


def test_fragment_can_tell_the_length_of_its_samples():
    assert seconds(film(fragment([header(PICTURE, 2_048), run(10)]))) == 2


def test_fragments_follow_one_another():
    part = fragment([header(PICTURE, 2_048), run(5)])
    assert seconds(film(part, part, part)) == 3


def test_fragments_can_tell_where_they_start():
    early, late = ([header(PICTURE, 2_048), start(time), run(5)] for time in (0, 20_480))
    assert seconds(film(fragment(early), fragment(late))) == 3


def test_film_need_not_start_at_zero():
    parts = [[header(PICTURE, 2_048), start(time), run(5)] for time in (2**50, 2**50 + 10_240)]
    assert seconds(film(*map(fragment, parts))) == 2


def test_other_tracks_of_a_fragment_do_not_count():
    assert (
        seconds(film(fragment([header(PICTURE, 2_048), run(5)], [header(7, 2**20), run(9)]))) == 1
    )


@pytest.mark.parametrize("content", [film(), film(box(b"moof", box(b"traf", header(PICTURE))))])
def test_film_without_pictures_is_refused(content):
    assert refusal(content) == [INCOMPLETE]


def test_fragment_that_lists_fewer_samples_than_it_says_is_refused():
    assert refusal(film(fragment([header(PICTURE), run(2**31, 10_240, 5_120)]))) == [DAMAGED]
