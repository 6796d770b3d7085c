"""What an essay or a source gives to search: its words, folded, and what narrows a search."""

from datetime import date
from functools import cache
from html import unescape
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.utils.html import strip_tags

from essays.models import Essay
from seventeen_moments.core.kinds import kinds_by_name
from seventeen_moments.core.names import NamesField, parse
from seventeen_moments.core.publication import Status

from .backends import fetch_of
from .folding import words
from .models import Document

INDEXED = {"essay": Essay, **kinds_by_name()}

OF_SOURCES = ["creators", "original_source", "display_date", "repository", "reference_code"]
KINDS_OF_DOCUMENTS = 2**16  # more than a database has types of content


class Searched(NamedTuple):
    """Fields of a model."""

    details: list
    texts: list  # in the order in which a snippet is looked for


class Words(NamedTuple):
    title: list
    other: list
    body: list


class Entry(NamedTuple):
    document: Document
    words: Words
    themes: list  # keys


def document_id(model, key):
    """Known without asking, and the same after every rebuilding."""
    return key * KINDS_OF_DOCUMENTS + ContentType.objects.get_for_model(model).pk


def place(document):
    """Back again: the model, None if its app is gone, and the key in it."""
    key, kind = divmod(document, KINDS_OF_DOCUMENTS)
    try:
        return ContentType.objects.get_for_id(kind).model_class(), key
    except ContentType.DoesNotExist:  # removed as stale
        return None, key


def by_model(documents):
    """The keys of their rows."""
    found = {}
    for model, key in map(place, documents):
        if model:
            found.setdefault(model, []).append(key)
    return found


@cache
def searched(model):
    if model is Essay:
        return Searched(["authors"], ["summary", "body_text"])
    kind = model.source_kind
    return Searched([*OF_SOURCES, *kind.details], list(kind.texts))


def entries(rows):
    """Of rows of one model: whatever they say now, with two queries for all of them."""
    if not rows:
        return []
    model, keys = type(rows[0]), [row.pk for row in rows]
    themes, essays = _themes(model, keys), _essays(rows)
    return [_entry(row, essays.get(_essay_id(row)), themes.get(row.pk, [])) for row in rows]


def body_texts(row):
    """The texts of the body as a reader reads them, each with the name of its field."""
    notes = row.notes if isinstance(row, Essay) else []
    return [(name, getattr(row, name)) for name in searched(type(row)).texts] + [
        ("notes", unescape(strip_tags(note))) for note in notes
    ]


def own_from(row):
    return row.published_at if row.status == Status.PUBLISHED else None


def days(year):
    return (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)


def _entry(row, essay, themes):
    is_essay, (year, essay_from) = isinstance(row, Essay), essay or (None, None)
    own = own_from(row)
    earliest, latest = days(year) if is_essay else (row.earliest, row.latest)
    document = Document(
        id=document_id(type(row), row.pk),
        kind=row._meta.model_name,
        object_id=row.pk,
        essay_id=_essay_id(row),
        year=year,
        language="" if is_essay else row.language,
        earliest=earliest,
        latest=latest,
        own_from=own,
        public_from=max(own, essay_from) if own and essay_from else None,
    )
    return Entry(document, _words(row, themes), [key for key, _ in themes])


def _words(row, themes):
    other = [_other(row, name) for name in searched(type(row)).details]
    return Words(
        words(row.title),
        words(" ".join([*other, *(name for _, name in themes)])),
        words(" ".join(text for _, text in body_texts(row))),
    )


def _other(row, name):
    written = getattr(row, name)
    if isinstance(row._meta.get_field(name), NamesField):
        # As a reader sees them, and as they are written: either is looked for as a phrase.
        return " ".join([*map(str, parse(written)), written])
    return written


def _essay_id(row):
    return row.pk if isinstance(row, Essay) else row.essay_id


def _essays(rows):
    """By key, the year and the time of each essay: as they stand, not as a row remembers them."""
    if isinstance(rows[0], Essay):
        return {row.pk: (row.year, own_from(row)) for row in rows}
    found = Essay.objects.filter(pk__in={row.essay_id for row in rows})
    return {
        essay.pk: (essay.year, own_from(essay))
        for essay in found.only("year", "status", "published_at").order_by()
    }


def _themes(model, keys):
    content_type = ContentType.objects.get_for_model(model)
    found = fetch_of(
        "SELECT t.name, t.id, i.object_id FROM taggit_taggeditem i"
        " JOIN taggit_tag t ON t.id = i.tag_id"
        f" WHERE i.content_type_id = {content_type.pk} AND i.object_id IN",
        keys,
    )
    themes = {}
    for name, tag, key in sorted(found):
        themes.setdefault(key, []).append((tag, name))
    return themes
