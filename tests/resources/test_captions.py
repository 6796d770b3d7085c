"""Captions and subtitles of a model that is not a kind of source."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.test.utils import isolate_apps
from django.utils.translation import override

from resources import transcripts
from resources.caption_files import Cue
from resources.captions import (
    CaptionsMixin,
    paragraphs,
    row_indexes,
    sort_tracks,
    transcript_rows,
)
from resources.text_tracks import Track, serialize
from seventeen_moments.core.derived import DerivedFieldsMixin
from tests.html import squeezed

with isolate_apps("resources"):

    class Film(CaptionsMixin, DerivedFieldsMixin):
        title, byline, date_in_words, length = "Vorkuta", "Anna Petrova", "", "0:09"
        language = models.CharField(max_length=10)
        duration = models.IntegerField()

        DERIVED = CaptionsMixin.DERIVED

        class Meta:
            app_label = "resources"


def track(language, *cues, purpose="captions"):
    return Track(language, purpose, tuple(Cue(*cue) for cue in cues))


RUSSIAN = track("ru", (1.0, 2.0, "Раз"), (3.0, 4.0, "Два\nдва"), (8.0, 9.0, "Три"))
ENGLISH = track("en", (1.0, 4.0, "One, two"), (8.0, 9.0, "Three"), purpose="subtitles")
LATIN = track("ru-Latn", (1.0, 2.0, "Raz"), purpose="subtitles")


@pytest.fixture(autouse=True)
def no_other_derived_fields(monkeypatch):
    monkeypatch.setattr(DerivedFieldsMixin, "derive", lambda film: None)


def film(*tracks, language="ru", duration=9):
    film = Film(language=language, duration=duration, captions=serialize(tracks))
    film.derive()
    return film


def times(*pairs):
    return [Cue(start, end, "") for start, end in pairs]


def test_tracks_are_derived_from_the_captions():
    assert film(ENGLISH).tracks == [
        {
            "language": "en",
            "purpose": "subtitles",
            "cues": [[1.0, 4.0, "One, two"], [8.0, 9.0, "Three"]],
        }
    ]


def test_film_without_captions_has_no_tracks():
    silent = film()
    assert (silent.tracks, silent.parallel().rows, silent.text_tracks()) == ([], [], [])
    assert (silent.versions(), transcripts.captions(silent, "ru")) == ([], "")


@pytest.mark.parametrize("check", [Film.clean, Film.derive])
def test_cue_after_the_end_is_refused(check):
    short = Film(language="ru", duration=7, captions=serialize([RUSSIAN]))
    with pytest.raises(ValidationError) as refused:
        check(short)
    assert refused.value.messages == [
        "Track 1 (Russian), line 10: this cue ends at 0:09, but the film at 0:07."
    ]


def test_film_without_a_duration_accepts_any_cue():
    assert film(RUSSIAN, duration=None).clean() is None


def test_error_of_the_field_is_shown_only_by_the_field():
    assert Film(language="ru", duration=1, captions="Раз").clean() is None


def test_original_language_is_first_and_its_transliteration_next():
    ordered = sort_tracks([ENGLISH, LATIN, RUSSIAN], "ru")
    assert [shown.language for shown in ordered] == ["ru", "ru-Latn", "en"]


def test_tracks_without_the_original_language_keep_their_order():
    assert sort_tracks([ENGLISH, RUSSIAN], "de") == [ENGLISH, RUSSIAN]


def test_columns_are_named_by_language():
    shown = film(ENGLISH, LATIN, RUSSIAN).parallel()
    assert shown.columns == [
        ("ru", "Russian", "ru", "original"),
        ("ru-Latn", "Russian (Latin script)", "ru-Latn", "transliteration"),
        ("en", "English", "en", "translation"),
    ]


def test_columns_are_titled_in_the_readers_language():
    subtitled = film(ENGLISH)
    with override("ru"):
        assert [column.title for column in subtitled.parallel().columns] == ["Английский"]


def test_captions_and_subtitles_of_one_language_are_two_columns():
    shown = film(RUSSIAN, track("ru", (1.0, 2.0, "раз"), purpose="subtitles"), ENGLISH).parallel()
    assert [(column.name, column.title) for column in shown.columns] == [
        ("ru-captions", "Russian, captions"),
        ("ru-subtitles", "Russian, subtitles"),
        ("en", "English"),
    ]


def test_cues_of_the_first_track_are_the_rows():
    shown = film(ENGLISH, RUSSIAN).parallel()
    assert [(row.time.start, [words for _c, words in row.cells]) for row in shown.rows] == [
        (1.0, ["Раз", "One, two"]),
        (3.0, ["Два\nдва", ""]),
        (8.0, ["Три", "Three"]),
    ]


def test_address_says_which_columns_are_shown():
    shown = film(RUSSIAN, ENGLISH).parallel(["en"])
    assert [column.name for column in shown.columns] == ["en"]
    assert [switch.names for switch in shown.switches] == ["ru,en", ""]
    assert len(shown.rows) == 3


def test_several_cues_in_one_row_are_joined_and_none_is_lost():
    english = track("en", (0.0, 0.5, "a"), (1.0, 1.2, "b"), (1.5, 2.0, "c"), (20.0, 21.0, "d"))
    assert transcript_rows([track("ru", (1.0, 2.0, "Раз"), (3.0, 4.0, "Два")), english]) == [
        ["Раз", "a\nb\nc"],
        ["Два", "d"],
    ]


@pytest.mark.parametrize(
    ("rows", "cues", "found"),
    [
        ([(1, 2), (3, 4)], [(0, 1)], [0]),
        ([(1, 2), (3, 4)], [(1, 2), (3, 4)], [0, 1]),
        ([(1, 2), (3, 4)], [(2, 3), (2.9, 3.2), (8, 9)], [0, 1, 1]),
        ([(0, 10), (1, 2)], [(1, 2), (4, 6)], [1, 0]),  # rows that overlap
        ([(0, 10), (1, 2)], [(0, 12), (1, 3), (20, 21)], [0, 0, 1]),
        ([(1, 2)], [], []),
        ([(0, 2), (2, 4)], [(0, 8), (1, 2), (2, 3)], [1, 0, 1]),  # cues that overlap
    ],
)
def test_cue_belongs_to_the_row_that_includes_its_middle(rows, cues, found):
    assert row_indexes(times(*rows), times(*cues)) == found


def test_captions_have_the_times_of_their_own_track():
    assert transcripts.captions(film(RUSSIAN, ENGLISH), "en") == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nOne, two\n\n"
        "00:00:08.000 --> 00:00:09.000\nThree\n"
    )


@pytest.mark.parametrize("name", ["", "original", "de", "EN"])
def test_track_that_there_is_not_has_no_captions(name):
    assert transcripts.captions(film(RUSSIAN, ENGLISH), name) == ""


def test_captions_are_serialized_from_their_cues():
    loud = film(track("ru", (1.0, 2.0, "<script> & --> <i>"))).captions
    wild = loud.replace("WEBVTT", "WEBVTT\nX-Evil: 1").replace("02.000", "02.000 line:0 align:left")
    video = Film(language="ru", duration=9, captions=f"{wild}\n\nSTYLE\n::cue {{}}")
    video.derive()
    assert transcripts.captions(video, "ru") == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n&lt;script&gt; &amp; --&gt; &lt;i&gt;\n"
    )


def test_transcript_is_language_after_language():
    versions = film(ENGLISH, RUSSIAN).versions()
    assert [(str(column.title), paragraphs) for column, paragraphs in versions] == [
        ("Russian", ["Раз\nДва\nдва", "Три"]),
        ("English", ["One, two", "Three"]),
    ]


def test_silence_begins_a_paragraph():
    cues = [Cue(0, 9, "a"), Cue(1, 2, "b"), Cue(12, 13, "c"), Cue(16.1, 17, "d")]
    assert paragraphs(cues) == ["a\nb\nc", "d"]


def test_search_gets_the_words_of_all_tracks():
    assert film(ENGLISH, RUSSIAN).spoken == "One, two\nThree\nРаз\nДва\nдва\nТри"


def test_player_gets_each_track():
    html = render_to_string(
        "resources/_tracks.html", {"source": film(ENGLISH, RUSSIAN), "captions": "/captions.vtt"}
    )
    assert squeezed(html).split(" <track") == [
        '<track kind="captions" src="/captions.vtt?in=ru" srclang="ru" label="Russian">',
        ' kind="subtitles" src="/captions.vtt?in=en" srclang="en" label="English">',
    ]


def test_lines_of_the_words_are_kept_on_the_page():
    source = SimpleNamespace(file=SimpleNamespace(url="/media/film.mp4"))
    context = {"source": source, "parallel": film(RUSSIAN).parallel()}
    html = squeezed(render_to_string("resources/_timed_transcript.html", context))
    assert (
        '<p lang="ru" dir="auto" class="original">Два<br>два <a class="pin" href="#p2">¶&nbsp;2</a>'
        in html
    )
    assert 'href="/media/film.mp4#t=3.0"' in html


def test_work_grows_linearly_with_the_cues():
    def looks(number):
        rows = [Counted(at, at + 2.0, "") for at in range(number)]
        Counted.looks = 0
        row_indexes(rows, rows)
        return Counted.looks

    assert looks(400) - looks(200) == 200 / 100 * (looks(200) - looks(100))


class Counted(Cue):
    looks = 0

    def __getattribute__(self, name):
        Counted.looks += 1
        return super().__getattribute__(name)
