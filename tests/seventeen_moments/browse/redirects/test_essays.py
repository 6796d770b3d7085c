"""Redirects from old addresses of essays and of the pages below them."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from essays.models import Comment, Essay
from seventeen_moments.browse.models import FormerSlug
from seventeen_moments.core.publication import Status
from tests import factories
from tests.forms import comment_on
from tests.seventeen_moments.browse.redirects.conftest import rename
from tests.seventeen_moments.versions.draft_forms import publish


def moved(**fields):
    essay = factories.essay(slug="old", **fields)
    rename(essay, "new")
    return essay


@pytest.mark.parametrize(
    "below", ["", "texts/", "images/", "music/", "other-resources/", "comments/", "?page=2&q=a%26b"]
)
def test_old_address_redirects_to_the_new_one(target, below):
    moved()
    assert target(f"/essays/old/{below}") == f"/essays/new/{below}"


@pytest.mark.parametrize("kind", factories.OF_KIND)
def test_addresses_of_sources_change_with_their_essay(target, kind):
    source = getattr(factories, kind)(essay=factories.essay(slug="old"), slug="one")
    before = source.get_absolute_url()
    rename(source.essay, "new")
    assert target(before) == before.replace("old", "new")


def test_all_old_addresses_redirect_to_the_last(target):
    essay = moved()
    rename(essay, "newest")
    assert [target("/essays/old/"), target("/essays/new/")] == ["/essays/newest/"] * 2


def test_essay_can_get_its_old_slug_back(target):
    rename(moved(), "old")
    assert [target("/essays/old/"), target("/essays/new/")] == [200, "/essays/old/"]


def test_two_essays_can_exchange_their_slugs(target):
    first, second = factories.essay(slug="first"), factories.essay(slug="second")
    rename(first, "third")
    rename(second, "first")
    rename(first, "second")
    assert [target(f"/essays/{slug}/") for slug in ["first", "second", "third"]] == [
        200,
        200,
        "/essays/second/",
    ]


def test_new_essay_at_an_old_address_wins(target):
    moved()
    factories.essay(slug="old")
    assert target("/essays/old/") == 200


def test_draft_at_an_old_address_does_not_prevent_the_redirect(target):
    moved()
    factories.essay(slug="old", status=Status.DRAFT)
    assert target("/essays/old/") == "/essays/new/"


def test_address_redirects_to_the_essay_that_had_it_last(target):
    moved()
    later = factories.essay(slug="old")
    rename(later, "later")
    assert target("/essays/old/") == "/essays/later/"


def test_address_below_two_essays_of_a_slug_redirects_to_the_source(target):
    rename(factories.text(slug="decree", essay=factories.essay(slug="old")).essay, "new")
    factories.essay(slug="old")
    assert target("/essays/old/texts/decree/") == "/essays/new/texts/decree/"


# No redirect


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.DRAFT},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_address_that_was_never_public_returns_404(target, fields):
    rename(factories.essay(slug="old", **fields), "new", status="published", published_at=None)
    assert (target("/essays/old/"), target("/essays/new/")) == (404, 200)


def test_address_that_was_public_before_a_withdrawal_redirects(target):
    essay = factories.essay(slug="old")
    rename(essay, "old", status=Status.DRAFT)
    rename(essay, "new")
    rename(essay, "new", status=Status.PUBLISHED)
    assert target("/essays/old/") == "/essays/new/"


@pytest.mark.parametrize(
    "change", [{"status": Status.DRAFT}, {"slug": "newest", "status": "draft"}]
)
def test_old_address_of_an_unpublished_essay_returns_404(target, change):
    essay = moved()
    for name, value in change.items():
        setattr(essay, name, value)
    essay.save()
    assert [target("/essays/old/"), target("/essays/new/")] == [404, 404]


def test_old_address_of_a_deleted_essay_returns_404(target):
    moved().delete()
    assert target("/essays/old/") == 404


def test_unknown_source_below_an_old_address_returns_404(target):
    moved()
    assert target("/essays/old/texts/none/") == 404


def test_unpublished_source_below_an_old_address_returns_404(target):
    essay = factories.text(slug="decree", status="draft", essay=factories.essay(slug="old")).essay
    rename(essay, "new")
    assert target("/essays/old/texts/decree/") == 404


@pytest.mark.parametrize("address", ["/essays/old/none/", "/essays/old/texts/a/b/", "/old/"])
def test_address_of_no_page_takes_no_query(target, address, django_assert_num_queries):
    moved()
    with django_assert_num_queries(0):
        assert target(address) == 404


# Ways of saving


def save_one_field(essay):
    essay.slug = "new"
    essay.save(update_fields=["slug"])


def update_or_create(essay):
    Essay.objects.update_or_create({"slug": "new"}, pk=essay.pk)


def load_fixture(essay, folder):
    call_command("dumpdata", "essays.essay", output=str(folder / "e.json"), verbosity=0)
    rows = json.loads((folder / "e.json").read_text())
    rows[0]["fields"]["slug"] = "new"
    (folder / "e.json").write_text(json.dumps(rows))
    call_command("loaddata", str(folder / "e.json"), verbosity=0)


@pytest.mark.parametrize("store", [save_one_field, update_or_create])
def test_every_way_of_saving_adds_the_redirect(target, store):
    store(factories.essay(slug="old"))
    assert target("/essays/old/") == "/essays/new/"


def test_fixture_adds_the_redirect(target, tmp_path):
    load_fixture(factories.essay(slug="old"), tmp_path)
    assert target("/essays/old/") == "/essays/new/"


def test_admin_adds_the_redirect(target, editor_client):
    publish(editor_client, factories.essay(slug="old"), slug="new")
    assert target("/essays/old/") == "/essays/new/"


def test_saving_with_the_same_address_records_nothing(db):
    essay = factories.essay()
    rename(essay, essay.slug, title="Another")
    assert FormerSlug.objects.count() == 0


def test_saving_other_fields_takes_no_further_query(db, unsearched, django_assert_num_queries):
    essay = factories.essay()
    with django_assert_num_queries(1):
        essay.save(update_fields=["title"])


# The response


def test_redirect_is_permanent_and_asked_for_each_time(client, db):
    moved()
    response = client.get("/essays/old/")
    assert (response.status_code, response["Cache-Control"]) == (301, "no-cache")


@pytest.mark.parametrize("debug", [True, False])
def test_debug_makes_no_difference(target, settings, debug):
    settings.DEBUG = debug
    moved()
    assert [target("/essays/old/"), target("/essays/none/")] == ["/essays/new/", 404]


def test_comment_sent_to_an_old_address_is_saved(client, db):
    comment = comment_on(moved(), text="I read this.")
    client.post("/essays/old/comments/", comment, follow=True)
    assert Comment.objects.get().text == "I read this."


def test_editor_sees_the_draft_at_an_old_address(editor_client):
    moved()
    draft = factories.essay(slug="old", status=Status.DRAFT)
    assert editor_client.get("/essays/old/").context["essay"] == draft


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_is_the_same_for_one_and_three(
    client, db, django_assert_num_queries, number
):
    essay = moved()
    for turn in range(number):
        rename(essay, f"new-{turn}")
    with django_assert_num_queries(2):  # the page, the redirect
        client.get("/essays/old/")
