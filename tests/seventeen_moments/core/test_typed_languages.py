"""Languages as catalogues and people write them."""

import pytest
from django.core.exceptions import ValidationError

from seventeen_moments.core import typed_languages
from seventeen_moments.core.languages import NAMES, choices
from seventeen_moments.core.typed_languages import read


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        *((typed, "ru") for typed in ["ru", "RU", "rus", "ru-RU", "ru_ru", "[rus]", "Russian."]),
        *((typed, "ru") for typed in ["Russian", "русский", "Русский язык", "Russisch", "ruso"]),
        *((typed, "de") for typed in ["ger", "deu", "Deutsch", "немецкий", "de-AT", "German"]),
        *((typed, "zh") for typed in ["chi", "zho", "zh-Hans", "zh-Hant-TW", "Chinese"]),
        *((typed, "he") for typed in ["iw", "heb", "he-IL", "עברית"]),
        *((typed, "el") for typed in ["gre", "ell", "Greek, Modern (1453-)"]),
        *((typed, "yi") for typed in ["ji", "yid", "Yiddish"]),
        ("uk_UA", "uk"),
        ("українська", "uk"),
        ("slo", "sk"),
        ("slv", "sl"),
        ("sr-Latn", "sr"),
        ("ru; rus", "ru"),
        *((typed, "") for typed in ["", " ", "und", "zxx"]),
    ],
)
def test_language_is_read(typed, tag):
    assert read(typed) == tag


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Rusian", "“Rusian” is not a language known here. Did you mean “Russian”?"),
        ("Klingon", "“Klingon” is not a language known here."),
        ("ru-Latn", "“ru-Latn” is not a language known here."),  # a transliteration
        ("xx", "“xx” is not a language known here."),
        (
            "rus; eng",
            "“rus; eng” means Russian and English. This field can have only one language.",
        ),
        (
            "Russian, English and German",
            "“Russian, English and German” means Russian, English and German. This field can have "
            "only one language.",
        ),
        ("x" * 10_000, f"“{'x' * 40}” is not a language known here."),
    ],
)
def test_other_words_are_refused(typed, sentence):
    with pytest.raises(ValidationError) as refused:
        read(typed)
    assert refused.value.messages == [sentence]


def test_every_choice_is_read_by_its_tag_and_its_name():
    wrong = [tag for tag, name in choices() if (read(tag), read(str(name))) != (tag, tag)]
    assert wrong == []


def test_every_language_has_codes_of_three_letters():
    codes = typed_languages._codes()
    assert set(codes.values()) == {tag for tag in NAMES if len(tag) == 2 or tag == "syr"}
    assert {len(code) for code in codes} == {3}


def test_content_language_with_a_script_is_read(settings):
    settings.CONTENT_LANGUAGE = "sr-Latn"
    assert read("SR-latn") == "sr-Latn"
