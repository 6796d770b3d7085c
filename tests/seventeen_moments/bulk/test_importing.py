from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import pre_save
from django.utils import timezone
from taggit.models import Tag

from essays.models import Essay
from resources.models import Image, Recording, Reference, Text
from seventeen_moments.bulk.importing import Import
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from tests import factories
from tests.seventeen_moments.bulk.conftest import gate, when_sent

pytestmark = pytest.mark.django_db


def test_each_kind_is_added(thaw, load, files):
    load(
        {"title": "Decree", "kind": "decree", "original": "Указ"},
        gate(file="gate.png"),
        {"source": "recording", "title": "Song", "file": "song.wav", "transcript": "Мы"},
        {"source": "reference", "title": "Book", "url": "https://example.org/"},
        bundle=files,
    )
    assert (Text.objects.get().original, Recording.objects.get().transcript) == ("Указ", "Мы")
    assert (Image.objects.get().width, Reference.objects.get().url) == (40, "https://example.org/")


def test_defaults_are_those_of_the_form(thaw, load):
    load({"title": "Decree", "kind": "", "status": "", "position": "", "slug": ""})
    text = Text.objects.get()
    assert (text.kind, text.status, text.position, text.slug) == ("other", "draft", 1, "decree")


def test_new_rows_are_added_at_the_end_in_order(thaw, load):
    factories.text(essay=thaw, position=5)
    load({"title": "A", "slug": "a"}, {"title": "B", "slug": "b"})
    assert list(thaw.texts.order_by("position").values_list("title", "position"))[1:] == [
        ("A", 6),
        ("B", 7),
    ]


def test_generated_slugs_avoid_existing_and_later_ones(thaw, load):
    factories.text(essay=thaw, title="* * *", slug="text")
    load(
        {"title": "* * *", "slug": ""},
        {"title": "* * *", "slug": ""},
        {"title": "* * *", "slug": "text-2"},
    )
    assert sorted(Text.objects.values_list("slug", flat=True)) == [
        "text",
        "text-2",
        "text-3",
        "text-4",
    ]


def test_existing_source_is_changed(thaw, load):
    text = factories.text(essay=thaw, slug="decree", creators="Presidium", position=3)
    load({"slug": "decree", "title": "The Decree"})
    text.refresh_from_db()
    assert (text.title, text.creators, text.position) == ("The Decree", "Presidium", 3)


def test_empty_cell_empties_an_optional_field(thaw, load):
    text = factories.text(essay=thaw, slug="decree", creators="Presidium", kind="decree")
    load({"slug": "decree", "title": text.title, "creators": "", "kind": "", "position": ""})
    text.refresh_from_db()
    assert (text.creators, text.kind, text.position) == ("", "decree", 1)


def test_same_slug_in_another_section_is_another_source(thaw, load):
    factories.reference(essay=thaw, slug="decree")
    report = load({"slug": "decree", "title": "Decree"})
    assert (report.new, Reference.objects.get().title) == (1, "Khrushchev’s Cold Summer")


def test_line_ends_of_the_spreadsheet_change_nothing(thaw, load):
    text = factories.text(essay=thaw, slug="decree", original="One\r\nTwo")
    report = load({"slug": "decree", "title": text.title, "original": "One\nTwo"})
    text.refresh_from_db()
    assert (report.unchanged, text.original) == (1, "One\r\nTwo")


def test_themes_keep_the_spelling_of_the_archive(thaw, load):
    Tag.objects.create(name="Оттепель")
    load({"title": "A", "themes": 'оттепель, "law, and order"'}, {"title": "B", "themes": "ТЕРРОР"})
    load({"title": "A", "slug": "a", "themes": "террор"})
    assert sorted(Tag.objects.values_list("name", flat=True)) == [
        "law, and order",
        "Оттепель",
        "ТЕРРОР",
    ]
    assert list(Text.objects.get(slug="a").themes.names()) == ["ТЕРРОР"]


def test_changed_themes_count_as_a_change(thaw, load):
    text = factories.text(essay=thaw, slug="decree")
    report = load({"slug": "decree", "title": text.title, "themes": "Law"})
    earlier, text = text.updated, Text.objects.get()
    assert (report.changed, text.updated > earlier) == (1, True)


def test_saving_keeps_fields_that_the_table_does_not_change(thaw, table):
    text = factories.text(essay=thaw, slug="decree", creators="Presidium")
    new_import = Import(table({"slug": "decree", "title": "The Decree"}, {"title": "B"}))
    with when_sent(pre_save, lambda: Text.objects.update(creators="Secretariat")):
        new_import.store()
    text.refresh_from_db()
    assert (text.title, text.creators) == ("The Decree", "Secretariat")


def test_report_counts_changes_of_visibility(thaw, load):
    factories.essay(slug="hidden", status=Status.DRAFT)
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    for slug in ["stays", "goes"]:
        factories.text(essay=thaw, slug=slug, title=slug)
    factories.text(essay=thaw, slug="comes", title="comes", status=Status.DRAFT)
    report = load(
        {"title": "a", "status": "published"},
        {"title": "b", "status": "published", "published_at": tomorrow},
        {"title": "c", "status": "published", "essay": "hidden"},
        {"title": "d", "status": "draft"},
        {"title": "stays", "slug": "stays", "status": "published", "date": "1954"},
        {"title": "goes", "slug": "goes", "status": "draft"},
        {"title": "comes", "slug": "comes", "status": "published"},
    )
    assert (report.published, report.scheduled, report.withdrawn) == (2, 2, 1)
    assert thaw.texts.published().count() == 3


@pytest.mark.parametrize("number", [50, 100])
def test_new_row_without_files_and_themes_is_one_query(
    thaw, unsearched, table, number, django_assert_num_queries
):
    ContentType.objects.get_for_models(Essay, *kinds())  # once a process
    rows = [{"title": f"Text {row}", "slug": ""} for row in range(number)]
    new_import = Import(table(*rows))
    # Plus the look-ups, twice, the versions of the essay and each kind before and after, and the
    # event.
    with django_assert_num_queries(number + 32 + 2 * len(kinds())):
        new_import.store()


@pytest.mark.parametrize("number", [100, 200])
def test_check_has_constant_query_count(thaw, table, number, django_assert_num_queries):
    new_import = Import(
        table(*({"title": f"Text {row}", "themes": "Law"} for row in range(number)))
    )
    with django_assert_num_queries(5):
        list(new_import.check())


def test_rows_after_the_first_batch_are_stored(thaw, load):
    report = load(*({"title": f"Text {row}", "slug": ""} for row in range(450)))
    assert (report.rows, report.new, Text.objects.count()) == (451, 450, 450)
    assert Text.objects.latest("pk").position == 450
