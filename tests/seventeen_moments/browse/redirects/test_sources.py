"""Redirects from old addresses of sources."""

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
def test_old_address_redirects_to_the_new_one(target, essay, section):
    rename(KINDS[section](essay=essay, slug="old"), "new")
    assert target(f"/essays/home/{section}/old/?a=1") == f"/essays/home/{section}/new/?a=1"


@every_section
def test_source_can_move_to_another_essay(target, essay, section):
    source = KINDS[section](essay=essay, slug="one")
    rename(source, "one", essay=factories.essay(slug="other"))
    assert target(f"/essays/home/{section}/one/") == f"/essays/other/{section}/one/"


def test_same_slug_in_another_section_does_not_redirect(target, essay):
    rename(factories.text(essay=essay, slug="old"), "new")
    assert target("/essays/home/images/old/") == 404


def test_slugs_of_source_and_essay_can_change(target, essay):
    text = factories.text(essay=essay, slug="old")
    rename(essay, "house")
    rename(text, "new")
    rename(essay, "hut")
    assert [target(f"/essays/{slug}/texts/old/") for slug in ["home", "house", "hut"]] == [
        "/essays/hut/texts/new/"
    ] * 3


def test_new_source_at_an_old_address_wins(target, essay):
    rename(factories.text(essay=essay, slug="old"), "new")
    factories.text(essay=essay, slug="old")
    rename(essay, "house")
    assert [target("/essays/house/texts/old/"), target("/essays/home/texts/old/")] == [
        200,
        "/essays/house/texts/old/",
    ]


def test_source_redirects_after_its_former_essay_is_deleted(target, essay):
    rename(factories.text(essay=essay, slug="one"), "one", essay=factories.essay(slug="other"))
    essay.delete()
    assert target("/essays/home/texts/one/") == "/essays/other/texts/one/"


@pytest.mark.parametrize("of_essay", [Status.DRAFT, Status.PUBLISHED])
def test_address_that_was_never_public_returns_404(target, of_essay):
    essay = factories.essay(slug="home", status=of_essay)
    status = Status.PUBLISHED if of_essay == Status.DRAFT else Status.DRAFT
    rename(factories.text(essay=essay, slug="old", status=status), "new", status="published")
    rename(essay, "home", status=Status.PUBLISHED)
    assert (target("/essays/home/texts/old/"), target("/essays/home/texts/new/")) == (404, 200)


def test_source_renamed_in_a_withdrawn_essay_redirects(target, essay):
    text = factories.text(essay=essay, slug="old")
    rename(essay, "home", status=Status.DRAFT)
    rename(text, "new")
    rename(essay, "home", status=Status.PUBLISHED)
    assert target("/essays/home/texts/old/") == "/essays/home/texts/new/"


@pytest.mark.parametrize("withdrawn", ["source", "essay"])
def test_old_address_of_an_unpublished_source_returns_404(target, essay, withdrawn):
    text = factories.text(essay=essay, slug="old")
    rename(text, "new")
    page = text if withdrawn == "source" else essay
    rename(page, page.slug, status=Status.DRAFT)
    assert target("/essays/home/texts/old/") == 404
