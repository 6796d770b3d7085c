"""What an essay or a source gives to search: its words, folded, and what narrows a search."""

from datetime import date
from html import unescape
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.utils.html import strip_tags

from essays.models import Essay
from resources.models import KINDS, Image, Recording, Reference, Text
from seventeen_moments.names import parse
from seventeen_moments.publication import Status

from .backends import fetch_of
from .folding import words
from .models import Document

INDEXED = {model._meta.model_name: model for model in [Essay, *KINDS]}

MODELS = [*INDEXED.values()]
NUMBERS = {model: number for number, model in enumerate(MODELS)}

SOURCE = ["creators", "original_source", "date_shown", "holding_archive", "location"]
OTHER = {
    Essay: ["authors"],
    Text: [*SOURCE, "translator"],
    Image: [*SOURCE, "medium"],
    Recording: [*SOURCE, "composer", "lyricist", "performers"],
    Reference: [*SOURCE, "publication_details"],
}
# In the order in which a snippet is looked for.
BODY = {
    Essay: ["summary", "body_text"],
    Text: ["translation", "original", "transliteration", "description"],
    Image: ["description", "alternative_text"],
    Recording: ["description", "words_translation", "words", "words_transliteration"],
    Reference: ["annotation", "description"],
}
NAMES = {"authors", "creators", "translator", "composer", "lyricist", "performers"}


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
    return key * 8 + NUMBERS[model]


def place(document):
    """Back again: the model, and the key in it."""
    key, number = divmod(document, 8)
    return MODELS[number], key


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
    return [(name, getattr(row, name)) for name in BODY[type(row)]] + [
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
    other = [_other(row, name) for name in OTHER[type(row)]]
    return Words(
        words(row.title),
        words(" ".join([*other, *(name for _, name in themes)])),
        words(" ".join(text for _, text in body_texts(row))),
    )


def _other(row, name):
    written = getattr(row, name)
    if name in NAMES:
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
