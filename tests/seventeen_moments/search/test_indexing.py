"""The index follows whatever is saved, tagged, published and deleted, on every way."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db.migrations import Migration
from django.utils import timezone
from taggit.models import Tag

from essays.models import Essay
from seventeen_moments.bulk.tagging import tag_new
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.search.backends import backend
from seventeen_moments.search.documents import (
    INDEXED,
    KINDS_OF_DOCUMENTS,
    document_id,
    entries,
    place,
)
from seventeen_moments.search.index import build_first
from seventeen_moments.search.matches import Matches
from seventeen_moments.search.models import Document
from seventeen_moments.search.parsing import parse
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.now()
YESTERDAY, TOMORROW = NOW - timedelta(days=1), NOW + timedelta(days=1)


def found(words, at=None):
    return [row.title for row in Matches(parse(words), at=at)[0:20]]


@pytest.fixture
def text(essay):
    return factories.text(essay=essay, title="Decree", translation="Bread for all.")


def test_what_is_saved_is_found_under_its_new_words_alone(text):
    text.translation = "Steel for all."
    text.save(update_fields=["translation"])
    assert (found("bread"), found("steel")) == ([], ["Decree"])


def test_what_is_deleted_is_gone(text):
    text.delete()
    assert (found("decree"), Document.objects.filter(kind="text").count()) == ([], 0)


def test_essay_takes_its_sources_along(text, essay):
    essay.delete()
    assert Document.objects.count() == 0


def test_theme_is_found_while_it_is_there(text):
    text.themes.add("Thaw")
    with_it = found("thaw")
    text.themes.remove("Thaw")
    assert (with_it, found("thaw")) == (["Decree"], [])


def test_themes_of_an_import_are_found(text):
    tag_new(text, [Tag.objects.create(name="Thaw", slug="thaw")])
    assert found("thaw") == ["Decree"]


def test_theme_is_found_under_its_new_name(text):
    text.themes.add("Thaw")
    tag = Tag.objects.get()
    tag.name = "Winter"
    tag.save()
    assert (found("thaw"), found("winter")) == ([], ["Decree"])


def test_theme_that_is_deleted_is_found_no_more(text):
    text.themes.add("Thaw")
    Tag.objects.all().delete()
    assert found("thaw") == []


def test_essay_hides_and_shows_its_sources(text, essay):
    essay.status = Status.DRAFT
    essay.save()
    hidden = found("bread")
    essay.status = Status.PUBLISHED
    essay.save()
    assert (hidden, found("bread")) == ([], ["Decree"])


def number(words, at=None):
    return Matches(parse(words), at=at).number


def test_count_follows_when_an_essay_is_withdrawn_and_published(text, essay):
    essay.status = Status.DRAFT
    essay.save()
    withdrawn = number("bread")
    essay.status = Status.PUBLISHED
    essay.save()
    assert (withdrawn, number("bread")) == (0, 1)


def test_count_follows_when_an_essay_is_put_off(text, essay):
    essay.published_at = TOMORROW
    essay.save()
    assert (number("bread"), number("bread", at=TOMORROW)) == (0, 1)


def test_essay_that_is_published_leaves_its_drafts_hidden(essay):
    essay.status = Status.DRAFT
    essay.save()
    factories.text(essay=essay, translation="Bread", status=Status.DRAFT)
    essay.status = Status.PUBLISHED
    essay.save()
    assert number("bread") == 0


def test_source_of_a_published_essay_waits_for_its_own_time(essay):
    essay.status = Status.DRAFT
    essay.save()
    factories.text(essay=essay, translation="Bread", published_at=TOMORROW)
    essay.status, essay.published_at = Status.PUBLISHED, YESTERDAY
    essay.save()
    assert (number("bread"), number("bread", at=TOMORROW)) == (0, 1)


def test_sources_follow_the_year_of_their_essay(text, essay):
    essay.year = 1961
    essay.save()
    assert Document.objects.get(kind="text").year == 1961


def test_essay_that_is_withdrawn_leaves_sources_of_others_in_sight(text, essay):
    factories.text(title="Steel")
    essay.status = Status.DRAFT
    essay.save()
    assert number("steel") == 1


def test_time_alone_publishes(essay):
    factories.text(essay=essay, title="Later", published_at=TOMORROW)
    assert (found("later"), found("later", at=TOMORROW)) == ([], ["Later"])


def test_index_is_made_anew_from_nothing(text):
    Document.objects.all().delete()
    call_command("rebuild_search", verbosity=0)
    assert found("bread") == ["Decree"]


def test_rebuilding_drops_what_is_gone(text):
    type(text).objects.filter(pk=text.pk)._raw_delete("default")
    call_command("rebuild_search", verbosity=0)
    assert not Document.objects.filter(kind="text").exists()


def test_rebuilding_changes_nothing_that_is_right(text):
    before = list(Document.objects.order_by("pk").values())
    call_command("rebuild_search", verbosity=0)
    assert list(Document.objects.order_by("pk").values()) == before


def test_number_of_a_document_says_nothing_of_the_order_of_kinds(monkeypatch):
    rows = [make() for make in factories.SOURCES]
    before = {document_id(type(row), row.pk): (type(row), row.pk) for row in rows}
    kinds = reversed(INDEXED.items())
    monkeypatch.setattr("seventeen_moments.search.documents.INDEXED", dict(kinds))
    assert {number: place(number) for number in before} == before
    assert [document_id(type(row), row.pk) for row in rows] == list(before)
    assert {document.pk for document in Document.objects.exclude(kind="essay")} == before.keys()


def test_document_of_a_removed_content_type_is_passed_over(client, text):
    gone = ContentType.objects.create(app_label="gone", model="diary")
    document = Document.objects.get(kind="text")
    key = 7 * KINDS_OF_DOCUMENTS + gone.pk
    entry = entries([text])[0]
    document.pk, document.kind, document.object_id = key, "diary", 7
    document.save(force_insert=True)
    backend().store([entry._replace(document=document)])
    gone.delete()
    ContentType.objects.clear_cache()
    found = client.get("/search/", {"q": text.title})
    assert [hit.pk for hit in found.context["object_list"]] == [text.pk]


@pytest.mark.parametrize("at", [YESTERDAY - timedelta(days=1), NOW, TOMORROW])
def test_index_says_of_everything_what_published_says(at):
    times = [YESTERDAY, NOW, TOMORROW]
    essays = [factories.essay(published_at=when) for when in times]
    essays.append(factories.essay(status=Status.DRAFT))
    for essay in essays:
        for make in factories.SOURCES:
            make(essay=essay, status=Status.DRAFT)
            for when in times:
                make(essay=essay, published_at=when)
    public = {
        document_id(model, key)
        for model in [Essay, *kinds()]
        for key in model.objects.published(at).values_list("pk", flat=True)
    }
    assert len(INDEXED) == 1 + len(kinds())
    assert set(Document.objects.visible(at).values_list("pk", flat=True)) == public


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("0001_documents_and_their_words", 1),
        ("0002_words_of_titles_and_their_sounds", 1),
        ("0003_keys_that_are_the_rows_own", 0),
        ("0004_names_of_any_kind", 0),
        ("0005_documents_numbered_by_content_type", 1),
    ],
)
def test_index_is_built_after_what_left_it_empty(text, name, found):
    Document.objects.all().delete()
    build_first([(Migration(name, "search"), False)])
    assert Document.objects.filter(object_id=text.pk, kind="text").count() == found
    Document.objects.all().delete()
    build_first([(Migration(name, "search"), True)])
    assert not Document.objects.exists()
