"""What visitors may see: every public listing and page against all that is not public."""

from datetime import timedelta

import pytest
from django.utils import timezone

from essays.models import Comment
from seventeen_moments.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db

SECRET = "Unheard-of"

LISTINGS = [
    "/",
    "/essays/",
    "/essays/?year=1954",
    "/essays/?theme=open",
    "/years/",
    "/years/1954/",
    "/themes/",
    "/themes/open/",
    "/essays/open/",
    "/essays/open/texts/",
    "/essays/open/images/",
    "/essays/open/music/",
    "/essays/open/other-resources/",
    "/essays/open/texts/open/",
    "/essays/open/images/open/",
    "/essays/open/music/open/",
    "/essays/open/other-resources/open/",
    "/essays/open/comments/",
    "/essays/open/comments/?page=1&about=p1",
]

MAKERS = [factories.text, factories.image, factories.recording, factories.reference]


@pytest.fixture
def archive():
    """One of everything in public, and beside each whatever must not be seen."""
    essay = factories.essay(title="Open", slug="open", year=1954)
    tomorrow = timezone.now() + timedelta(days=1)
    hidden = [
        factories.essay(title=SECRET, summary=SECRET, year=1954, status=Status.DRAFT),
        factories.essay(title=SECRET, summary=SECRET, year=1954, published_at=tomorrow),
        factories.essay(title=SECRET, summary=SECRET, year=None, status=Status.DRAFT),
    ]
    for make in MAKERS:
        make(essay=essay, title="Open", slug="open").themes.add("Open")
        hidden += [
            make(essay=essay, title=SECRET, description=SECRET, status=Status.DRAFT),
            make(essay=essay, title=SECRET, description=SECRET, published_at=tomorrow),
            *(make(essay=draft, title=SECRET, description=SECRET) for draft in hidden[:2]),
        ]
    for thing in hidden:
        thing.themes.add("Open", SECRET)
    essay.lead_image = essay.images.get(status=Status.DRAFT)
    essay.save()
    essay.themes.add("Open")
    for state in set(Comment.State) - {Comment.State.APPROVED}:
        opening = factories.comment(
            essay=essay, text=SECRET, name=SECRET, quote=SECRET, state=state
        )
        factories.comment(essay=essay, text="Open", parent=opening)
        factories.comment(essay=essay, text=SECRET, name=SECRET, state=state, parent=opening)
    factories.comment(essay=essay, text="Open")
    return hidden


@pytest.mark.parametrize("address", LISTINGS)
def test_visitors_find_nothing_unpublished(client, archive, address):
    response = client.get(address)
    assert response.status_code == 200
    assert SECRET not in response.text


def test_pages_of_what_is_unpublished_are_missing(client, archive):
    found = [client.get(thing.get_absolute_url()).status_code for thing in archive]
    assert found == [404] * len(archive)


def test_counts_leave_out_what_is_unpublished(client, archive):
    essay = client.get("/essays/open/").context["essay"]
    assert [section.count for section in essay.sections()] == [1, 1, 1, 1]


def test_line_counts_only_what_is_published(client, archive):
    moments = client.get("/years/").context["moments"]
    assert [(moment.year, moment.essays) for moment in moments] == [(1954, 1)]
