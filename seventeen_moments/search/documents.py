"""What the index holds of an essay or a source: its folded words, and what filters a search."""

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

from .models import Document
from .stored import MODELS, Stored, stored
from .variants import RULES, indexed_words

INDEXED = {"essay": Essay, **kinds_by_name()}

OF_SOURCES = ["creators", "original_source", "display_date", "repository", "reference_code"]


class SearchedFields(NamedTuple):
    details: list
    texts: list  # in the order in which a snippet is looked for


class Words(NamedTuple):
    title: list
    other: list
    body: list


class Entry(NamedTuple):
    """What the index is to hold of a row, and what it holds."""

    document: Document
    words: Words | None
    themes: list  # keys
    stored: Stored


def document_id(model, key):
    """A number that needs no query, and is the same after the index is rebuilt."""
    return key * MODELS + ContentType.objects.get_for_model(model).pk


def model_and_key(document):
    """The inverse of `document_id`. The model is None if its app was removed."""
    key, content_type = divmod(document, MODELS)
    try:
        return ContentType.objects.get_for_id(content_type).model_class(), key
    except ContentType.DoesNotExist:  # deleted as stale
        return None, key


def keys_by_model(documents):
    keys = {}
    for model, key in map(model_and_key, documents):
        if model:
            keys.setdefault(model, []).append(key)
    return keys


@cache
def searched_fields(model):
    if model is Essay:
        return SearchedFields(["authors"], ["summary", "body_text"])
    kind = model.source_kind
    return SearchedFields([*OF_SOURCES, *kind.details], list(kind.texts))


def entries_for(rows, with_words=True):
    """Entries for rows of one model, as they are now. Takes one query for all of them."""
    if not rows:
        return []
    found = stored(type(rows[0]), [row.pk for row in rows], with_words)
    return [_entry(row, found[row.pk], with_words) for row in rows if row.pk in found]


def _entry(row, stored, with_words):
    # The stored essay of a source, not the one that it has in memory.
    essay = row if isinstance(row, Essay) else stored.essay
    words = _words(row, [name for name, _key in stored.themes]) if with_words else None
    themes = [key for _name, key in stored.themes]
    document = _document(row, essay)
    if with_words:
        document.theme_keys = ",".join(map(str, sorted(themes))) or None
        document.rules = RULES
    else:
        document.theme_keys = stored.columns.get("theme_keys")
        document.rules = stored.columns.get("rules")
    return Entry(document, words, themes, stored)


def body_texts(row):
    """The texts of the body as a reader sees them, each with the name of its field."""
    model = row._meta.model
    notes = row.notes if model is Essay else []
    return [(name, getattr(row, name)) for name in searched_fields(model).texts] + [
        ("notes", unescape(strip_tags(note))) for note in notes
    ]


def own_from(row):
    return row.published_at if row.status == Status.PUBLISHED else None


def _document(row, essay):
    is_essay, own = isinstance(row, Essay), own_from(row)
    of_essay = own_from(essay) if essay else None
    document = Document(
        id=document_id(type(row), row.pk),
        kind=row._meta.model_name,
        object_id=row.pk,
        essay_id=row.pk if is_essay else row.essay_id,
        year=essay.year if essay else None,
        own_from=own,
        public_from=max(own, of_essay) if own and of_essay else None,
    )
    document.language = row.language
    if not is_essay:
        document.earliest, document.latest = row.earliest, row.latest
    elif row.year:
        document.earliest, document.latest = date(row.year, 1, 1), date(row.year, 12, 31)
    return document


def _words(row, themes):
    details = []
    for name in searched_fields(type(row)).details:
        text = getattr(row, name)
        if isinstance(row._meta.get_field(name), NamesField):
            # As readers see the names, and as they are stored, so that phrases of both match.
            details += map(str, parse(text))
        details.append(text)
    return Words(
        indexed_words(row.title),
        indexed_words(" ".join([*details, *themes])),
        indexed_words(" ".join(text for _, text in body_texts(row))),
    )
