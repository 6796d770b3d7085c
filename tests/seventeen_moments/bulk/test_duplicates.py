"""Rows that look like something that is already there."""

from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from essays.models import Essay
from resources.models import Image, Text
from seventeen_moments.bulk.duplicates import Choices, Likeness, Original, Originals
from seventeen_moments.bulk.essays import ExistingEssays
from seventeen_moments.bulk.importing import Import
from seventeen_moments.bulk.table import Table
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.bulk.conftest import gate
from tests.seventeen_moments.bulk.test_commands import file, run  # noqa: F401 - a fixture
from tests.seventeen_moments.bulk.test_import_page import PAGE, confirm, read, text_of, upload


@pytest.fixture
def decree(thaw):
    return factories.text(essay=thaw, title="Decree on amnesty", slug="decree", date="1953-03-27")


def looks(stored, row):
    originals = Originals()
    originals.add(Original(Likeness(*stored), key=1))
    return originals.find(Likeness(*row)) is not None


@pytest.mark.parametrize(
    ("stored", "row"),
    [
        (("Decree",), ("Decree",)),
        (("Decree",), ("decree",)),
        (("Order No. 2",), ("Order  no 2",)),
        (("Decree", "1953"), ("Decree", "")),
        (("Decree", "1953"), ("Decree", "1953")),
        (("Decrees", "1953"), ("Decree", "1953")),
        (("Хрущёв", "", "TASS"), ("Khrushchev", "", "TASS")),
        (("Decree on the amnesty", "1953"), ("Decree on amnesty", "1953")),
        (("Gate", "1953", "TASS", "abc"), ("Tower", "1954", "APN", "abc")),
    ],
)
def test_rows_that_look_alike(stored, row):
    assert looks(stored, row)


@pytest.mark.parametrize(
    ("stored", "row"),
    [
        (("Decree",), ("Letter",)),
        (("Decree", "1953"), ("Decree", "1954")),
        (("Decree", "", "TASS"), ("Decree", "", "APN")),
        (("Decrees",), ("Decree",)),  # nothing else agrees
        (("Portrait of Lenin 1", "1953"), ("Portrait of Lenin 2", "1953")),
        (("Decree on amnesty", "1953"), ("Letter to Izvestiia", "1953")),
        (("", "", "", ""), ("Decree", "", "", "")),
        (("Gate", "", "", ""), ("Tower", "", "", "")),
    ],
)
def test_rows_that_are_different(stored, row):
    assert not looks(stored, row)


def test_row_is_compared_with_few_of_many():
    originals = Originals()
    for number in range(2000):
        originals.add(Original(Likeness(f"Portrait {number}", "1953"), key=number))
    assert originals.find(Likeness("Portrait 1999", "1953")).key == 1999
    assert originals.find(Likeness("Poster 2001", "1953")) is None


# The report, and the choice


def test_row_that_looks_like_a_stored_one_is_skipped(editor_client, decree):
    checked = upload(editor_client, {"title": "Decree on amnesty"}, {"title": "Letter"})
    page = text_of(checked)
    assert "1 new 0 changed 0 unchanged 0 files 1 skipped" in page
    assert "Looks like “Decree on amnesty”, which is already there." in page
    assert f"/admin/resources/text/{decree.pk}/change/" in checked.content.decode()
    assert "Imported 1 new" in text_of(confirm(editor_client, checked))
    assert sorted(Text.objects.values_list("title", flat=True)) == ["Decree on amnesty", "Letter"]


def choose(client, page, **choices):
    """Chooses, sees the report again, and imports."""
    choices = {name.replace("_", "-"): choice for name, choice in choices.items()}
    again = read(client.post(PAGE, filled(page, **choices)))
    assert "Checked again with your choices." in text_of(again)
    return again, confirm(client, again)


def test_row_is_imported_anyway_if_that_is_chosen(editor_client, decree):
    checked = upload(editor_client, {"title": "Decree on amnesty", "status": "published"})
    again, _done = choose(editor_client, checked, duplicate_2="add")
    assert "1 page will be public immediately." in text_of(again)
    assert Text.objects.filter(title="Decree on amnesty").count() == 2


def test_nothing_is_stored_before_other_choices_are_shown(editor_client, decree):
    checked = upload(editor_client, {"title": "Decree on amnesty"})
    editor_client.post(PAGE, filled(checked, duplicates="add")).getvalue()
    assert Text.objects.count() == 1


def test_stored_page_is_updated_and_keeps_its_address(editor_client, decree):
    row = {"title": "Decree on amnesty", "slug": "other", "creators": "TASS"}
    _again, done = choose(editor_client, upload(editor_client, row), duplicates="update")
    decree.refresh_from_db()
    assert "Imported 0 new 1 changed" in text_of(done)
    assert (Text.objects.count(), decree.slug, decree.creators) == (1, "decree", "TASS")


def test_choice_for_a_row_comes_before_the_one_for_all(editor_client, decree, thaw):
    factories.text(essay=thaw, title="Letter", slug="letter")
    checked = upload(editor_client, {"title": "Decree on amnesty"}, {"title": "Letter"})
    choose(editor_client, checked, duplicates="add", duplicate_3="skip")
    assert Text.objects.filter(title="Decree on amnesty").count() == 2
    assert Text.objects.filter(title="Letter").count() == 1


def test_row_with_the_key_of_a_stored_one_is_not_asked_about(editor_client, decree):
    page = text_of(upload(editor_client, {"title": "Decree on amnesty", "slug": "decree"}))
    assert "Already there?" not in page


def test_same_title_in_another_essay_is_not_asked_about(editor_client, thaw):
    factories.text(title="Decree")
    assert "1 new" in text_of(upload(editor_client, {"title": "Decree"}))


def test_row_that_looks_like_an_earlier_row_is_skipped(editor_client, thaw):
    checked = upload(editor_client, {"title": "Decree"}, {"title": "decree"})
    assert "Looks like row 2, “Decree”." in text_of(checked)
    choose(editor_client, checked, duplicates="update")  # an earlier row cannot be updated
    assert Text.objects.count() == 1


def test_rows_with_slugs_of_their_own_are_different(editor_client, thaw):
    rows = [{"title": "Untitled", "slug": f"untitled-{number}"} for number in range(3)]
    assert "3 new" in text_of(upload(editor_client, *rows))


def test_rows_with_files_of_their_own_are_different(editor_client, thaw, packed):
    contents = {f"{side}.png": factories.picture(side, 9).read() for side in (8, 9)}
    files = SimpleUploadedFile("f.zip", packed(files=contents).read_bytes())
    rows = [gate(slug="", file=name) for name in contents]
    assert "2 new" in text_of(upload(editor_client, *rows, files=files))


def test_table_without_slugs_is_not_imported_twice(editor_client, thaw):
    rows = [{"title": "Decree", "date": "1953"}, {"title": "Письмо"}]
    for _ in range(2):
        confirm(editor_client, upload(editor_client, *rows))
    assert Text.objects.count() == 2


def test_same_file_is_found_under_another_title(editor_client, thaw, packed):
    content = factories.picture().read()
    factories.image(essay=thaw, title="Tower", file=SimpleUploadedFile("a.png", content))
    files = SimpleUploadedFile("f.zip", packed(files={"gate.png": content}).read_bytes())
    checked = upload(editor_client, gate(file="gate.png"), files=files)
    assert "Looks like “Tower”, which is already there." in text_of(checked)
    confirm(editor_client, checked)
    assert Image.objects.count() == 1


def test_invalid_choice_skips(editor_client, decree):
    checked = upload(editor_client, {"title": "Decree on amnesty"})
    rows = {"duplicate-2": "x", "duplicate-٣": "add", f"duplicate-{'9' * 5000}": "add"}
    data = filled(checked, duplicates="destroy", **rows)
    urlencoded = "application/x-www-form-urlencoded"  # the other type limits the length of a name
    read(editor_client.post(PAGE, urlencode(data), content_type=urlencoded))
    assert Text.objects.count() == 1


@pytest.mark.parametrize(("choice", "number"), [("skip", 1), ("add", 2), ("update", 1)])
def test_essay_that_looks_like_a_stored_one(db, tmp_path, choice, number):
    factories.essay(title="The Thaw", slug="thaw", year=1954)
    path = tmp_path / "table.csv"
    path.write_text("title,year,language,summary\nThe thaw,1954,en,Ice melts\n")
    table = Table(path, ExistingEssays.headings())
    Import(table, existing=ExistingEssays, choices=Choices(choice)).store()
    assert Essay.objects.count() == number
    assert Essay.objects.filter(summary="Ice melts").exists() == (choice != "skip")


# The command


@pytest.mark.parametrize(("choice", "number"), [(None, 2), ("skip", 1), ("add", 2), ("update", 1)])
def test_command_has_the_choice_as_an_option(decree, file, choice, number):  # noqa: F811
    options = [f"--duplicates={choice}"] if choice else []
    _out, err = run(file({"title": "Decree on amnesty", "creators": "TASS"}), *options)
    assert "Note: row 2: Looks like “Decree on amnesty”, which is already there." in err
    assert Text.objects.count() == number


def test_command_says_how_many_it_skipped(decree, file):  # noqa: F811
    out, _err = run(file({"title": "Decree on amnesty"}), "--duplicates=skip")
    assert out.splitlines()[1] == "Skipped: 1, which look like what is already there."


def test_command_imports_a_table_of_one_kind(thaw, tmp_path):
    path = tmp_path / "texts.csv"
    path.write_text("essay,title\nThaw,Decree\n")
    run(path, "--source=text")
    assert Text.objects.get().essay == thaw
