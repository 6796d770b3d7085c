import sys

import pytest
from django.core.exceptions import ValidationError

from resources.caption_files import Cue
from resources.text_tracks import (
    Track,
    TracksField,
    check_ends,
    files,
    from_json,
    normalize,
    parse,
    plain_text,
    serialize,
    to_json,
)
from resources.webvtt import NO_HEADER

CUE = "00:01.000 --> 00:02.500"
LATER = "00:03.000 --> 00:05.000"


def file(*cues, language="ru", purpose="captions"):
    blocks = "".join(f"\n\n{cue}" for cue in cues or [f"{CUE}\nРаз"])
    return f"WEBVTT\nKind: {purpose}\nLanguage: {language}{blocks}"


RUSSIAN = file(f"{CUE}\nРаз", f"{LATER}\nДва")
ENGLISH = file(f"{CUE}\nOne", language="en", purpose="subtitles")
BOTH = f"{RUSSIAN}\n\n{ENGLISH}"
TRACKS = [
    Track("ru", "captions", (Cue(1.0, 2.5, "Раз"), Cue(3.0, 5.0, "Два"))),
    Track("en", "subtitles", (Cue(1.0, 2.5, "One"),)),
]


def refusal(check, *arguments):
    with pytest.raises(ValidationError) as refused:
        check(*arguments)
    return refused.value.messages


def test_tracks_follow_one_another():
    assert parse(BOTH) == TRACKS


@pytest.mark.parametrize(
    "text",
    [
        BOTH.replace("\n", "\r\n"),
        BOTH.replace("\n", "\r"),
        f"\ufeff{RUSSIAN}\n\n\ufeff{ENGLISH}",
        f"\n\n{RUSSIAN}\n\n\n\n{ENGLISH}\n\n",
        BOTH.replace("Kind: captions", "kind:CAPTIONS").replace("Language: ru", "LANGUAGE:  RU "),
        BOTH.replace("WEBVTT", "WEBVTT - Vorkuta"),
        BOTH.replace("Kind: ", "X-DerivedFieldsMixin: by hand\nKind: "),
    ],
)
def test_the_same_in_other_spelling(text):
    assert parse(text) == TRACKS


@pytest.mark.parametrize("text", ["", "\n", " \n\n "])
def test_empty_text_has_no_tracks(text):
    assert parse(text) == []


def test_lines_are_counted_without_the_description():
    assert [cue.number for cue in parse(RUSSIAN)[0].cues] == [3, 6]


def test_transliteration_is_a_language_of_its_own():
    text = f"{RUSSIAN}\n\n{file(language='ru-latn')}"
    assert [track.language for track in parse(text)] == ["ru", "ru-Latn"]


FAULTS = {
    "no head": (
        "Раз",
        f"Track 1, line 1: {NO_HEADER}",
    ),
    "no language": (
        f"WEBVTT\nKind: captions\n\n{CUE}\nРаз",
        "Track 1: its language is missing (in a file: “Language: ru”).",
    ),
    "unknown language": (
        file(language="xx"),
        "Track 1 (xx): “xx” is not a known language. Write it like “ru” or “ru-Latn”.",
    ),
    "no purpose": (
        f"WEBVTT\nLanguage: ru\n\n{CUE}\nРаз",
        "Track 1 (Russian): say whether these are captions or subtitles "
        "(in a file: “Kind: captions”).",
    ),
    "other purpose": (
        file(purpose="chapters"),
        "Track 1 (Russian): “chapters” is neither captions nor subtitles.",
    ),
    "bad time": (
        f"{RUSSIAN}\n\n{file('00:01 --> 00:02', language='de')}",
        "Track 2 (German), line 3: times are written like this: 00:12.000 --> 00:15.500.",
    ),
    "words without times": (
        f"{RUSSIAN}\n\nТри",
        "Track 1 (Russian), line 9: times are missing here, for example 00:12.000 --> 00:15.500.",
    ),
    "no words": (file(CUE), "Track 1 (Russian): this file contains no text."),
    "twice": (
        f"{RUSSIAN}\n\n{ENGLISH}\n\n{file(language='RU')}",
        "Track 3 (Russian): there are captions in this language already.",
    ),
    "null": (file(f"{CUE}\n\0"), "Track 1 (Russian): Null characters are not allowed."),
    "large": (
        file(f"{CUE}\n{'a' * 1_000_000}"),
        "Track 1 (Russian): this file is too large for captions or subtitles.",
    ),
    "many": (f"{RUSSIAN}\n\n" * 51, "Track 51: a film can have at most 50 tracks."),
    "large together": (
        "\n" * 5_000_001,
        "These captions and subtitles are too large to be stored together.",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), FAULTS.values(), ids=FAULTS)
def test_fault_names_the_track_and_the_line(text, sentence):
    assert refusal(parse, text) == [sentence]


def test_each_invalid_track_is_reported():
    text = f"{file(language='xx')}\n\n{RUSSIAN}\n\n{file(language='yy')}"
    assert [sentence[:12] for sentence in refusal(parse, text)] == ["Track 1 (xx)", "Track 3 (yy)"]


def test_captions_and_subtitles_of_one_language_are_adjacent():
    text = f"{RUSSIAN}\n\n{file(purpose='subtitles')}"
    assert [track.purpose for track in parse(text)] == ["captions", "subtitles"]


def test_cues_within_the_film_check_ends():
    assert check_ends(parse(BOTH), 4) is None


def test_cue_after_the_end_of_the_film_is_reported():
    assert refusal(check_ends, parse(BOTH), 3.9) == [
        "Track 1 (Russian), line 6: this cue ends at 0:05, but the film at 0:03."
    ]


def test_serialized_tracks_can_be_parsed():
    words = 'WEBVTT\n<v Anna> & --> "x"\n1'
    tracks = [*TRACKS, Track("ru-Latn", "subtitles", (Cue(0.0, 3600.5, words),))]
    assert parse(serialize(tracks)) == tracks


def test_stored_tracks_are_the_same_again():
    assert from_json(to_json(TRACKS)) == TRACKS


def test_search_gets_only_the_words():
    assert plain_text(TRACKS) == "Раз\nДва\nOne"


def test_normal_text_has_one_spelling():
    text = (
        f"\ufeffWEBVTT\r\nLanguage: RU\r\nkind:captions\r\n\r\n{CUE}\r\nРаз\r\n\r\n\r\n{ENGLISH}\n"
    )
    assert normalize(text) == f"{file()}\n\n{ENGLISH}"


@pytest.mark.parametrize("text", ["Раз", f"WEBVTT\n\n{CUE}\nРаз\r\n", ""])
def test_other_text_is_unchanged(text):
    assert normalize(text) == text


def test_notes_styles_and_settings_are_kept():
    text = file("NOTE by ear", "STYLE\n::cue {}", f"1\n{CUE} line:0\n<v Anna>Раз")
    assert normalize(text) == text


def test_file_is_taken_apart():
    assert files(BOTH) == [
        ("ru", "captions", f"WEBVTT\n\n{CUE}\nРаз\n\n{LATER}\nДва"),
        ("en", "subtitles", f"WEBVTT\n\n{CUE}\nOne"),
    ]


def test_field_is_a_text_field_of_such_text():
    field = TracksField()
    assert (field.clean(f"{RUSSIAN}\n", None), field.clean("", None)) == (RUSSIAN, "")
    assert refusal(field.clean, "Раз", None) == [FAULTS["no head"][1]]
    assert field.deconstruct()[1] == "django.db.models.TextField"


def test_twice_as_many_cues_are_twice_as_many_steps():
    steps = [_steps(cues) for cues in (200, 400, 800)]
    assert steps[2] - steps[1] == pytest.approx(2 * (steps[1] - steps[0]), rel=0.05)


def _steps(number):
    """Lines of our code that reading so many cues runs."""
    counted = 0

    def trace(frame, event, _argument):
        nonlocal counted
        counted += event == "line"
        return trace if "/resources/" in frame.f_code.co_filename else None

    text = file(*[f"00:{n // 60:02}:{n % 60:02}.000 --> 01:00:00.000\nРаз" for n in range(number)])
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        parse(text)
    finally:
        sys.settrace(before)
    return counted
