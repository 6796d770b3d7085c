"""Drafts follow a theme that is renamed or merged."""

import pytest
from django.urls import reverse
from taggit.models import Tag

from seventeen_moments.browse.admin import merge_themes
from seventeen_moments.versions.draft_history import keep_draft
from seventeen_moments.versions.models import Draft, SavedDraft
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.versions.draft_forms import TOMORROW


def draft_of(row, themes, **fields):
    draft = Draft.objects.create(target=row, data={"themes": themes}, **fields)
    keep_draft(draft)
    return draft


def rename(client, old, new):
    address = reverse("admin:taggit_tag_change", args=[Tag.objects.get(name=old).pk])
    return client.post(address, filled(client.get(address), name=new))


def merge(*names, keep):
    merge_themes(Tag.objects.filter(name__in=[*names, keep]), Tag.objects.get(name=keep))


def themes(model=Draft):
    return [row.data.get("themes") for row in model.objects.order_by("pk")]


@pytest.fixture
def law(db):
    return Tag.objects.create(name="Закон")


def test_draft_has_the_new_name_of_a_theme(editor_client, law):
    draft_of(factories.essay(), ["terror", "Закон"])
    rename(editor_client, "Закон", "Право")
    assert (themes(), themes(SavedDraft)) == ([["terror", "Право"]], [["terror", "Право"]])


def test_renamed_theme_does_not_come_back_when_the_draft_is_published(editor_client, law):
    essay = factories.essay()
    draft = draft_of(essay, ["Закон"], publish_at=TOMORROW)
    rename(editor_client, "Закон", "Право")
    draft.publish()
    assert list(essay.themes.names()) == ["Право"]
    assert list(Tag.objects.values_list("name", flat=True)) == ["Право"]


def test_name_that_was_typed_in_another_case_follows(editor_client, law):
    draft_of(factories.text(), ["закон"])
    rename(editor_client, "Закон", "Право")
    assert themes() == [["Право"]]


def test_new_slug_alone_changes_no_draft(editor_client, law):
    draft_of(factories.essay(), ["Закон"])
    address = reverse("admin:taggit_tag_change", args=[law.pk])
    editor_client.post(address, filled(editor_client.get(address), slug="statute"))
    assert themes() == [["Закон"]]


def test_merged_themes_become_one_in_a_draft(law):
    Tag.objects.create(name="Право")
    draft_of(factories.essay(), ["terror", "Закон", "Право"], publish_at=TOMORROW)
    merge("Закон", keep="Право")
    assert (themes(), themes(SavedDraft)) == ([["terror", "Право"]], [["terror", "Право"]])
    assert Draft.objects.get().publish_at == TOMORROW


def test_draft_of_a_source_follows_in_the_draft_of_its_essay(law):
    Tag.objects.create(name="Право")
    text = factories.text()
    parent = Draft.objects.create(target=text.essay, data={"title": "Thaw"})
    Draft.objects.create(target=text, data={"themes": ["Закон"]}, parent=parent)
    keep_draft(parent)
    merge("Закон", keep="Право")
    assert (themes(), themes(SavedDraft)) == ([None, ["Право"]], [None, ["Право"]])


def test_draft_that_then_equals_the_page_no_longer_differs(law):
    essay, other = factories.essay(), factories.essay()
    for page in [essay, other]:
        page.themes.add("Право")
    draft_of(essay, ["Закон", "Право"])
    Draft.objects.create(target=other, data={"themes": ["Закон"], "title": "Thaw"})
    merge("Закон", keep="Право")
    assert [draft.data for draft in Draft.objects.all()] == [{"title": "Thaw"}]


def test_other_drafts_stay_as_they_are(law):
    Tag.objects.create(name="Право")
    draft = Draft.objects.create(
        target=factories.essay(), data={"themes": ["Законы"], "year": 1953}
    )
    merge("Закон", keep="Право")
    updated = draft.updated
    draft.refresh_from_db()
    assert (draft.data, draft.updated) == ({"themes": ["Законы"], "year": 1953}, updated)


@pytest.mark.parametrize("number", [1, 3])
def test_drafts_without_the_theme_cost_no_queries(django_assert_num_queries, law, number):
    Tag.objects.create(name="Право")
    for _ in range(number):
        draft_of(factories.essay(), ["terror"])
    with django_assert_num_queries(14):
        merge("Закон", keep="Право")
