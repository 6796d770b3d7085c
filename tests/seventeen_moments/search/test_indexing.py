"""The index follows every save, change of themes, publication and deletion."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db.migrations import Migration
from django.utils import timezone
from taggit.models import Tag

from essays.models import Essay
from seventeen_moments.bulk.entry import tag_new
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.search.backends import backend
from seventeen_moments.search.documents import (
    INDEXED,
    MODELS,
    document_id,
    entries_for,
    model_and_key,
)
from seventeen_moments.search.index import build_first
from seventeen_moments.search.matches import Matches
from seventeen_moments.search.models import Document
from seventeen_moments.search.parsing import parse
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.now()
YESTERDAY, TOMORROW = NOW - timedelta(days=1), NOW + timedelta(days=1)


def titles(words, at=None):
    return [row.title for row in Matches(parse(words), at=at)[0:20]]


@pytest.fixture
def text(essay):
    return factories.text(essay=essay, title="Decree", translation="Bread for all.")


def test_saved_row_is_found_by_its_new_words_only(text):
    text.translation = "Steel for all."
    text.save(update_fields=["translation"])
    assert (titles("bread"), titles("steel")) == ([], ["Decree"])


def test_deleted_row_is_not_found(text):
    text.delete()
    assert (titles("decree"), Document.objects.filter(kind="text").count()) == ([], 0)


def test_deleted_essay_removes_its_sources(text, essay):
    essay.delete()
    assert Document.objects.count() == 0


def test_theme_is_found_until_it_is_removed(text):
    text.themes.add("Thaw")
    with_it = titles("thaw")
    text.themes.remove("Thaw")
    assert (with_it, titles("thaw")) == (["Decree"], [])


def test_imported_themes_are_found(text):
    tag_new(text, [Tag.objects.create(name="Thaw", slug="thaw")])
    assert titles("thaw") == ["Decree"]


def test_renamed_theme_is_found_by_its_new_name(text):
    text.themes.add("Thaw")
    tag = Tag.objects.get()
    tag.name = "Winter"
    tag.save()
    assert (titles("thaw"), titles("winter")) == ([], ["Decree"])


def test_deleted_theme_is_not_found(text):
    text.themes.add("Thaw")
    Tag.objects.all().delete()
    assert titles("thaw") == []


def test_withdrawn_essay_hides_its_sources(text, essay):
    essay.status = Status.DRAFT
    essay.save()
    hidden = titles("bread")
    essay.status = Status.PUBLISHED
    essay.save()
    assert (hidden, titles("bread")) == ([], ["Decree"])


def number(words, at=None):
    return Matches(parse(words), at=at).number


def test_number_follows_when_an_essay_is_withdrawn_and_published(text, essay):
    essay.status = Status.DRAFT
    essay.save()
    withdrawn = number("bread")
    essay.status = Status.PUBLISHED
    essay.save()
    assert (withdrawn, number("bread")) == (0, 1)


def test_number_follows_when_an_essay_is_postponed(text, essay):
    essay.published_at = TOMORROW
    essay.save()
    assert (number("bread"), number("bread", at=TOMORROW)) == (0, 1)


def test_published_essay_does_not_show_its_drafts(essay):
    essay.status = Status.DRAFT
    essay.save()
    factories.text(essay=essay, translation="Bread", status=Status.DRAFT)
    essay.status = Status.PUBLISHED
    essay.save()
    assert number("bread") == 0


def test_source_is_hidden_until_its_own_time(essay):
    essay.status = Status.DRAFT
    essay.save()
    factories.text(essay=essay, translation="Bread", published_at=TOMORROW)
    essay.status, essay.published_at = Status.PUBLISHED, YESTERDAY
    essay.save()
    assert (number("bread"), number("bread", at=TOMORROW)) == (0, 1)


def test_sources_have_the_year_of_their_essay(text, essay):
    essay.year = 1961
    essay.save()
    assert Document.objects.get(kind="text").year == 1961


def test_withdrawn_essay_hides_no_other_sources(text, essay):
    factories.text(title="Steel")
    essay.status = Status.DRAFT
    essay.save()
    assert number("steel") == 1


def test_scheduled_source_is_found_at_its_time(essay):
    factories.text(essay=essay, title="Later", published_at=TOMORROW)
    assert (titles("later"), titles("later", at=TOMORROW)) == ([], ["Later"])


def test_index_is_rebuilt_from_nothing(text):
    Document.objects.all().delete()
    call_command("rebuild_search", verbosity=0)
    assert titles("bread") == ["Decree"]


def test_rebuilding_removes_documents_of_deleted_rows(text):
    type(text).objects.filter(pk=text.pk)._raw_delete("default")
    call_command("rebuild_search", verbosity=0)
    assert not Document.objects.filter(kind="text").exists()


def test_rebuilding_does_not_change_a_right_index(text):
    before = list(Document.objects.order_by("pk").values())
    call_command("rebuild_search", verbosity=0)
    assert list(Document.objects.order_by("pk").values()) == before


def test_document_id_does_not_depend_on_the_order_of_kinds(monkeypatch):
    rows = [make() for make in factories.SOURCES]
    before = {document_id(type(row), row.pk): (type(row), row.pk) for row in rows}
    kinds = reversed(INDEXED.items())
    monkeypatch.setattr("seventeen_moments.search.documents.INDEXED", dict(kinds))
    assert {number: model_and_key(number) for number in before} == before
    assert [document_id(type(row), row.pk) for row in rows] == list(before)
    assert {document.pk for document in Document.objects.exclude(kind="essay")} == before.keys()


def test_document_of_a_removed_content_type_is_ignored(client, text):
    gone = ContentType.objects.create(app_label="gone", model="diary")
    document = Document.objects.get(kind="text")
    key = 7 * MODELS + gone.pk
    entry = entries_for([text])[0]
    document.pk, document.kind, document.object_id = key, "diary", 7
    document.save(force_insert=True)
    backend().store([entry._replace(document=document)])
    gone.delete()
    ContentType.objects.clear_cache()
    found = client.get("/search/", {"q": text.title})
    assert [hit.pk for hit in found.context["object_list"]] == [text.pk]


@pytest.mark.parametrize("at", [YESTERDAY - timedelta(days=1), NOW, TOMORROW])
def test_visible_documents_are_those_of_published(at):
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


def is_indexed(text):
    return Document.objects.filter(object_id=text.pk, kind="text").exists()


@pytest.mark.parametrize(
    ("app", "backwards", "is_built"),
    [("search", False, True), ("search", True, False), ("essays", False, False)],
)
def test_index_is_built_after_the_migrations_of_search(text, app, backwards, is_built):
    Document.objects.all().delete()
    build_first([(Migration("0001_documents", app), backwards)])
    assert is_indexed(text) == is_built
