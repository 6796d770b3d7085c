import csv
from contextlib import contextmanager
from io import StringIO
from zipfile import ZipFile

import pytest

from resources.models import Text
from seventeen_moments.bulk import exporting
from seventeen_moments.bulk.columns import headings_of
from seventeen_moments.bulk.importing import Import
from seventeen_moments.bulk.table import Table
from seventeen_moments.bulk.zips import Zip
from tests import factories


@pytest.fixture
def table(tmp_path):
    """Makes a table of rows, by default texts of the essay “thaw”, or of the text given."""

    def table(*rows, written=None, encoding="utf-8"):
        path = tmp_path / "table.csv"
        if written is None:
            written = as_csv(*rows)
        path.write_bytes(written if isinstance(written, bytes) else written.encode(encoding))
        return Table(path, headings_of())

    return table


@pytest.fixture
def load(table):
    """Checks a table, stores it if there is no problem, and returns the report."""

    def load(*rows, bundle=None, written=None, store=True):
        new_import = Import(table(*rows, written=written), bundle)
        list(new_import.check())
        if store and not new_import.report.problems:
            new_import.store(new_import.report.figures)
        return new_import.report

    return load


@pytest.fixture
def thaw(db):
    return factories.essay(slug="thaw", title="Thaw")


@pytest.fixture
def files(packed):
    """A zip with a picture, half a picture and a recording."""
    return Zip(
        packed(
            files={
                "gate.png": factories.picture().read(),
                "half.png": factories.picture(400, 300).read()[:200],
                "song.wav": factories.sound().read(),
            }
        )
    )


@pytest.fixture
def packed(tmp_path):
    """A zip of uploads, by name."""

    def packed(**options):
        path = tmp_path / "files.zip"
        with ZipFile(path, "w") as archive:
            for name, content in options.pop("files").items():
                archive.writestr(name, content)
        return path

    return packed


def as_csv(*rows):
    rows = [{"source": "text", "essay": "thaw"} | row for row in rows]
    written = StringIO()
    writer = csv.DictWriter(written, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def gate(**cells):
    """A row for an image."""
    return {
        "source": "image",
        "title": "Gate",
        "slug": "gate",
        "alternative_text": "A gate",
    } | cells


@contextmanager
def when_sent(signal, act):
    """Calls `act` once, as another editor might, when the signal is sent for a text."""

    def receiver(**kwargs):
        signal.disconnect(receiver, sender=Text)
        act()

    signal.connect(receiver, sender=Text)
    yield
    signal.disconnect(receiver, sender=Text)


def exported():
    return "".join(exporting.lines(exporting.all_sources()))


def problems(report):
    return [tuple(problem) for problem in report.problems]
