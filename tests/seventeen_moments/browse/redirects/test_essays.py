"""The old addresses of essays, and of what stands below them."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from essays.models import Comment, Essay
from seventeen_moments.browse.models import FormerSlug
from seventeen_moments.core.publication import Status
from tests import factories
from tests.forms import comment_on, filled
from tests.seventeen_moments.browse.redirects.conftest import rename


def moved(**fields):
    essay = factories.essay(slug="old", **fields)
    rename(essay, "new")
    return essay


@pytest.mark.parametrize(
    "below", ["", "texts/", "images/", "music/", "other-resources/", "comments/", "?page=2&q=a%26b"]
)
def test_old_address_leads_to_the_new_one(led, below):
    moved()
    assert led(f"/essays/old/{below}") == f"/essays/new/{below}"


@pytest.mark.parametrize("kind", factories.OF_KIND)
def test_sources_move_with_their_essay(led, kind):
    source = getattr(factories, kind)(essay=factories.essay(slug="old"), slug="one")
    before = source.get_absolute_url()
    rename(source.essay, "new")
    assert led(before) == before.replace("old", "new")


def test_old_addresses_all_lead_to_the_last(led):
    essay = moved()
    rename(essay, "newest")
    assert [led("/essays/old/"), led("/essays/new/")] == ["/essays/newest/"] * 2


def test_essay_that_takes_its_old_slug_back_is_there(led):
    rename(moved(), "old")
    assert [led("/essays/old/"), led("/essays/new/")] == [200, "/essays/old/"]


def test_two_essays_may_exchange_their_slugs(led):
    first, second = factories.essay(slug="first"), factories.essay(slug="second")
    rename(first, "third")
    rename(second, "first")
    rename(first, "second")
    assert [led(f"/essays/{slug}/") for slug in ["first", "second", "third"]] == [
        200,
        200,
        "/essays/second/",
    ]


def test_new_essay_at_an_old_address_wins(led):
    moved()
    factories.essay(slug="old")
    assert led("/essays/old/") == 200


def test_draft_at_an_old_address_does_not_stand_in_the_way(led):
    moved()
    factories.essay(slug="old", status=Status.DRAFT)
    assert led("/essays/old/") == "/essays/new/"


def test_address_leads_to_the_essay_that_was_there_last(led):
    moved()
    later = factories.essay(slug="old")
    rename(later, "later")
    assert led("/essays/old/") == "/essays/later/"


def test_address_below_both_essays_of_a_slug_leads_to_the_source(led):
    rename(factories.text(slug="decree", essay=factories.essay(slug="old")).essay, "new")
    factories.essay(slug="old")
    assert led("/essays/old/texts/decree/") == "/essays/new/texts/decree/"


# What leaves no redirect


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.DRAFT},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_address_that_was_never_public_leads_nowhere(led, fields):
    rename(factories.essay(slug="old", **fields), "new", status="published", published_at=None)
    assert (led("/essays/old/"), led("/essays/new/")) == (404, 200)


def test_address_that_was_public_before_its_withdrawal_leads_on(led):
    essay = factories.essay(slug="old")
    rename(essay, "old", status=Status.DRAFT)
    rename(essay, "new")
    rename(essay, "new", status=Status.PUBLISHED)
    assert led("/essays/old/") == "/essays/new/"


@pytest.mark.parametrize(
    "change", [{"status": Status.DRAFT}, {"slug": "newest", "status": "draft"}]
)
def test_what_is_no_longer_published_is_not_shown_the_way_to(led, change):
    essay = moved()
    for name, value in change.items():
        setattr(essay, name, value)
    essay.save()
    assert [led("/essays/old/"), led("/essays/new/")] == [404, 404]


def test_deleted_essay_leads_nowhere(led):
    moved().delete()
    assert led("/essays/old/") == 404


def test_source_that_is_none_leads_nowhere(led):
    moved()
    assert led("/essays/old/texts/none/") == 404


def test_unpublished_source_leads_nowhere(led):
    essay = factories.text(slug="decree", status="draft", essay=factories.essay(slug="old")).essay
    rename(essay, "new")
    assert led("/essays/old/texts/decree/") == 404


@pytest.mark.parametrize("address", ["/essays/old/none/", "/essays/old/texts/a/b/", "/old/"])
def test_address_of_no_page_is_not_asked_for(led, address, django_assert_num_queries):
    moved()
    with django_assert_num_queries(1):  # the moments of the 404
        assert led(address) == 404


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
def test_every_way_of_saving_leaves_the_redirect(led, store):
    store(factories.essay(slug="old"))
    assert led("/essays/old/") == "/essays/new/"


def test_fixture_leaves_the_redirect(led, tmp_path):
    load_fixture(factories.essay(slug="old"), tmp_path)
    assert led("/essays/old/") == "/essays/new/"


def test_admin_leaves_the_redirect(led, editor_client):
    essay = factories.essay(slug="old")
    address = reverse("admin:essays_essay_change", args=[essay.pk])
    editor_client.post(address, filled(editor_client.get(address), slug="new"))
    assert led("/essays/old/") == "/essays/new/"


def test_saving_what_keeps_its_address_writes_nothing_down(db):
    essay = factories.essay()
    rename(essay, essay.slug, title="Another")
    assert FormerSlug.objects.count() == 0


def test_saving_what_cannot_move_asks_nothing(db, unsearched, django_assert_num_queries):
    essay = factories.essay()
    with django_assert_num_queries(1):
        essay.save(update_fields=["title"])


# The answer


def test_redirect_is_permanent_and_kept_for_an_hour(client, db):
    moved()
    response = client.get("/essays/old/")
    assert (response.status_code, response["Cache-Control"]) == (301, "max-age=3600")


@pytest.mark.parametrize("debug", [True, False])
def test_debug_changes_nothing(led, settings, debug):
    settings.DEBUG = debug
    moved()
    assert [led("/essays/old/"), led("/essays/none/")] == ["/essays/new/", 404]


def test_comment_written_while_the_address_changed_arrives(client, db):
    comment = comment_on(moved(), text="I read this.")
    client.post("/essays/old/comments/", comment, follow=True)
    assert Comment.objects.get().text == "I read this."


def test_editor_sees_the_draft_at_an_old_address(editor_client):
    moved()
    draft = factories.essay(slug="old", status=Status.DRAFT)
    assert editor_client.get("/essays/old/").context["essay"] == draft


@pytest.mark.parametrize("number", [1, 3])
def test_way_is_found_with_as_many_queries_for_one_and_three(
    client, db, django_assert_num_queries, number
):
    essay = moved()
    for turn in range(number):
        rename(essay, f"new-{turn}")
    with django_assert_num_queries(4):  # the page itself, the moments of the 404, the way
        client.get("/essays/old/")
