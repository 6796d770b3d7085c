import pytest

from seventeen_moments.core.transliteration import romanize, to_cyrillic, unaccented


@pytest.mark.parametrize(
    ("russian", "latin"),
    [
        ("хрущёв", "khrushchëv"),
        ("объявление", "obʺiavlenie"),
        ("тверь", "tverʹ"),
        ("этот мой сын", "ėtot moĭ syn"),
        ("1953, Gulag", "1953, Gulag"),
    ],
)
def test_russian_is_romanized_as_ala_lc_does(russian, latin):
    assert romanize(russian) == latin


@pytest.mark.parametrize(
    ("word", "cyrillic"),
    [
        ("Khrushchev", "хрущев"),
        ("Hruŝëv", "хрущев"),
        ("Trotskii", "троцкии"),
        ("Romanoff", "романов"),
        ("Хрущёв", "хрущев"),
        ("1953", ""),
    ],
)
def test_latin_letters_are_read_as_cyrillic(word, cyrillic):
    assert to_cyrillic(word) == cyrillic


def test_accents_are_removed():
    assert unaccented("Zoë Ėduard ёлка") == "Zoe Eduard елка"
