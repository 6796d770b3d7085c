import re

import pytest
from django.urls import reverse
from taggit.models import Tag

from tests import factories
from tests.forms import filled

LIST = reverse("admin:taggit_tag_changelist")
ADD = reverse("admin:taggit_tag_add")


@pytest.fixture
def law():
    """A theme of an essay and of a text."""
    text = factories.text()
    text.themes.add("law")
    text.essay.themes.add("law")
    return Tag.objects.get(name="law")


def add(client, **fields):
    return client.post(ADD, filled(client.get(ADD), name="Terror", slug="terror") | fields)


def errors(response):
    return response.context["adminform"].form.errors


def names_of(themed):
    return sorted(themed.themes.names())


def test_list_shows_how_often_themes_are_used(editor_client, law):
    Tag.objects.create(name="terror")
    page = editor_client.get(LIST).text
    assert re.findall('field-uses">(.+?)<', page) == ["2", "0"]


def test_list_links_the_page_of_a_theme(editor_client, law):
    assert '<a href="/themes/law/">View</a>' in editor_client.get(LIST).content.decode()


def test_form_is_titled_add_theme(editor_client):
    assert editor_client.get(ADD).context["title"] == "Add theme"


def test_renamed_theme_keeps_its_address(editor_client, law):
    address = reverse("admin:taggit_tag_change", args=[law.pk])
    editor_client.post(address, filled(editor_client.get(address), name="Law and  order"))
    law.refresh_from_db()
    assert (law.name, law.slug) == ("Law and order", "law")


def test_capitals_of_a_theme_can_be_changed(editor_client, law):
    address = reverse("admin:taggit_tag_change", args=[law.pk])
    editor_client.post(address, filled(editor_client.get(address), name="Law"))
    law.refresh_from_db()
    assert law.name == "Law"


def test_comma_in_a_name_is_part_of_it(editor_client):
    add(editor_client, name="Law, order")
    assert Tag.objects.get().name == "Law, order"


@pytest.mark.parametrize("name", ["law", "LAW", " Law "])
def test_name_in_other_capitals_is_refused(editor_client, law, name):
    response = add(editor_client, name=name)
    assert list(errors(response)) == ["name"]
    assert Tag.objects.count() == 1


def test_cyrillic_name_in_other_capitals_is_refused(editor_client):
    Tag.objects.create(name="Право")
    response = add(editor_client, name="право")
    assert errors(response)["name"] == [
        "There is already a theme “Право”. To make one theme of the two, merge them in the list."
    ]


@pytest.mark.parametrize("name", ["?!", "“”", "\0", "l" * 300, ""])
def test_invalid_name_is_refused(editor_client, name):
    response = add(editor_client, name=name)
    assert (list(errors(response)), Tag.objects.count()) == (["name"], 0)


def test_taken_slug_is_refused(editor_client, law):
    assert list(errors(add(editor_client, slug="law"))) == ["slug"]


# Merging


def merge(client, themes, **fields):
    chosen = [theme.pk for theme in themes]
    data = {"action": "merge", "_selected_action": chosen} | fields
    return client.post(LIST, data, follow=True)


def test_merging_asks_which_theme_to_keep(editor_client, law):
    order = Tag.objects.create(name="order")
    response = merge(editor_client, [law, order])
    assert list(response.context["form"].fields["keep"].queryset) == [law, order]
    assert Tag.objects.count() == 2


def test_merging_moves_the_pages_of_the_other_themes(editor_client, law):
    essay = factories.essay()
    essay.themes.add("justice")
    justice = Tag.objects.get(name="justice")
    response = merge(editor_client, [law, justice], keep=law.pk)
    assert [str(message) for message in response.context["messages"]] == ["Merged into “law”."]
    assert (names_of(essay), list(Tag.objects.all())) == (["law"], [law])


def test_page_with_both_themes_has_one_after_merging(editor_client, law):
    essay = factories.essay()
    essay.themes.add("law", "justice", "terror")
    merge(editor_client, Tag.objects.filter(name__in=["law", "justice"]), keep=law.pk)
    assert names_of(essay) == ["law", "terror"]


def test_theme_that_was_not_chosen_cannot_be_kept(editor_client, law):
    order, terror = Tag.objects.create(name="order"), Tag.objects.create(name="terror")
    response = merge(editor_client, [law, order], keep=terror.pk)
    assert list(response.context["form"].errors) == ["keep"]
    assert Tag.objects.count() == 3


def test_moderator_may_not_see_themes(moderator_client, law):
    assert [moderator_client.get(address).status_code for address in (LIST, ADD)] == [403, 403]


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_is_the_same_for_one_and_three(
    editor_client, django_assert_num_queries, number
):
    for name in ["law", "order", "terror"][:number]:
        factories.essay().themes.add(name)
    editor_client.get(LIST)
    with django_assert_num_queries(6):
        editor_client.get(LIST)
