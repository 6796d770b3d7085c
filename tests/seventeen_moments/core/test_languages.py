import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.languages import (
    attributes,
    attributes_of,
    choices,
    direction,
    is_written_in,
    name,
    normalize,
    transliterations,
)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("ru", "Russian"),
        ("uk", "Ukrainian"),
        ("ka", "Georgian"),
        ("la", "Latin"),
        ("yi", "Yiddish"),
    ],
)
def test_language_is_chosen_by_its_name(code, name):
    assert str(dict(choices())[code]) == name


def test_languages_are_sorted_by_name():
    names = [str(name) for _code, name in choices()]
    assert names == sorted(names)


def test_choices_are_normal_tags_and_unique():
    codes = [code for code, _name in choices()]
    assert [normalize(code) for code in codes] == codes
    assert len(codes) == len(set(codes))


def test_content_language_with_a_script_is_a_choice(settings):
    settings.CONTENT_LANGUAGE = "sr-Latn"
    assert dict(choices())["sr-Latn"] == "Serbian (Latin script)"


@pytest.mark.parametrize("tag", ["he", "ar", "fa", "ps", "syr", "az-Arab", "en-Hebr", "ar-EG"])
def test_right_to_left_languages_and_scripts(tag):
    assert direction(tag) == "rtl"


@pytest.mark.parametrize("tag", ["en", "ru", "zh", "ar-Latn", "yi-Latn-US"])
def test_other_languages_and_scripts_run_from_left_to_right(tag):
    assert direction(tag) == "ltr"


def test_words_of_an_unknown_language_have_their_own_direction():
    assert attributes("") == ' dir="auto"'


def test_page_says_its_language_only_in_an_interface_of_another_one():
    essay = Essay(language="ru")
    with override("ru"):
        same = attributes_of(essay)
    assert (same, attributes_of(essay)) == (' dir="auto"', ' lang="ru" dir="auto"')


def test_source_has_the_language_of_its_essay():
    text = Text(essay=Essay(language="he"), language="ru")
    assert attributes_of(text) == ' lang="he" dir="rtl"'


@pytest.mark.parametrize(
    ("code", "words", "is_written"),
    [
        ("ru", "Правда, 1953 (Pravda)", True),
        ("ru", "GULAG", False),
        ("de", "Straße", True),
        ("de", "Правда", False),
        ("pl", "1953", False),
        ("he", "שלום", True),
        ("yi", "sholem", False),
        ("ka", "საქართველო", True),
        ("fa", "نان", True),
    ],
)
def test_words_are_in_a_language_if_they_have_its_letters(code, words, is_written):
    assert is_written_in(code, words) is is_written


def test_names_are_in_the_readers_language():
    with override("ru"):
        assert str(dict(choices())["ru"]) == "Русский"


def test_form_offers_the_languages_and_none():
    offered = Text._meta.get_field("language").formfield().choices
    assert [code for code, _name in offered] == ["", *(code for code, _name in choices())]


@pytest.mark.parametrize("code", ["xx", "Russian", "ru-RU", "<b>"])
def test_unknown_language_is_refused(code):
    with pytest.raises(ValidationError):
        Text._meta.get_field("language").clean(code, None)


@pytest.mark.parametrize(
    ("tag", "normal_tag", "title"),
    [
        ("ru", "ru", "Russian"),
        ("RU", "ru", "Russian"),
        (" ru-latn ", "ru-Latn", "Russian (Latin script)"),
        ("en_us", "en-US", "English (US)"),
        ("zh-hans-cn", "zh-Hans-CN", "Chinese (simplified, CN)"),
        ("es-419", "es-419", "Spanish (419)"),
    ],
)
def test_tag_may_name_script_and_region(tag, normal_tag, title):
    assert (normalize(tag), name(tag)) == (normal_tag, title)


@pytest.mark.parametrize(
    "tag", ["", "xx", "rus", "Russian", "ru-", "ru-Xxxx", "ru-Latn-x-a", "<b>"]
)
def test_unknown_tag_is_unchanged(tag):
    assert (normalize(tag), name(tag)) == ("", tag)


def test_name_of_a_tag_is_in_the_readers_language():
    with override("ru"):
        assert name("ru-Latn").startswith("Русский (")


def test_transliterations_are_known_tags_in_the_order_of_their_names():
    tags = transliterations()
    assert [(tag, name(tag)) for tag, _title in tags] == sorted(tags, key=lambda pair: pair[1])
    assert ("ru-Latn", "Russian (Latin script)") in tags
