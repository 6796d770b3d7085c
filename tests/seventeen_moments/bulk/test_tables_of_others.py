"""Tables and zips as people bring them, imported as a whole."""

from zipfile import ZipFile

import pytest

from resources.models import Image, Text
from seventeen_moments.bulk.importing import Import
from seventeen_moments.bulk.zips import Zip
from tests import factories
from tests.seventeen_moments.bulk.conftest import problems
from tests.seventeen_moments.bulk.test_zip_names import RawInfo

pytestmark = pytest.mark.django_db

HEADER = "source,essay,title"


@pytest.mark.parametrize(
    ("written", "new"),
    [
        (f"{HEADER},date,,,\ntext,thaw,A note,1953,,,\ntext,thaw,Another,,,,\n", 2),
        (f"{HEADER},date,description\ntext,thaw,A note,1953,\ntext,thaw,Another\n", 2),
        ("sep=;\r\nsource;essay;title;date\r\ntext;thaw;A note;1953\r\n", 1),
        (f"{HEADER},position\ntext,thaw,A note,1.0\ntext,thaw,Another,\n", 2),
        (f"\ufeff\ufeff{HEADER}\ntext,thaw,A note\n", 1),
    ],
)
def test_what_spreadsheets_add_or_leave_out(thaw, load, written, new):
    report = load(written=written)
    assert (problems(report), report.new) == ([], new)


def test_rights_and_languages_of_catalogues(thaw, load):
    load(
        written=f"{HEADER},rights,language\n"
        "text,thaw,One,https://rightsstatements.org/vocab/InC-EDU/1.0/,rus\n"
        "text,thaw,Two,http://creativecommons.org/licenses/by/4.0/,eng\n"
        "text,thaw,Three,https://creativecommons.org/licenses/by-sa/4.0,ru-RU\n"
    )
    assert list(Text.objects.order_by("pk").values_list("rights", "language")) == [
        ("http://rightsstatements.org/vocab/InC-EDU/1.0/", "ru"),
        ("https://creativecommons.org/licenses/by/4.0/", "en"),
        ("https://creativecommons.org/licenses/by-sa/4.0/", "ru"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "cp866"])
def test_picture_with_a_cyrillic_name_is_imported(thaw, table, tmp_path, encoding):
    with ZipFile(tmp_path / "files.zip", "w") as archive:
        info = RawInfo("x")
        info.filename, info.encoding = "Плакат 1.jpg", encoding
        archive.writestr(info, factories.picture(format="JPEG").read())
    written = f"{HEADER},file,alternative_text\nimage,thaw,Плакат,Плакат 1.jpg,Плакат\n"
    new_import = Import(table(written=written), Zip(tmp_path / "files.zip"))
    new_import.store()
    assert (problems(new_import.report), Image.objects.count()) == ([], 1)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (
            "txet,thaw,A",
            "“txet” is not one of: text, image, video, recording, reference. Did you mean “text”?",
        ),
        (
            ",thaw,A",
            "This row names no kind of source. Write one of: text, image, video, recording, "
            "reference.",
        ),
        (
            "text,thwa,A",
            "There is no essay with the slug or title “thwa”. Did you mean “thaw”?",
        ),
        (
            "text,thaw,#REF!",
            "“#REF!” is an error of the spreadsheet and not a value: correct the cell there.",
        ),
    ],
)
def test_refusal_names_the_nearest_value(thaw, load, row, fault):
    report = load(written=f"{HEADER}\n{row}\n")
    assert [sentence for _row, _column, sentence in problems(report)] == [fault]


@pytest.mark.parametrize("kind", ["Text", "TEXTS", "\ufefftext\u00a0", "текст", "Тексты", "'text"])
def test_kind_is_named_by_its_label(thaw, load, kind):
    load(written=f"{HEADER}\n{kind},\u200bthaw,A\n")
    assert Text.objects.count() == 1


def test_guessed_encoding_is_noted(thaw, load):
    report = load(written=f"{HEADER}\ntext,thaw,Оттепель\n".encode("cp1251"))
    assert "It was read as cp1251: is “Оттепель” right?" in report.notes[0].sentence
    assert Text.objects.get().title == "Оттепель"


def test_faults_have_the_number_of_the_header_below_notes(thaw, load):
    report = load(written=f"A note\n\n{HEADER},shelf\n")
    assert [(row, column) for row, column, _sentence in problems(report)] == [(3, "shelf")]
