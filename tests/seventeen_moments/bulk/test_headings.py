"""What a table may call its columns, and how a row names its essay and its kind."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from essays.models import Essay
from resources.models import Image, Text
from seventeen_moments.bulk.columns import columns_of, headings_of
from seventeen_moments.bulk.importing import Import
from seventeen_moments.bulk.table import Table
from seventeen_moments.core.kinds import kinds
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.bulk.conftest import problems
from tests.seventeen_moments.bulk.test_import_page import read, text_of

PAGE = reverse("bulk:import")


def columns(tmp_path, header, headings):
    path = tmp_path / "table.csv"
    path.write_text(header, encoding="utf-8")
    return Table(path, headings).columns


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("title", "title"),
        ("TITLE:", "title"),
        ("Alternative text", "alternative_text"),
        ("  alternative   text ", "alternative_text"),
        ("Display date", "display_date"),
        ("Заглавие", "title"),
        ("создатели :", "creators"),
        ("Текстовое описание", "alternative_text"),
        ("public from", "published_at"),
        ("Kind of source", "source"),
        ("Очерк", "essay"),
    ],
)
def test_label_in_a_language_of_the_interface_names_a_column(tmp_path, heading, column):
    assert columns(tmp_path, f"slug,{heading}", headings_of(Image)) == ["slug", column]


@pytest.mark.parametrize("models", [[], *([kind] for kind in kinds()), [Essay]])
def test_every_name_of_an_export_means_itself(tmp_path, models):
    names = columns_of(models or None)
    assert columns(tmp_path, ",".join(names), headings_of(*models)) == names


def test_table_with_labels_is_imported(thaw, load):
    written = "Kind of source;Essay;Заглавие;Дата\ntext;thaw;Decree;27.03.1953\n"
    assert (load(written=written).problems, Text.objects.get().date) == ([], "1953-03-27")


def test_ambiguous_label_is_reported_with_the_names(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("source,essay,title,one\n")
    headings = headings_of() | {"one": ["original", "translation"]}
    assert Table(path, headings).faults([]) == [
        (
            "original",
            "This label belongs to several columns. Write one of: original, translation.",
        )
    ]


def test_two_headings_of_one_column_are_refused(thaw, load):
    report = load(written="source,essay,title,Title\ntext,thaw,A,B\n")
    assert problems(report) == [(1, "title", "This column occurs twice.")]


# The essay


def test_essay_is_named_by_its_title_in_any_case(db, load):
    essay = factories.essay(title="Оттепель и Право", slug="ottepel")
    load(written="source,essay,title\ntext,оттепель  и право,Decree\n")
    assert Text.objects.get().essay == essay


def test_slug_comes_before_a_title(db, load):
    factories.essay(title="thaw", slug="other")
    essay = factories.essay(title="Another", slug="thaw")
    load(written="source,essay,title\ntext,thaw,Decree\n")
    assert Text.objects.get().essay == essay


def test_row_by_title_changes_the_stored_source(thaw, load):
    text = factories.text(essay=thaw, slug="decree")
    report = load(written="source,essay,slug,title\ntext,Thaw,decree,New\n")
    text.refresh_from_db()
    assert (report.changed, text.title) == (1, "New")


def test_title_and_slug_of_one_essay_are_one_key(thaw, load):
    report = load(written="source,essay,slug,title\ntext,Thaw,a,A\ntext,thaw,a,B\n")
    assert [(row, column) for row, column, _sentence in problems(report)] == [(3, "slug")]


def test_title_of_several_essays_is_refused_with_their_slugs(db, load):
    factories.essay(title="Thaw", slug="thaw-1954")
    factories.essay(title="thaw", slug="thaw-1962")
    report = load(written="source,essay,title\ntext,Thaw,Decree\n")
    sentence = "Several essays have the title “Thaw”. Write one of the slugs: thaw-1954, thaw-1962."
    assert problems(report) == [(2, "essay", sentence)]


# The kind


def upload(client, address, written):
    table = SimpleUploadedFile("table.csv", written.encode())
    return read(client.post(address, {"table": table}))


def test_table_from_the_list_of_a_kind_needs_no_column_for_it(editor_client, thaw):
    address = f"{PAGE}?source=text"
    checked = upload(editor_client, address, "essay,title\nthaw,Decree\n")
    done = read(editor_client.post(address, filled(checked)))
    assert "Imported 1 new" in text_of(done)
    assert Text.objects.get().title == "Decree"


def test_table_of_a_kind_may_still_name_it(thaw, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("source,essay,title\n,thaw,A\nreference,thaw,B\n")
    new_import = Import(Table(path, headings_of(), {"source": "text"}))
    new_import.store()
    assert (thaw.texts.get().title, thaw.references.get().title) == ("A", "B")


def test_page_of_a_kind_lists_only_its_columns(editor_client):
    page = editor_client.get(f"{PAGE}?source=image")
    names = [column.name for column in page.context["columns"]]
    assert ("medium" in names, "kind" in names, "timing" in names) == (True, False, False)
    assert page.context["needed"] == ["essay", "title"]
    assert page.context["title"] == "Import: Images"


@pytest.mark.parametrize("kind", ["", "essay", "<b>", "IMAGE"])
def test_unknown_kind_is_ignored(editor_client, kind):
    page = editor_client.get(PAGE, {"source": kind})
    assert page.context["needed"] == ["source", "essay", "title"]


def test_without_a_kind_the_column_is_needed(editor_client, thaw):
    page = upload(editor_client, PAGE, "essay,title\nthaw,Decree\n")
    assert "1 source This column is missing." in text_of(page)
