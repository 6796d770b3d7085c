import csv
from io import StringIO

import pytest

from seventeen_moments.bulk.mappings.headings import recognise_system
from seventeen_moments.bulk.mappings.mapped_table import MappedTable
from seventeen_moments.bulk.mappings.mapping import Mapping, propose
from seventeen_moments.bulk.mappings.raw_table import RawTable


@pytest.fixture
def written(tmp_path):
    """The path of a table with these words."""

    def written(text):
        path = tmp_path / "export.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def proposed(written):
    """The table as it is read without any choice of an editor."""

    def proposed(text, bundle=None, **changes):
        path = written(text)
        headings = RawTable(path).folded
        mapping = propose(recognise_system(headings), headings)
        for name, value in changes.items():
            setattr(mapping, name, value)
        return MappedTable(path, mapping, bundle)

    return proposed


@pytest.fixture
def mapped(written):
    """The first row of a table with one column for each field, and its table."""

    def mapped(columns, **changes):
        text = StringIO()
        csv.writer(text).writerows([columns, columns.values()])
        path = written(text.getvalue())
        headings = RawTable(path).folded
        mapping = Mapping(columns=dict(zip(headings, columns, strict=True)))
        for name, value in ({"fixed": {"source": "text"}} | changes).items():
            setattr(mapping, name, value)
        table = MappedTable(path, mapping)
        return next(table.rows(), None), table

    return mapped
