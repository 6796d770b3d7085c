import wave
from array import array
from io import BytesIO
from itertools import pairwise
from math import cos, hypot, pi, sin

import pytest

from resources import webvtt
from seventeen_moments.samples import song

HALF_SECOND = song.RATE // 2


@pytest.fixture(scope="module")
def written():
    return song.synthesise()


@pytest.fixture(scope="module")
def samples(written):
    with wave.open(BytesIO(written)) as file:
        return array("h", file.readframes(file.getnframes()))


def strength(samples, pitch):
    """How much of a MIDI pitch is in the samples: one term of a Fourier transform."""
    turn = 2 * pi * 440 * 2 ** ((pitch - 69) / 12) / song.RATE
    across = sum(sample * cos(turn * place) for place, sample in enumerate(samples))
    along = sum(sample * sin(turn * place) for place, sample in enumerate(samples))
    return hypot(across, along)


def test_song_is_a_small_mono_file(written):
    with wave.open(BytesIO(written)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22050)
    assert len(written) < 1_500_000


def test_song_lasts_half_a_minute(samples):
    assert len(samples) / song.RATE == pytest.approx(30.6, abs=0.01)


def test_song_is_loud_and_never_clips(samples):
    assert max(map(abs, samples)) == round(song.PEAK * 32767)


def test_song_is_nowhere_silent_before_its_last_second(samples):
    sounding = samples[: -song.RATE]
    quietest = min(
        max(map(abs, sounding[start : start + HALF_SECOND]))
        for start in range(0, len(sounding), HALF_SECOND)
    )
    assert quietest > 1000


def test_song_begins_and_ends_without_a_click(samples):
    assert (samples[0], abs(samples[-1]) < 30) == (0, True)


def test_song_has_no_clicks_inside(samples):
    assert max(abs(after - before) for before, after in pairwise(samples)) < 12000


def test_every_moment_sounds_its_own_note(samples):
    heard = []
    for year in song.YEARS:
        start = round((year - song.YEARS[0] + 0.5) * song.YEAR * song.RATE)
        piece = samples[start : start + HALF_SECOND]
        heard.append(max(range(69, 82), key=lambda pitch: strength(piece, pitch)))
    assert heard == song.MELODY


def test_each_note_is_timed_from_its_moment_to_the_next():
    times = [(cue.start, cue.end) for cue in webvtt.parse(song.timing())]
    years = [*song.YEARS, song.YEARS[-1] + song.LAST]
    assert times == [
        (pytest.approx((moment - 1917) * 0.36), pytest.approx((following - 1917) * 0.36))
        for moment, following in pairwise(years)
    ]


def test_same_song_is_made_each_time(written):
    assert song.synthesise() == written
