"""Searches of the admin ignore the case of letters in every script, on both databases."""

import pytest
from django.urls import reverse

from essays.models import Essay
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("Возвращение", "возвр"),
        ("возвращение", "ВОЗВР"),
        ("Ёлка", "ёлка"),
        ("Straße Ökonomie", "öKONOMIE"),
        ("ΑΘΗΝΑ", "αθη"),
        ("100 % _of_ \\it", "% _OF_ \\IT"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_case_is_ignored(title, typed):
    factories.essay(title=title)
    assert Essay.objects.filter(title__icontains=typed).exists()


@pytest.mark.parametrize(
    ("title", "typed"), [("1000", "1%0"), ("1000", "1_0"), ("abc", "a.c"), ("abc", "a\\bc")]
)
def test_typed_signs_are_no_wildcards(title, typed):
    factories.essay(title=title)
    assert not Essay.objects.filter(title__icontains=typed).exists()


def test_lookups_hold_at_both_ends():
    factories.essay(title="Возвращение")
    found = [
        Essay.objects.filter(**{f"title__{lookup}": words}).exists()
        for lookup, words in [
            ("istartswith", "воз"),
            ("istartswith", "щение"),
            ("iendswith", "ЩЕНИЕ"),
            ("iendswith", "воз"),
            ("iexact", "ВОЗВРАЩЕНИЕ"),
            ("iexact", "возвращ"),
        ]
    ]
    assert found == [True, False, True, False, True, False]


def test_missing_values_match_nothing():
    factories.essay(year=None)
    assert not Essay.objects.filter(year__icontains="1").exists()


def test_admin_finds_lower_case_cyrillic(editor_client):
    factories.essay(title="Возвращение заключённых")
    response = editor_client.get(reverse("admin:essays_essay_changelist"), {"q": "заключённых воз"})
    assert response.context["cl"].result_count == 1
