"""The page between the upload of another system's table and its report."""

from io import BytesIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from essays.models import Essay
from resources.models import Image, Text
from seventeen_moments.bulk.mappings.mapping import Mapping
from seventeen_moments.bulk.models import ImportMapping
from seventeen_moments.core.publication import Status
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.bulk.test_import_page import read, text_of

from .samples import COLLECTION_BUILDER, CONTENTDM, OMEKA_S

PAGE, COLUMNS = reverse("bulk:import"), reverse("bulk:import_columns")
UNKNOWN = "Naam;Wat\nSample poster;affiche\n"


def upload(client, written, address=PAGE, **data):
    table = SimpleUploadedFile("table.csv", written.encode())
    return client.post(address, {"table": table, **data})


def columns(client, written, **data):
    """The page of a table that is recognised."""
    return client.get(upload(client, written, **data).url)


def check(client, page, **changes):
    return read(client.post(COLUMNS, filled(page, **{"fixed-essay": "thaw"} | changes)))


def confirm(client, report):
    data = {name: report_value for name, report_value in filled(report).items() if name in KEPT}
    return read(client.post(COLUMNS, data))


KEPT = {"csrfmiddlewaretoken", "token", "figures", "choices", "mapping", "duplicates"}


def test_table_of_another_system_is_imported(editor_client, thaw):
    page = columns(editor_client, CONTENTDM)
    assert "A table of CONTENTdm It has 1 row and 14 columns." in text_of(page)
    report = check(editor_client, page)
    assert "Checked: nothing is saved yet 1 new" in text_of(report)
    assert Text.objects.count() == 0
    assert "Imported 1 new" in text_of(confirm(editor_client, report))
    text = Text.objects.get()
    assert (text.slug, text.date, text.status) == ("contentdm-5", "1953-03-27", Status.DRAFT)


def test_columns_and_their_first_values_are_shown(editor_client, thaw):
    page = columns(editor_client, COLLECTION_BUILDER)
    rows = {row.column.heading: row for row in page.context["form"].column_rows()}
    title = rows["title"]
    assert (title.column.samples, title.field.value()) == (["Sample poster"], "title")
    assert (rows["latitude"].field.value(), rows["object_transcript"].column.filled) == ("", 0)
    assert "4 columns with values are left out." in text_of(page)


def test_values_that_are_left_out_are_counted_before_and_after(editor_client, thaw):
    report = check(editor_client, columns(editor_client, CONTENTDM))
    counted = "CONTENTdm file path 1 value is left out."
    assert counted in text_of(report)
    assert counted in text_of(confirm(editor_client, report))


def test_second_import_of_the_same_export_changes_the_sources(editor_client, thaw):
    confirm(editor_client, check(editor_client, columns(editor_client, CONTENTDM)))
    Text.objects.update(status=Status.PUBLISHED, published_at=thaw.published_at, kind="decree")
    again = CONTENTDM.replace("Sample decree", "Sample order")
    report = check(editor_client, columns(editor_client, again))
    assert "0 new 1 changed 0 unchanged" in text_of(report)
    confirm(editor_client, report)
    text = Text.objects.get()
    # What the page sets for new sources does not withdraw those that are public.
    assert (text.title, text.status, text.kind) == ("Sample order", Status.PUBLISHED, "decree")


def test_refused_table_is_still_there_with_all_choices(editor_client, thaw):
    page = columns(editor_client, OMEKA_S)
    chosen = {"fixed-language": "la", "column-10": "repository"}
    report = check(editor_client, page, **chosen)
    assert "There is 1 problem; nothing was saved." in text_of(report)
    again = editor_client.get(COLUMNS)
    assert {name: filled(again)[name] for name in chosen} == chosen


def test_unknown_essay_is_refused_with_the_nearest(editor_client, thaw):
    page = columns(editor_client, CONTENTDM)
    refused = check(editor_client, page, **{"fixed-essay": "thaws", "fixed-language": "la"})
    assert "slug or title “thaws”. Did you mean “thaw”?" in text_of(refused)
    assert filled(refused)["fixed-language"] == "la"


def test_table_without_an_essay_is_refused(editor_client, thaw):
    report = check(editor_client, columns(editor_client, CONTENTDM), **{"fixed-essay": ""})
    assert "Assign a column to “Essay”, or choose a value for all rows." in text_of(report)


def test_essays_are_given_to_the_words_of_a_column(editor_client, thaw):
    written = CONTENTDM.replace("\tType", "\tCollection").replace("\tText", "\tBox 1")
    page = columns(editor_client, written)
    again = check(editor_client, page, **{"column-5": "essay", "fixed-source": "text"})
    assert "There is no essay with the slug or title “Box 1”." in text_of(again)
    name = next(name for name in filled(again) if name.startswith("word-essay-"))
    assert "1 new" in text_of(check(editor_client, again, **{name: "Thaw"}))


def test_words_of_a_column_are_given_a_meaning(editor_client, thaw):
    page = columns(editor_client, CONTENTDM)
    label = {row.word: name for name, row in names_of_words(page).items()}
    chosen = {label["Sample rights"]: "http://rightsstatements.org/vocab/InC/1.0/"}
    confirm(editor_client, check(editor_client, page, **chosen))
    assert Text.objects.get().rights == "http://rightsstatements.org/vocab/InC/1.0/"


def names_of_words(page):
    tables = page.context["form"].word_tables()
    return {row.field.name: row for _label, rows, _further in tables for row in rows}


# Files


def test_files_to_download_are_listed_and_added_later(editor_client, thaw, packed):
    poster = "\n".join([OMEKA_S.splitlines()[0], OMEKA_S.splitlines()[2]]) + "\n"
    page = columns(editor_client, poster)
    report = check(editor_client, page)
    assert "“poster 1.png” is not among the files." in text_of(report)
    addresses = editor_client.get(COLUMNS, {"addresses": ""})
    assert addresses.content == b"https://example.org/files/original/poster%201.png\n"
    zipped = packed(files={"poster 1.png": factories.picture().read()}).read_bytes()
    again = check(editor_client, page, files=SimpleUploadedFile("files.zip", zipped))
    confirm(editor_client, again)
    assert Image.objects.get().slug == "omeka-s-8"
    # The next export changes words without the files.
    changed = columns(editor_client, poster.replace("Sample poster", "Sample placard"))
    assert "0 new 1 changed" in text_of(check(editor_client, changed))


def test_damaged_zip_is_refused_and_not_kept(editor_client, thaw):
    page = columns(editor_client, OMEKA_S)
    report = check(editor_client, page, files=SimpleUploadedFile("files.zip", b"PK no"))
    assert "The files are not a zip archive" in text_of(report)
    assert "“poster 1.png” is not among the files." in text_of(check(editor_client, page))


def test_rows_without_title_or_file_are_left_out_if_the_editor_says_so(editor_client, thaw):
    page = columns(editor_client, OMEKA_S)
    report = check(editor_client, page, incomplete="skip")
    assert "1 new" in text_of(report)
    assert "1 row is left out: it has no title, or its file is not in the zip." in text_of(report)
    confirm(editor_client, report)
    assert Essay.objects.get().texts.get().title == "Sample letter"


# Which table, and which mapping


def test_table_of_ours_is_checked_at_once(editor_client, thaw):
    page = upload(editor_client, "source,essay,title,creators\ntext,thaw,A,B\n")
    assert "Checked: nothing is saved yet 1 new" in text_of(read(page))


def test_columns_of_our_table_are_assigned_if_the_editor_wants(editor_client, thaw):
    page = columns(editor_client, "source,essay,title\ntext,thaw,A\n", assign="1")
    assert "An unknown table" in text_of(page)
    assert "1 new" in text_of(check(editor_client, page))


def test_columns_of_an_unknown_table_can_be_assigned_without_another_upload(editor_client, thaw):
    report = read(upload(editor_client, UNKNOWN))
    assert "This column is missing." in text_of(report)
    assert f'href="{COLUMNS}"' in report.content.decode()
    page = editor_client.get(COLUMNS)
    chosen = {"column-0": "title", "fixed-source": "reference"}
    assert "1 new" in text_of(check(editor_client, page, **chosen))


def test_workbook_is_read_once(editor_client, thaw, data_dir):
    book, saved = Workbook(), BytesIO()
    for line in CONTENTDM.splitlines():
        book.active.append(line.split("\t"))
    book.save(saved)
    table = SimpleUploadedFile("table.xlsx", saved.getvalue())
    page = editor_client.get(editor_client.post(PAGE, {"table": table}).url)
    (folder,) = (data_dir / "imports").iterdir()
    assert (folder / "table.csv").read_text().startswith("Title,Creator")
    assert "1 new" in text_of(check(editor_client, page))


def test_table_from_the_list_of_a_kind_has_this_kind(editor_client, thaw):
    written = CONTENTDM.replace("\tText\t", "\t\t").replace("6.pdf", "")
    response = upload(editor_client, written, f"{PAGE}?source=reference")
    page = editor_client.get(response.url)
    assert filled(page)["fixed-source"] == "reference"


@pytest.mark.parametrize("start", ["atom", "omeka-s"])
def test_editor_starts_from_another_system(editor_client, thaw, start):
    upload(editor_client, CONTENTDM)
    page = editor_client.get(COLUMNS, {"start": start})
    assert page.context["system"].name == start


@pytest.mark.parametrize(
    ("subjects", "separator"),
    [("Amnesty; Camps", ";"), ("Amnesty|Camps", "|"), ("Amnesty||Camps", "||"), ("Amnesty", ";")],
)
def test_separator_is_the_one_that_the_table_uses(editor_client, subjects, separator):
    page = columns(editor_client, CONTENTDM.replace("Amnesty; Camps", subjects))
    assert filled(page)["separator"] == separator


@pytest.mark.parametrize("start", ["nothing", "saved-", "saved-9", "saved-99999999999999999999"])
def test_unknown_start_is_ignored(editor_client, thaw, start):
    upload(editor_client, CONTENTDM)
    page = editor_client.get(COLUMNS, {"start": start})
    assert page.context["system"].name == "contentdm"


def test_mapping_is_saved_and_recognised(editor_client, thaw):
    page = columns(editor_client, CONTENTDM)
    saved = filled(page, **{"fixed-essay": "thaw", "name": "Samples", "column-7": ""}) | {"save": 1}
    assert "Saved as “Samples”." in text_of(editor_client.post(COLUMNS, saved, follow=True))
    again = columns(editor_client, CONTENTDM)
    assert "Columns as in “Samples”" in text_of(again)
    assert (filled(again)["fixed-essay"], filled(again)["column-7"]) == ("thaw", "")
    assert [entry.object_repr for entry in LogEntry.objects.all()] == ["Samples"]


@pytest.mark.database
def test_mapping_of_headings_with_control_characters_is_saved(editor_client, thaw):
    odd = UNKNOWN.replace("Naam;Wat", "Na\0am;W\x07at")
    page = columns(editor_client, odd, assign="1")
    editor_client.post(COLUMNS, filled(page, name="Museum") | {"save": 1})
    assert {*ImportMapping.objects.get().content["columns"]} == {"naam", "wat"}


def test_saving_under_the_same_name_replaces_the_mapping(editor_client, thaw):
    for separator in [";", "|"]:
        page = columns(editor_client, CONTENTDM)
        editor_client.post(COLUMNS, filled(page, name="A", separator=separator) | {"save": 1})
    assert Mapping.from_json(ImportMapping.objects.get().content).separator == "|"


def test_mapping_without_a_name_is_not_saved(editor_client, thaw):
    page = columns(editor_client, CONTENTDM)
    refused = editor_client.post(COLUMNS, filled(page, separator="|") | {"save": 1})
    assert ("Enter a name." in text_of(refused), filled(refused)["separator"]) == (True, "|")


@pytest.mark.parametrize("content", [None, [], {"columns": 1, "fixed": [], "x": 1, "system": "x"}])
def test_mapping_of_another_form_is_read_as_empty(content):
    assert Mapping.from_json(content).profile.name == ""


def test_upload_that_is_gone_is_asked_for_again(editor_client, thaw):
    page = columns(editor_client, CONTENTDM)
    upload(editor_client, OMEKA_S)  # in another window
    response = editor_client.post(COLUMNS, filled(page), follow=True)
    assert "This upload no longer exists. Please upload it again." in text_of(response)


def test_page_without_an_upload_leads_to_the_first_page(editor_client):
    assert editor_client.get(COLUMNS).url == PAGE


def test_columns_changed_in_another_window_are_checked_again(editor_client, thaw):
    page = columns(editor_client, CONTENTDM)
    report = check(editor_client, page)
    check(editor_client, page, **{"column-3": ""})
    response = confirm(editor_client, report)
    assert (response.url, Text.objects.count()) == (COLUMNS, 0)


def test_table_with_too_many_columns_is_refused(editor_client):
    written = "objectid,title," + ",".join(f"c{n}" for n in range(299)) + "\n1,A\n"
    response = editor_client.get(upload(editor_client, written).url, follow=True)
    assert "The table has 301 columns; at most 300 can be assigned." in text_of(response)
