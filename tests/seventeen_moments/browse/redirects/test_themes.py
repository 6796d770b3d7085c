"""Redirects from old addresses of themes."""

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


def merge(*names, keep):
    merge_themes(Tag.objects.filter(name__in=[*names, keep]), Tag.objects.get(name=keep))


def test_changed_slug_redirects_to_the_new_one(target):
    rename(theme("law"), "order")
    assert target("/themes/law/?page=1") == "/themes/order/?page=1"


def test_cyrillic_slug_redirects_to_the_new_one(target):
    Tag.objects.create(name="право", slug="право")
    rename(theme("право"), "закон")
    assert target("/themes/право/") == reverse("browse:theme", args=["закон"])


def test_slug_changed_in_the_admin_redirects(target, editor_client):
    address = reverse("admin:taggit_tag_change", args=[theme("law").pk])
    editor_client.post(address, filled(editor_client.get(address), slug="order"))
    assert target("/themes/law/") == "/themes/order/"


def test_all_merged_themes_redirect_to_the_one_kept(target):
    for name in ["law", "justice", "order"]:
        theme(name)
    merge("justice", "order", keep="law")
    assert [target("/themes/justice/"), target("/themes/order/")] == ["/themes/law/"] * 2


def test_feed_of_a_merged_theme_redirects_to_that_of_the_one_kept(target):
    for name in ["law", "justice"]:
        theme(name)
    merge("justice", keep="law")
    assert target("/themes/justice/feed/") == "/themes/law/feed/"


def test_themes_merged_twice_redirect_to_the_last(target):
    for name in ["law", "justice", "order"]:
        theme(name)
    merge("order", keep="justice")
    merge("justice", keep="law")
    rename(Tag.objects.get(name="law"), "laws")
    assert [target(f"/themes/{slug}/") for slug in ["order", "justice", "law"]] == [
        "/themes/laws/"
    ] * 3


def test_new_theme_at_an_old_address_wins(target):
    for name in ["law", "justice"]:
        theme(name)
    merge("justice", keep="law")
    theme("justice")
    assert target("/themes/justice/") == 200


def test_theme_of_drafts_adds_no_redirect(target):
    theme("law")
    theme("secret", status=Status.DRAFT)
    rename(theme("hidden", status=Status.DRAFT), "shown")
    merge("secret", keep="law")
    factories.essay().themes.add("hidden")
    assert [target("/themes/secret/"), target("/themes/hidden/"), target("/themes/shown/")] == [
        404,
        404,
        200,
    ]


def test_old_address_of_a_theme_without_public_pages_returns_404(target):
    law = theme("law")
    rename(law, "order")
    essay = law.taggit_taggeditem_items.get().content_object
    rename(essay, essay.slug, status=Status.DRAFT)
    assert target("/themes/law/") == 404


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_is_the_same_for_one_and_three(
    client, db, django_assert_num_queries, number
):
    law = theme("law")
    for turn in range(number):
        rename(law, f"law-{turn}")
    client.get("/themes/law/")
    with django_assert_num_queries(2):  # the page, the redirect
        client.get("/themes/law/")
