"""The old addresses of themes."""

import pytest
from django.urls import reverse
from taggit.models import Tag

from seventeen_moments.browse.admin import merge_themes
from seventeen_moments.core.publication import Status
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.browse.redirects.conftest import rename


def theme(name, **fields):
    factories.essay(**fields).themes.add(name)
    return Tag.objects.get(name=name)


def merged(*names, kept):
    merge_themes(Tag.objects.filter(name__in=[*names, kept]), Tag.objects.get(name=kept))


def test_changed_slug_leads_to_the_new_one(led):
    rename(theme("law"), "order")
    assert led("/themes/law/?page=1") == "/themes/order/?page=1"


def test_cyrillic_slug_leads_to_the_new_one(led):
    rename(theme("право"), "закон")
    assert led("/themes/право/") == reverse("browse:theme", args=["закон"])


def test_slug_changed_in_the_admin_leads_on(led, editor_client):
    address = reverse("admin:taggit_tag_change", args=[theme("law").pk])
    editor_client.post(address, filled(editor_client.get(address), slug="order"))
    assert led("/themes/law/") == "/themes/order/"


def test_merged_themes_all_lead_to_the_one_that_stays(led):
    for name in ["law", "justice", "order"]:
        theme(name)
    merged("justice", "order", kept="law")
    assert [led("/themes/justice/"), led("/themes/order/")] == ["/themes/law/"] * 2


def test_feed_of_a_merged_theme_leads_to_that_of_the_one_that_stays(led):
    for name in ["law", "justice"]:
        theme(name)
    merged("justice", kept="law")
    assert led("/themes/justice/feed/") == "/themes/law/feed/"


def test_themes_merged_twice_lead_to_the_last(led):
    for name in ["law", "justice", "order"]:
        theme(name)
    merged("order", kept="justice")
    merged("justice", kept="law")
    rename(Tag.objects.get(name="law"), "laws")
    assert [led(f"/themes/{slug}/") for slug in ["order", "justice", "law"]] == [
        "/themes/laws/"
    ] * 3


def test_theme_that_comes_back_takes_precedence(led):
    for name in ["law", "justice"]:
        theme(name)
    merged("justice", kept="law")
    theme("justice")
    assert led("/themes/justice/") == 200


def test_theme_of_drafts_alone_leaves_nothing(led):
    theme("law")
    theme("secret", status=Status.DRAFT)
    rename(theme("hidden", status=Status.DRAFT), "shown")
    merged("secret", kept="law")
    factories.essay().themes.add("hidden")
    assert [led("/themes/secret/"), led("/themes/hidden/"), led("/themes/shown/")] == [
        404,
        404,
        200,
    ]


def test_theme_that_nothing_published_carries_is_not_shown_the_way_to(led):
    law = theme("law")
    rename(law, "order")
    essay = law.taggit_taggeditem_items.get().content_object
    rename(essay, essay.slug, status=Status.DRAFT)
    assert led("/themes/law/") == 404


@pytest.mark.parametrize("number", [1, 3])
def test_way_is_found_with_as_many_queries_for_one_and_three(
    client, db, django_assert_num_queries, number
):
    law = theme("law")
    for turn in range(number):
        rename(law, f"law-{turn}")
    client.get("/themes/law/")
    with django_assert_num_queries(3):  # the page itself, the moments of the 404, the way
        client.get("/themes/law/")
