"""Sources as rows of a table, the very one that the import reads."""

import csv

from django.db.models import F

from seventeen_moments.core.kinds import kinds

from .access import Anybody
from .columns import ESSAY, SOURCE, cell, columns_of, fields_of
from .table import escape

BOM = "\ufeff"  # by it Excel knows UTF-8
AT_ONCE = 500  # rows


def everything():
    access = Anybody()
    return [access.sources(model) for model in kinds()]


def lines(queries):
    """The table line by line, its header first. A query has sources of one kind."""
    columns = columns_of([query.model for query in queries])
    writer = csv.writer(Passing())
    yield BOM + writer.writerow(columns)
    for query in queries:
        for source in _fetched(query):
            yield writer.writerow([escape(_cell(source, name)) for name in columns])


class Passing:
    """A file that hands back what is written."""

    def write(self, line):
        return line


def _fetched(query):
    # The desk's lists leave long columns out, and fetch essays along.
    whole = query.defer(None).select_related(None).order_by("essay__slug", "position", "pk")
    with_slug = whole.annotate(essay_slug=F("essay__slug"))
    return with_slug.prefetch_related("themes").iterator(chunk_size=AT_ONCE)


def _cell(source, name):
    if name == SOURCE:
        return source._meta.model_name
    if name == ESSAY:
        return source.essay_slug
    return cell(source, name) if name in fields_of(type(source)) else ""
