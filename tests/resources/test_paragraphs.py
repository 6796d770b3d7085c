import pytest

from resources.paragraphs import differing, end_verse, join, places, split
from tests import factories

TEXT = "One. Two.\n\nThree.\n\nFour."
SONG = "a\nb\n\nc"


@pytest.mark.parametrize(
    ("number", "joined"),
    [
        (0, "One. Two. Three.\n\nFour."),
        (1, "One. Two.\n\nThree. Four."),
        (2, TEXT),
        (9, TEXT),
    ],
)
def test_paragraph_is_joined_with_the_next(number, joined):
    assert join(TEXT, number) == joined


def test_joined_stanzas_keep_their_lines():
    assert join("a\nb\n\nc", 0) == "a\nb\nc"


@pytest.mark.parametrize(
    ("number", "joined"), [(0, "a b\n\nc"), (1, "a\nb\nc"), (2, SONG), (-1, SONG)]
)
def test_lines_are_joined_and_then_the_verses(number, joined):
    assert join(SONG, number, by_line=True) == joined


@pytest.mark.parametrize(
    ("offset", "result"),
    [
        (5, "One.\n\nTwo.\n\nThree.\n\nFour."),
        (0, TEXT),
        (4, "One.\n\nTwo.\n\nThree.\n\nFour."),
        (99, TEXT),
    ],
)
def test_paragraph_is_split_where_words_are_on_both_sides(offset, result):
    assert split(TEXT, 0, offset) == result


def test_line_is_split_within_its_verse():
    assert split("a b\nc", 0, 2, by_line=True) == "a\nb\nc"


def test_verse_ends_with_a_line():
    assert end_verse("a\nb\nc\n\nd", 0) == "a\n\nb\nc\n\nd"


@pytest.mark.parametrize("by_line", [False, True])
def test_joining_takes_a_split_back(by_line):
    text = "**Раз**[^1] два <i>три</i> שלום.\n\nЧетыре 😀 пять."
    once = split(text, 1, 9, by_line)
    assert once != text
    assert join(once, 1, by_line) == text


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("One. Two! “Three?” Four", ["Two! “Three?” Four", "“Three?” Four", "Four"]),
        ("one two", ["two"]),
        ("a\nb c", ["b c"]),
        ("是。不是。", ["不是。"]),
        ("one", []),
        ("One ...", ["..."]),
    ],
)
def test_places_are_ends_of_sentences_or_words(words, offered):
    assert [place.after for place in places(words)] == offered


def test_long_runs_of_stops_take_linear_time():
    assert len(places("." * 100_000)) == 0


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"original": TEXT, "translation": TEXT}, ""),
        ({"original": TEXT, "translation": ""}, ""),
        (
            {"original": TEXT, "translation": "Eins.", "transliteration": "Uno.\n\nDue."},
            "The versions have different numbers of paragraphs: original 3, transliteration 2, "
            "translation 1.",
        ),
    ],
)
@pytest.mark.django_db
def test_differing_numbers_of_paragraphs_are_named(fields, sentence):
    assert differing(factories.text(**fields)) == sentence


@pytest.mark.parametrize(
    ("transcript", "translation", "sentence"),
    [
        (SONG, "1\n2\n\n3", ""),
        (
            SONG,
            "1\n2\n3",
            "The versions have different numbers of verses: transcript 2, transcript, translated "
            "1.",
        ),
        (
            SONG,
            "1\n2\n\n3\n4",
            "Verse 2 has different numbers of lines: transcript 1, transcript, translated 2.",
        ),
    ],
)
@pytest.mark.django_db
def test_differing_numbers_of_lines_are_named(transcript, translation, sentence):
    song = factories.recording(transcript=transcript, transcript_translation=translation)
    assert differing(song) == sentence
