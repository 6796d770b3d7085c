"""Exports sources or essays as a table that the import can read."""

import csv

from django.db.models import F

from essays.models import Essay
from seventeen_moments.core.kinds import kinds

from .cells import format_cell
from .columns import ESSAY, LEAD_IMAGE, SOURCE, columns_of, fields_of
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
    """Yields the table line by line, the header first.

    Each queryset has sources of one kind; or there is one, of essays.
    """
    columns = columns_of([queryset.model for queryset in querysets])
    writer = csv.writer(Echo())
    yield BOM + writer.writerow(columns)
    for queryset in querysets:
        model, names = queryset.model, fields_of(queryset.model)
        # The admin's lists defer long columns, and select the essays.
        pages = queryset.defer(None).select_related(None).prefetch_related("themes")
        if model is Essay:
            pages = pages.select_related(LEAD_IMAGE).order_by("slug")
        else:
            pages = pages.order_by("essay__slug", "position", "pk")
            pages = pages.annotate(essay_slug=F("essay__slug"))
        for page in pages.iterator(chunk_size=BATCH):
            cells = {name: format_cell(page, name) for name in names}
            if model is not Essay:
                cells |= {SOURCE: model._meta.model_name, ESSAY: page.essay_slug}
            yield writer.writerow([escape(cells.get(name, "")) for name in columns])
