import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from resources.languages import choices, name, normalize, transliterations
from resources.models import Text


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


def test_codes_have_two_letters_and_are_unique():
    codes = [code for code, _name in choices()]
    assert {len(code) for code in codes} == {2}
    assert len(codes) == len(set(codes))


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
