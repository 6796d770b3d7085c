"""Exports sources as a table that the import can read."""

import csv

from django.db.models import F

from seventeen_moments.core.kinds import kinds

from .columns import ESSAY, SOURCE, columns_of, fields_of, format_cell
from .table import escape

BOM = "\ufeff"  # tells Excel that the file is UTF-8
BATCH = 500  # rows


class Echo:
    """A file that returns each line instead of storing it."""

    def write(self, line):
        return line


def all_sources():
    return [model.objects.all() for model in kinds()]


def lines(querysets):
    """Yields the table line by line, the header first. Each queryset has sources of one kind."""
    columns = columns_of([queryset.model for queryset in querysets])
    writer = csv.writer(Echo())
    yield BOM + writer.writerow(columns)
    for queryset in querysets:
        names = fields_of(queryset.model)
        # The admin's lists defer long columns, and select the essays.
        sources = (
            queryset.defer(None).select_related(None).order_by("essay__slug", "position", "pk")
        )
        sources = sources.annotate(essay_slug=F("essay__slug")).prefetch_related("themes")
        for source in sources.iterator(chunk_size=BATCH):
            cells = {SOURCE: source._meta.model_name, ESSAY: source.essay_slug}
            cells |= {name: format_cell(source, name) for name in names}
            yield writer.writerow([escape(cells.get(name, "")) for name in columns])
