"""Exported tables can be imported again without changes."""

import csv
from io import StringIO

import pytest
from taggit.models import Tag, TaggedItem

from resources.files import WithFile
from resources.models import Image, Recording, Reference, Text, Video
from seventeen_moments.bulk.bundle import Folder
from seventeen_moments.bulk.importing import Import
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.one_line import one_line
from seventeen_moments.core.publication import Status
from tests import factories
from tests.seventeen_moments.bulk.conftest import exported

pytestmark = pytest.mark.django_db

ODD = [
    'Оттепель, «лёд» и "quotes"',
    "two\nlines",
    "two\r\nlines\rand a third",
    "  spaces around\t ",
    "\ttab",
    "=1+1",
    "+7",
    "-7",
    "@home",
    "'tis",
    "'=1+1",
    "''",
    '"',
    "a;b,c\td",
    "\ufeffmark",
    "👩‍🔬 \u2028 \x85 é",
]

CAPTIONS = "WEBVTT\nKind: captions\nLanguage: ru\n\n00:00.000 --> 00:00.500\nМы\nшли\n"
PECULIAR = {
    Image: {"decorative": True, "alternative_text": ""},
    Recording: {"transcript": "Мы\nшли", "performers": "Утёсов, Леонид"},
    Video: {"captions": CAPTIONS, "cast": "Утёсов, Леонид\nОрлова, Любовь"},
    Reference: {"url": "https://example.org/?a=1,2"},
}
ROWS = len(ODD) + len(kinds())
FILES = {name for kind in kinds() if issubclass(kind, WithFile) for name in kind.UPLOADS}


@pytest.fixture
def archive():
    essay = factories.essay(slug="thaw", title="Thaw")
    for number, odd in enumerate(ODD):
        text = factories.text(
            essay=essay,
            slug=f"odd-{number}",
            title=one_line(odd),
            original=odd,
            description=f"{odd}\r\n\r\n{odd}",
            creators="Khrushchev, Nikita\r\nPresidium",
            reference_code=one_line(odd),
            status=Status.DRAFT if number % 2 else Status.PUBLISHED,
        )
        text.themes.add("Law", "law, and order", "Оттепель")
    for kind in kinds():
        factories.maker(kind)(essay=essay, slug="one", **PECULIAR.get(kind, {}))
    essay.images.get().themes.add('"quoted"')
    return essay


def everything():
    rows = [list(model.objects.order_by("pk").values()) for model in kinds()]
    return rows, list(TaggedItem.objects.order_by("pk").values()), list(Tag.objects.values())


def uploads():
    """The cells of all files."""
    return [row[name] for row in _rows(exported()) for name in FILES if row[name]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_round_trip_changes_nothing(archive, load, encoding):
    before = everything()
    report = load(written=exported().removeprefix("\ufeff").encode(encoding))
    assert (report.problems, report.unchanged) == ([], ROWS)
    assert everything() == before


def test_round_trip_writes_nothing(archive, table, django_assert_num_queries):
    new_import = Import(table(written=exported()))
    # For each kind the rows and themes of both versions, and the stored rows of the first, which
    # are looked up once more before the transaction; plus the other look-ups, and the event.
    with django_assert_num_queries(17 + 11 * len(kinds())):
        new_import.store()


def test_invalid_stored_values_survive_unchanged(archive, load):
    Text.objects.filter(slug="odd-0").update(language="xx", date="1953-02-30")
    before = everything()
    report = load(written=exported())
    assert (report.problems, everything()) == ([], before)


def test_table_moves_an_archive_to_an_empty_one(archive, load, settings, tmp_path):
    archive.images.get().themes.clear()  # taggit has no way to write a quotation mark
    table, media, files = exported(), settings.MEDIA_ROOT, len(uploads())
    for model in kinds():
        model.objects.all().delete()
    settings.MEDIA_ROOT = tmp_path / "other"
    report = load(written=table, bundle=Folder(media))
    assert (report.problems, report.new, report.files) == ([], ROWS, files)
    assert _without_files(exported()) == _without_files(table)


def test_no_cell_is_a_formula(archive):
    cells = [cell for row in _rows(exported()) for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_export_of_sources_has_constant_query_count(archive, django_assert_num_queries):
    with django_assert_num_queries(2 * len(kinds())):  # the rows of each, and their themes
        exported()


def _rows(table):
    return list(csv.DictReader(StringIO(table.removeprefix("\ufeff"), newline="")))


def _without_files(table):
    return [row | dict.fromkeys(FILES, "") for row in _rows(table)]
