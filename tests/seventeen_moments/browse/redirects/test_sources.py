"""The old addresses of sources."""

import pytest

from seventeen_moments.core.publication import Status
from tests import factories
from tests.seventeen_moments.browse.redirects.conftest import rename

KINDS = {
    "texts": factories.text,
    "images": factories.image,
    "music": factories.recording,
    "other-resources": factories.reference,
}
every_section = pytest.mark.parametrize("section", KINDS)


@pytest.fixture
def essay(db):
    return factories.essay(slug="home")


@every_section
def test_old_address_leads_to_the_new_one(led, essay, section):
    rename(KINDS[section](essay=essay, slug="old"), "new")
    assert led(f"/essays/home/{section}/old/?a=1") == f"/essays/home/{section}/new/?a=1"


@every_section
def test_source_moves_to_another_essay(led, essay, section):
    source = KINDS[section](essay=essay, slug="one")
    rename(source, "one", essay=factories.essay(slug="other"))
    assert led(f"/essays/home/{section}/one/") == f"/essays/other/{section}/one/"


def test_sections_know_nothing_of_one_another(led, essay):
    rename(factories.text(essay=essay, slug="old"), "new")
    assert led("/essays/home/images/old/") == 404


def test_both_slugs_may_change(led, essay):
    text = factories.text(essay=essay, slug="old")
    rename(essay, "house")
    rename(text, "new")
    rename(essay, "hut")
    assert [led(f"/essays/{slug}/texts/old/") for slug in ["home", "house", "hut"]] == [
        "/essays/hut/texts/new/"
    ] * 3


def test_new_source_at_an_old_address_wins(led, essay):
    rename(factories.text(essay=essay, slug="old"), "new")
    factories.text(essay=essay, slug="old")
    rename(essay, "house")
    assert [led("/essays/house/texts/old/"), led("/essays/home/texts/old/")] == [
        200,
        "/essays/house/texts/old/",
    ]


def test_source_is_found_after_its_former_essay_is_deleted(led, essay):
    rename(factories.text(essay=essay, slug="one"), "one", essay=factories.essay(slug="other"))
    essay.delete()
    assert led("/essays/home/texts/one/") == "/essays/other/texts/one/"


@pytest.mark.parametrize("of_essay", [Status.DRAFT, Status.PUBLISHED])
def test_address_that_was_never_public_leads_nowhere(led, of_essay):
    essay = factories.essay(slug="home", status=of_essay)
    status = Status.PUBLISHED if of_essay == Status.DRAFT else Status.DRAFT
    rename(factories.text(essay=essay, slug="old", status=status), "new", status="published")
    rename(essay, "home", status=Status.PUBLISHED)
    assert (led("/essays/home/texts/old/"), led("/essays/home/texts/new/")) == (404, 200)


def test_source_renamed_while_its_essay_was_withdrawn_is_found(led, essay):
    text = factories.text(essay=essay, slug="old")
    rename(essay, "home", status=Status.DRAFT)
    rename(text, "new")
    rename(essay, "home", status=Status.PUBLISHED)
    assert led("/essays/home/texts/old/") == "/essays/home/texts/new/"


@pytest.mark.parametrize("withdrawn", ["source", "essay"])
def test_what_is_no_longer_published_is_not_shown_the_way_to(led, essay, withdrawn):
    text = factories.text(essay=essay, slug="old")
    rename(text, "new")
    page = text if withdrawn == "source" else essay
    rename(page, page.slug, status=Status.DRAFT)
    assert led("/essays/home/texts/old/") == 404
