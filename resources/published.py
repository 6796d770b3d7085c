"""What the pages of a section and of a source show, in compiled queries.

Only of what is public: drafts and previews take the same from the models.
"""

from functools import cache
from types import SimpleNamespace

from django.utils import timezone
from taggit.models import Tag

from essays.listed import essay_columns, essay_rows
from essays.models import Essay
from seventeen_moments.core.compiled import compiled, compiled_together
from seventeen_moments.core.listed import Columns
from seventeen_moments.core.themes import show_themes, tagged_items

PER_PAGE = 48  # pictures fill rows of two, three and four
BEFORE, AFTER = 2, 3  # pictures of the section beside one: a row of six


class PublicSection:
    """The essay of a section, with the numbers of its sources, and a page of the section."""

    def __init__(self, kind, slug):
        self.kind, self.at = kind, timezone.now()
        rows, convert = _essay.raw(slug=slug, at=self.at)
        self.essay = essay_columns().object(*convert(rows)) if rows else None
        self.key = [kind._meta.label, *rows]

    def __getitem__(self, span):
        """For a Paginator of pages of PER_PAGE."""
        if span.start >= span.stop:
            return []
        rows, convert = _section.raw(self.kind, span.start, essay=self.essay.pk, at=self.at)
        self.key += [span.start, rows]
        return _sources(self.kind, convert(rows), self.essay)


class PublicSource:
    """A source with its themes and its neighbours in the section."""

    def __init__(self, kind, essay, slug):
        self.at = timezone.now()
        rows, convert = _source.raw(kind, essay=essay, slug=slug, at=self.at)
        self.source = source_columns(kind).object(*convert(rows)) if rows else None
        self.key = rows
        if self.source:
            self._add_neighbours(kind)

    def _add_neighbours(self, kind):
        source = self.source
        values = {"key": source.pk, "position": source.position, "essay": source.essay_id}
        rows, convert = _around.raw(kind, at=self.at, **values)
        rows = [sorted(part) for part in rows]
        self.key = [self.key, rows]
        themes, before, after = convert(rows)
        show_themes(source, [Tag(*row[1:]) for row in themes])
        before, after = (_sources(kind, part, source.essay) for part in (before, after))
        # Two sources may have the same position.
        self.before = sorted(before, key=_place)[::-1]
        self.after = sorted(after, key=_place)


@compiled(Essay)
def _essay(*, slug, at):
    return essay_rows(Essay.objects.published(at).filter(slug=slug), at)


@compiled(Essay)
def _section(kind, start, *, essay, at):
    sources = kind.objects.for_essay(essay, at)
    return sources.values_list(*_section_columns(kind).names)[start : start + PER_PAGE]


@compiled(Essay)
def _source(kind, *, essay, slug, at):
    sources = kind.objects.published(at).filter(essay__slug=essay, slug=slug)
    return sources.values_list(*source_columns(kind).names)


@compiled_together(Essay)
def _around(kind, *, key, position, essay, at):
    section = kind.objects.for_essay(essay, at)
    source, names = SimpleNamespace(pk=key, position=position), _section_columns(kind).names
    themes = tagged_items(kind).filter(object_id=key)
    return [
        themes.values_list("pk", *(f"tag__{field.attname}" for field in Tag._meta.concrete_fields)),
        section.before(source).values_list(*names)[:BEFORE],
        section.after(source).values_list(*names)[:AFTER],
    ]


@cache
def source_columns(kind):
    deferred, _is_deferred = kind.objects.for_page().query.deferred_loading
    return Columns(kind, without=deferred, essay=Columns(Essay, without=Essay.long_fields()))


@cache
def _section_columns(kind):
    return Columns(kind, without=kind.long_fields())


def _sources(kind, rows, essay):
    sources = [_section_columns(kind).object(row) for row in rows]
    for source in sources:
        source.essay = essay
    return sources


def _place(source):
    return source.position, source.pk
