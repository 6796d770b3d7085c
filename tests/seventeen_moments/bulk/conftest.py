import csv
from io import StringIO
from zipfile import ZipFile

import pytest

from seventeen_moments.bulk import exporting
from seventeen_moments.bulk.columns import columns_of
from seventeen_moments.bulk.importing import Import
from seventeen_moments.bulk.table import Table


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


@pytest.fixture
def table(tmp_path):
    """A table of rows (texts of the essay “thaw” unless they say otherwise), or as written."""

    def table(*rows, written=None, encoding="utf-8"):
        path = tmp_path / "table.csv"
        if written is None:
            written = as_csv(*rows)
        path.write_bytes(written if isinstance(written, bytes) else written.encode(encoding))
        return Table(path, columns_of())

    return table


@pytest.fixture
def load(table):
    """Checks, and stores unless there is a problem or it should not; returns the report."""

    def load(*rows, bundle=None, written=None, store=True):
        work = Import(table(*rows, written=written), bundle)
        list(work.check())
        if store and not work.report.problems:
            work.store(work.report.figures)
        return work.report

    return load


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


def exported():
    return "".join(exporting.lines(exporting.everything()))


def problems(report):
    return [tuple(problem) for problem in report.problems]
