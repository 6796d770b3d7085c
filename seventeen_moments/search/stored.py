"""What the database holds beside rows that are indexed, in one query for all of them."""

import json
from datetime import UTC, datetime
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from essays.models import Essay

from .backends import backend, fetch_of
from .models import COLUMNS

MODELS = 2**16  # more than a database has content types


class StoredEssay(NamedTuple):
    year: int | None
    status: str
    published_at: datetime | None


class Stored(NamedTuple):
    essay: StoredEssay | None  # whose year and publication the row shares
    themes: list  # pairs of name and key
    columns: dict  # of the document; empty if it is not indexed
    tags: dict  # the keys of its themes, by the keys of the rows that hold them
    title: dict  # the words of its title, likewise
    words: list  # what backend().WORDS selects


def stored(model, keys, with_words=True):
    """By the key of the row. A fixture may save a source before its essay."""
    content_type = ContentType.objects.get_for_model(model).pk
    source, essay = f"{model._meta.db_table} r", "r"
    if model is not Essay:
        source, essay = f"{source} LEFT JOIN essays_essay e ON e.id = r.essay_id", "e"
    source += f" LEFT JOIN search_document d ON d.id = r.id * {MODELS} + {content_type}"
    as_json = backend().AS_JSON.format
    columns = ", ".join(f"d.{name}" for name in COLUMNS)
    words = ""
    if with_words:
        source += " LEFT JOIN search_words w ON w.rowid = d.id"
        words = (
            f", (SELECT {as_json('t.id', 't.name')} FROM taggit_taggeditem i"
            " JOIN taggit_tag t ON t.id = i.tag_id"
            f" WHERE i.content_type_id = {content_type} AND i.object_id = r.id),"
            f" (SELECT {as_json('id', 'tag_id')} FROM search_document_themes"
            " WHERE document_id = d.id),"
            f" (SELECT {as_json('id', 'word')} FROM search_titleword WHERE document_id = d.id),"
            f" {backend().WORDS}"
        )
    rows = fetch_of(
        f"SELECT r.id, {essay}.year, {essay}.status, {essay}.published_at, {columns}{words}"
        f" FROM {source} WHERE r.id IN",
        keys,
    )
    return {key: _stored(*values) for key, *values in rows}


def _stored(year, status, published_at, *values):
    columns = dict(zip(COLUMNS, map(_aware, values), strict=False))
    themes, tags, title, *words = values[len(COLUMNS) :] or [None] * 3
    return Stored(
        StoredEssay(year, status, _aware(published_at)) if status else None,
        sorted((name, int(key)) for key, name in json.loads(themes or "{}").items()),
        columns if columns["kind"] else {},
        json.loads(tags or "{}"),
        json.loads(title or "{}"),
        words,
    )


def _aware(value):
    """SQLite has times in UTC without saying so."""
    if isinstance(value, datetime) and timezone.is_naive(value):
        return value.replace(tzinfo=UTC)
    return value
