"""Chromium plays the recordings and films that are taken, and mostly none of the others."""

import base64

import pytest

from resources.media import type_of
from tests.played_films import FILMS
from tests.played_formats import FORMATS

# Muted, as nobody has clicked. A codec that is not played shows by an error or by silence.
PLAY_ALL = """([kind, sources]) => Promise.all(sources.map((source) => new Promise((tell) => {
    const media = document.createElement(kind)
    const result = () => tell({
        seconds: media.duration,
        isHeard: !media.error && media.webkitAudioDecodedByteCount > 0,
        isSeen: !media.error && media.webkitVideoDecodedByteCount > 0,
    })
    media.muted = true
    media.onended = media.onerror = result
    media.src = source
    media.play().catch(() => {})
})))"""


@pytest.fixture
def play_all(visit):
    """Plays all of them in one page, as files of the types with which they are served."""

    def play_all(kind, files):
        sources = [
            f"data:{type_of(name)};base64,{base64.b64encode(content).decode()}"
            for name, content in files
        ]
        return visit(None).evaluate(PLAY_ALL, [kind, sources])

    return play_all


def test_chromium_plays_the_sounds_that_are_taken(play_all):
    cases = FORMATS.values()
    files = [(f"song.{case.ending or 'mp3'}", case.content) for case in cases]
    results = dict(zip(FORMATS, play_all("audio", files), strict=True))
    heard = {name: result["isHeard"] for name, result in results.items()}
    assert heard == {name: bool(case.ending) or case.plays for name, case in FORMATS.items()}
    lengths = {name: case.seconds for name, case in FORMATS.items() if case.ending}
    played = {name: results[name]["seconds"] for name in lengths}
    assert played == pytest.approx(lengths, abs=0.1)


def test_chromium_plays_the_films_that_are_taken(play_all):
    files = [("film.mp4", case.content) for case in FILMS.values()]
    results = dict(zip(FILMS, play_all("video", files), strict=True))
    played = {name: (result["isSeen"], result["isHeard"]) for name, result in results.items()}
    assert played == {name: (case.is_seen, case.is_heard) for name, case in FILMS.items()}
