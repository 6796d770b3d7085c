"""The guide's recording: each moment of the line of years a note, held until the next moment.

Under the melody a soft string counts the years, one touch for each.
"""

import wave
from array import array
from functools import cache
from io import BytesIO
from itertools import cycle
from math import exp, pi, sin
from typing import NamedTuple

from resources import webvtt

from .line_of_years import YEARS

RATE = 22050  # samples a second
YEAR = 0.36  # seconds
LAST = 9  # years that the last note lasts
PEAK = 0.89  # of full scale: 1 dB below clipping
TABLE = 2048  # samples of one period

# Pitches as MIDI numbers: 69 is the A of 440 Hz. The melody climbs to 1954 and comes home.
MELODY = [69, 72, 74, 76, 79, 76, 74, 72, 69, 81, 79, 76, 74, 72, 74, 71, 69]
ROOTS = [45, 45, 50, 45, 48, 48, 43, 41, 50, 53, 48, 45, 43, 41, 50, 40, 45]
FIGURE = [0, 7, 12, 7]  # how the string goes up and down above the root


class Instrument(NamedTuple):
    harmonics: tuple  # the strength of each
    strength: float
    fading: float  # seconds in which a note falls to a third


VOICE = Instrument((1, 0.42, 0.2, 0.07, 0.04), strength=0.5, fading=1.5)
STRING = Instrument((1, 0.55, 0.3, 0.16, 0.1, 0.06), strength=0.34, fading=0.35)


def synthesise():
    """The song as WAV, mono, 16 bit, the same bytes each time."""
    length = YEARS[-1] + LAST + 2 - YEARS[0]  # the last note, its release, its echo
    mix = [0.0] * round(length * YEAR * RATE)
    for moment, following, pitch, root in _notes():
        _play(mix, VOICE, pitch, moment, following - moment + 1)
        counted = range(moment, min(following, YEARS[-1] + 1))
        for year, interval in zip(counted, cycle(FIGURE)):
            _play(mix, STRING, root + interval, year, 3)
    return _wav(_echoed(mix))


def timing():
    """When each moment sounds, in WebVTT."""
    cues = [
        ((moment - YEARS[0]) * YEAR, (following - YEARS[0]) * YEAR, str(moment))
        for moment, following, *_ in _notes()
    ]
    return webvtt.written(cues)


def _notes():
    return zip(YEARS, [*YEARS[1:], YEARS[-1] + LAST], MELODY, ROOTS, strict=True)


def _play(mix, instrument, pitch, year, years):
    first, length = round((year - YEARS[0]) * YEAR * RATE), round(years * YEAR * RATE)
    rise, release = round(0.02 * RATE), round(YEAR * RATE)
    period = _period(instrument.harmonics)
    step = 440 * 2 ** ((pitch - 69) / 12) * TABLE / RATE
    loudness, fall = instrument.strength, exp(-1 / (instrument.fading * RATE))
    for place in range(length):
        gain = loudness * min(1, place / rise, (length - place) / release)
        mix[first + place] += gain * period[int(place * step) % TABLE]
        loudness *= fall


@cache
def _period(harmonics):
    return [
        sum(
            strength * sin(2 * pi * number * place / TABLE)
            for number, strength in enumerate(harmonics, start=1)
        )
        for place in range(TABLE)
    ]


def _echoed(mix):
    """A room: what was played comes back twice, softer each time."""
    near, far = round(0.11 * RATE), round(0.27 * RATE)
    early, late = [0.0] * near + mix, [0.0] * far + mix
    return [
        dry + 0.22 * once + 0.14 * twice for dry, once, twice in zip(mix, early, late, strict=False)
    ]


def _wav(mix):
    scale = PEAK * 32767 / max(map(abs, mix))
    samples = array("h", (round(sample * scale) for sample in mix))
    written = BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(samples.itemsize)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return written.getvalue()
