from unicodedata import normalize

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.forms import modelform_factory
from taggit.models import Tag

from essays.models import Essay
from seventeen_moments.core.themes import ThemesField, ThemesFormField
from tests import factories
from tests.work import composed


def clean(value):
    return ThemesFormField(required=False).clean(value)


def names():
    return list(Tag.objects.order_by("name").values_list("name", flat=True))


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("law, Gulag", ["Gulag", "law"]),
        ('"Thaw, the", law', ["Thaw, the", "law"]),
        ("daily  life,\tcamp   and home", ["camp and home", "daily life"]),
        ("1954, культ личности", ["1954", "культ личности"]),
        ("culte de la personnalité", ["culte de la personnalité"]),
        ("law,,law, ,", ["law"]),
        ("Law, law, LAW", ["LAW"]),
        ("law; camp life", ["camp life", "law"]),
        ("law; camps, prisons", ["camps, prisons", "law"]),
        ('"a; b", law', ["a; b", "law"]),
        ("", []),
        (" , ", []),
    ],
)
def test_themes_are_separated_by_commas(db, text, themes):
    assert clean(text) == themes


@pytest.mark.parametrize("theme", ["!", "…", "—", "()", "🚩"])
def test_theme_without_letter_or_digit_is_refused(db, theme):
    with pytest.raises(ValidationError) as refused:
        clean(f"law, {theme},")
    assert refused.value.messages == [f"“{theme}”: a theme needs a letter or a digit."]


def test_theme_of_ninety_characters_is_accepted(db):
    assert clean("х" * 90) == ["х" * 90]


def test_too_long_theme_is_refused(db):
    with pytest.raises(ValidationError) as refused:
        clean("a" * 91)
    assert refused.value.messages == [
        f"“{'a' * 40}…” is too long: a theme can have at most 90 characters."
    ]


@pytest.mark.parametrize("name", ["ﷺ" * 50, "щ" * 80])
def test_theme_with_a_longer_address_has_it_shortened(db, name):
    factories.essay().themes.add(*clean(name))
    assert len(Tag.objects.get().slug) <= 90


@pytest.mark.parametrize("value", ['"law', 'law, "Gulag'])
def test_lone_quotation_mark_is_part_of_a_theme(db, value):
    assert len(clean(value)) == value.count(",") + 1


def test_nul_is_refused(db):
    with pytest.raises(ValidationError) as refused:
        clean("la\0w")
    assert refused.value.messages == ["Null characters are not allowed."]


@pytest.mark.parametrize(("stored", "typed"), [("Law", "law"), ("Оттепель", "оттепель")])
def test_theme_keeps_its_stored_case(db, stored, typed):
    Tag.objects.create(name=stored)
    assert clean(typed) == [stored]


def test_form_stores_themes_with_the_row(db):
    form_class = modelform_factory(Essay, fields=["title", "slug", "themes"])
    form = form_class({"title": "Home", "slug": "home", "themes": "Оттепель, оттепель, law"})
    form.save()
    assert names() == ["law", "Оттепель"]


def test_form_shows_the_stored_themes(db):
    essay = factories.essay()
    essay.themes.add("Thaw, the", "camp life", "a;b")
    shown = modelform_factory(Essay, fields=["themes"])(instance=essay)["themes"]
    assert clean(shown.field.widget.format_value(shown.value())) == [
        "Thaw, the",
        "a;b",
        "camp life",
    ]


def test_two_themes_with_one_slug_get_two_addresses(db):
    factories.essay().themes.add("C", "C++")
    assert set(Tag.objects.values_list("slug", flat=True)) == {"c", "c_1"}


def test_longest_theme_that_shares_its_slug_is_stored(db):
    factories.essay().themes.add(*clean("a" * 89 + "!,"), *clean("a" * 89 + "?,"))
    assert len(names()) == 2


def test_help_text_says_that_a_theme_has_a_public_page():
    assert ThemesField().help_text == ("Separated by commas. Each theme has its own public page.")


# Themes in code


@pytest.mark.parametrize("stored", ["Law", "Оттепель", "daily life", "ё"])
@pytest.mark.parametrize("way", ["add", "set"])
@pytest.mark.parametrize(
    "write",
    [str.lower, str.upper, lambda name: f" {name}\t", lambda name: normalize("NFD", name)],
    ids=["lower", "upper", "spaced", "decomposed"],
)
def test_code_gets_the_stored_theme(db, stored, way, write):
    theme = Tag.objects.create(name=stored)
    essay = factories.essay()
    given = [write(stored)]
    essay.themes.add(*given) if way == "add" else essay.themes.set(given)
    assert (list(essay.themes.all()), names()) == ([theme], [stored])


def test_spaces_in_a_name_add_no_second_theme(db):
    essay = factories.essay()
    essay.themes.set(["daily life", "daily  life", "Daily\u00a0life"])
    assert names() == ["daily life"]


def test_new_theme_has_its_first_spelling(db):
    factories.essay().themes.add(" Культ  личности", "культ личности")
    assert names() == ["Культ личности"]


def test_theme_itself_is_added_as_it_is(db):
    theme = Tag.objects.create(name="law")
    essay = factories.essay()
    essay.themes.add(theme, "LAW")
    assert list(essay.themes.all()) == [theme]


def test_theme_set_in_another_case_stays_on_its_object(db):
    essay = factories.essay()
    essay.themes.set(["Право", "law"])
    essay.themes.set(["право"])
    assert (list(essay.themes.names()), names()) == (["Право"], ["law", "Право"])


@pytest.mark.django_db
def test_tagged_items_are_found_by_one_index():
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "taggit_taggeditem")
    columns = ["tag_id", "content_type_id", "object_id"]
    assert found["essays_under_theme"]["columns"] == columns


def test_many_accents_are_refused_before_composition():
    def refuse():
        with pytest.raises(ValidationError, match="is too long"):
            ThemesFormField().names("a" + "\u0301\u0316" * 3000)

    assert composed(refuse) == 0
