"""How many queries a save takes, with all that follows it: addresses, and the search index.

Besides, each transaction leaves a row for the edition of the archive.
"""

import pytest
from django.db import transaction

from essays.models import Comment, Essay
from resources.models import Text
from seventeen_moments.core.batches import save_batch
from seventeen_moments.core.publication import Status
from seventeen_moments.search.index import index
from seventeen_moments.search.models import Document
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(essay):
    """The essay as a form loads it, with themes and a source."""
    essay.themes.add("Gulag", "Amnesty")
    factories.text(essay=essay)
    return Essay.objects.get()


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ({}, 3),  # its address, the row, what the index has
        ({"body": "<p>They came home.</p>"}, 5),  # its words, words that are new
        ({"slug": "home"}, 4),  # its former slug
        ({"year": 1955}, 5),  # its document, those of its sources
        ({"status": Status.DRAFT}, 6),  # the same, its former slug
        ({"title": "Home", "body": "<p>They came.</p>"}, 7),  # words of titles: old ones, new ones
    ],
)
def test_changed_essay(stored, django_assert_num_queries, fields, number):
    for name, value in fields.items():
        setattr(stored, name, value)
    with django_assert_num_queries(number):
        stored.save()


def test_essay_with_one_changed_column(stored, django_assert_num_queries):
    stored.status = Status.DRAFT
    with django_assert_num_queries(6):
        stored.save(update_fields=["status"])


def test_new_essay(stored, django_assert_num_queries):
    # Its slug, the row, what the index has, its document, its words, those of its title, new ones.
    with django_assert_num_queries(7):
        Essay.objects.create(title="New Course", body="<p>Bread.</p>", status=Status.PUBLISHED)


def test_new_source(stored, django_assert_num_queries):
    with django_assert_num_queries(7):  # its slug and position together, and the same
        Text.objects.create(essay=stored, title="Prikaz", status=Status.PUBLISHED)


@pytest.mark.parametrize(("fields", "number"), [({}, 3), ({"title": "Prikaz"}, 7)])
def test_changed_source(stored, django_assert_num_queries, fields, number):
    text = Text.objects.get()
    for name, value in fields.items():
        setattr(text, name, value)
    with django_assert_num_queries(number):
        text.save()


def test_approved_comment(stored, django_assert_num_queries):
    comment = factories.comment(essay=stored, state=Comment.State.WAITING)
    comment.state = Comment.State.APPROVED
    with django_assert_num_queries(1):
        comment.save()


@pytest.fixture
def sources(stored):
    sources = [
        Text(essay=stored, title="Act", slug=f"act-{number}", position=number)
        for number in range(300)
    ]
    Text.objects.bulk_create(sources)
    index(sources)
    return list(Text.objects.filter(title="Act").defer(*Text.long_fields()))


def test_essay_of_many_sources_is_withdrawn(stored, sources, django_assert_num_queries):
    stored.status = Status.DRAFT
    with django_assert_num_queries(6):
        stored.save()
    assert not Document.objects.visible().exists()


def test_many_sources_are_published(sources, django_assert_max_num_queries):
    for source in sources:
        source.make_public()
    with transaction.atomic(), django_assert_max_num_queries(30):
        save_batch(sources, ["status", "published_at"])
    assert Document.objects.visible().filter(kind="text").count() == 301
