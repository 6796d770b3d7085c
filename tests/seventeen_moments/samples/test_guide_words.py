import re

import pytest

from seventeen_moments.samples.guide_words import SONG, THREE_COLUMNS, columns
from seventeen_moments.samples.population.essays import MOMENTS

# ALA-LC romanization of Russian, without ties.
CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LATIN = "a b v g d e ë zh z i ĭ k l m n o p r s t u f kh ts ch sh shch ʺ y ʹ ė iu ia"
LETTERS = dict(zip(CYRILLIC, LATIN.split(), strict=True))


def romanized(text):
    return "".join(
        LETTERS[letter.lower()].capitalize() if letter.isupper() else LETTERS.get(letter, letter)
        for letter in text
    )


@pytest.mark.parametrize("rows", [THREE_COLUMNS, SONG], ids=["text", "song"])
def test_transliteration_follows_the_library_of_congress(rows):
    assert [transliteration for _, transliteration, _ in rows] == [
        romanized(original) for original, _, _ in rows
    ]


@pytest.mark.parametrize(
    ("rows", "separator", "count"),
    [(THREE_COLUMNS, "\n\n", 5), (SONG, "\n", 17)],
    ids=["paragraphs", "lines"],
)
def test_three_columns_are_equally_long(rows, separator, count):
    parts = [column.split(separator) for column in columns(rows, separator)]
    assert [len(column) for column in parts] == [count] * 3


def test_each_line_of_the_song_names_its_moment_in_all_columns():
    years = [[int(re.match(r"\d{4}", words)[0]) for words in line] for line in SONG]
    assert years == [[year] * 3 for year in MOMENTS]


def test_translations_are_in_latin_letters():
    translations = " ".join(translation for *_, translation in [*THREE_COLUMNS, *SONG])
    assert re.findall("[А-яёЁ]", translations) == []
