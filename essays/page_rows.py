"""What the page of a published essay shows, in a few compiled queries.

The rows stay as the database gives them until a part of the page has to be rendered. Drafts and
previews take the same from the models: page_parts.py.
"""

from collections import defaultdict
from functools import cache, cached_property

from django.contrib.contenttypes.models import ContentType
from taggit.models import Tag

from seventeen_moments.core import edition
from seventeen_moments.core.compiled import compiled, compiled_together
from seventeen_moments.core.kinds import kinds, kinds_by_name
from seventeen_moments.core.prepared import fingerprint
from seventeen_moments.core.themes import show_themes, tagged_items

from .discussion.threads import PER_PAGE, comment_rows, threads
from .models import Essay
from .sections import NAMED, Section
from .source_links import FIELDS, shown_in_text

RELATED = 6
RELATED_FIELDS = ["pk", "title", "slug", "language", "year", "same_year", "shared"]
DISCUSSION = ["site_open", "last_activity", "comments_count", "threads_count"]


def published_essay(slug, at):
    """What the page of the essay shows, or None if there is no such page."""
    rows, convert = _essays.raw(slug=slug, at=at)
    return EssayRows(rows[0], convert(rows)[0], at) if rows else None


@compiled(Essay)
def _essays(*, slug, at):
    essays = Essay.objects.published(at).filter(slug=slug).for_page(at)
    lead = [f"lead_image__{name}" for name in _stored_fields(kinds_by_name()["image"])]
    return essays.values_list(*_essay_fields(), *_counts(), *lead, *DISCUSSION)


@compiled_together(Essay)
def _attached(_content_type, relations, *, essay, at, **keys):
    """The themes, the first sources of each section, and those that the text links to."""
    querysets = [tagged_items(Essay).filter(object_id=essay).order_by("pk")]
    querysets[0] = querysets[0].values_list("pk", "tag_id", "tag__name", "tag__slug")
    for kind in _kinds_of(relations):
        section = kind.objects.for_essay(essay, at)
        if shown := keys.get(f"shown_{kind._meta.model_name}"):
            section = section.exclude(pk__in=shown)
        querysets.append(section.values_list(*_stored_fields(kind))[:NAMED])
    for name, model in kinds_by_name().items():
        if linked := keys.get(f"linked_{name}"):
            section = model.objects.for_essay(essay, at).filter(pk__in=linked).order_by()
            querysets.append(section.values_list(*_linked_fields(name)))
    return querysets


@compiled(Essay)
def _related(_content_type, *, essay, at, year=None, themes=()):
    essays = Essay.objects.published(at).related(essay, year, themes)
    return essays.values_list(*RELATED_FIELDS)[:RELATED]


class EssayRows:
    def __init__(self, row, values, at):
        self.at = at
        self.essay = _with_values(Essay, _essay_fields(), values)
        further = dict(zip([*_counts(), *DISCUSSION], [*_slice(values), *values[-4:]], strict=True))
        vars(self.essay).update(further)
        self._set_lead_image(values)
        # Of all but the discussion, which changes more often.
        self.key = fingerprint(row[: -len(DISCUSSION)])
        self.content_type = ContentType.objects.get_for_model(Essay).pk
        self._fetch()

    def _set_lead_image(self, values):
        image, names = kinds_by_name()["image"], _stored_fields(kinds_by_name()["image"])
        start = len(_essay_fields()) + len(_counts())
        lead = values[start : start + len(names)]
        found = self.essay.lead_image_id is not None
        self.essay.lead_image = _with_values(image, names, lead) if found else None

    def _fetch(self):
        essay, keys = self.essay, {}
        lead = essay.lead(self.at)
        self.shown = shown_in_text(essay) | ({lead.key} if lead else set())
        for prefix, found in [("linked", essay.source_links), ("shown", self.shown)]:
            keys |= {f"{prefix}_{name}": sorted(pks) for name, pks in _by_name(found).items()}
        self.relations = tuple(
            kind.source_kind.relation
            for kind in kinds()
            if getattr(essay, f"{kind.source_kind.relation}_count")
        )
        self.rows, self._convert = _attached.raw(
            self.content_type, self.relations, essay=essay.pk, at=self.at, **keys
        )
        self.linked_names = [name for name in kinds_by_name() if f"linked_{name}" in keys]
        number = 1 + len(self.relations)
        self.theme_rows, self.section_rows = self.rows[0], self.rows[1:number]
        self.linked_rows = self.rows[number:]
        show_themes(essay, [Tag(*row[1:]) for row in sorted(self.theme_rows)])

    @cached_property
    def _converted(self):
        return self._convert(self.rows)

    def linked(self):
        """The sources that the text links to, if they are due."""
        sources = []
        for name, rows in zip(
            self.linked_names, self._converted[1 + len(self.relations) :], strict=True
        ):
            model, names = kinds_by_name()[name], _linked_fields(name)
            for row in rows:
                values = dict(zip(names, row, strict=True))
                source = model(essay=self.essay, **values)
                sources.append(source)
        return sources

    def sections(self):
        """The sections with their first sources."""
        sections = []
        for kind, rows in zip(_kinds_of(self.relations), self._converted[1:], strict=False):
            sources = [_with_values(kind, _stored_fields(kind), row) for row in rows]
            sources.sort(key=lambda source: (source.position, source.pk))
            for source in sources:
                source.essay = self.essay
            count = getattr(self.essay, f"{kind.source_kind.relation}_count")
            if sources:
                sections.append((Section(kind.source_kind, self.essay, count), sources))
        return sections

    @cached_property
    def related_rows(self):
        values = {"themes": [row[1] for row in sorted(self.theme_rows)]} if self.theme_rows else {}
        if self.essay.year:
            values["year"] = self.essay.year
        if not values:
            return []
        values["essay"] = self.essay.pk
        return edition.remember(
            ("related", self.essay.pk, self.essay.year, tuple(self.theme_rows)),
            lambda: _related(self.content_type, at=self.at, **values),
        )

    def related(self):
        essays = []
        for row in self.related_rows:
            values = dict(zip(RELATED_FIELDS, row, strict=True))
            same_year, shared = values.pop("same_year"), values.pop("shared")
            essays.append(Essay(**values))
            vars(essays[-1]).update(same_year=same_year, shared=shared)
        return essays

    @cached_property
    def comment_rows(self):
        count = self.essay.threads_count
        return comment_rows.raw(0, PER_PAGE, essay=self.essay.pk) if count else ([], list)

    def threads(self):
        rows, convert = self.comment_rows
        return threads(self.essay, convert(rows))


@cache
def _essay_fields():
    """Without the text as it is edited, which no page shows."""
    return [field.attname for field in Essay._meta.concrete_fields if field.name != "body"]


@cache
def _stored_fields(kind):
    """Of a source in a list: without the long fields that lists do not show."""
    long = kind.long_fields()
    return [field.attname for field in kind._meta.concrete_fields if field.name not in long]


def _linked_fields(name):
    return _stored_fields(kinds_by_name()[name]) if name == "image" else FIELDS


def _counts():
    return [f"{kind.source_kind.relation}_count" for kind in kinds()]


def _slice(values):
    start = len(_essay_fields())
    return values[start : start + len(_counts())]


def _kinds_of(relations):
    return [kind for kind in kinds() if kind.source_kind.relation in relations]


def _with_values(model, names, values):
    """The row as the ORM makes it. Other fields are loaded when they are used."""
    return model.from_db(None, names, values)


def _by_name(keys):
    names = defaultdict(set)
    for name, pk in (key.split("-") for key in keys):
        names[name].add(int(pk))
    return {name: pks for name, pks in names.items() if name in kinds_by_name()}
