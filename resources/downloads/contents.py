"""What the files for readers contain: the words of a source or an essay, and what it is."""

import datetime
from html import unescape
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from essays.source_links import with_source_links
from seventeen_moments.core.languages import name

from .. import citations
from .blocks import blocks, plain


class Part(NamedTuple):
    title: str  # empty for the body of an essay
    language: str
    blocks: list


class Contents(NamedTuple):
    title: str
    language: str  # of the title, the notes and the warning
    byline: str
    names: str  # of those who made it
    warning: str
    parts: list
    notes: list  # the blocks of each
    facts: list  # pairs of a label and words
    citation: str
    address: str
    updated: datetime.datetime


def of_source(source, address):
    """None if the source has no words. `address` is the permanent one of its page."""
    parts = [
        Part(str(column.title), column.language, [plain(text) for text in paragraphs])
        for column, paragraphs in source.versions()
    ]
    if not parts:
        return None
    return Contents(
        title=source.title,
        language=source.content_language,
        byline=_joined(source.facts()),
        names=str(source.byline),
        warning=source.content_warning,
        parts=parts,
        notes=[],
        facts=[*_facts(source), (_("Essay"), source.essay.title), (_("Address"), address)],
        citation=_citation(source, address),
        address=address,
        updated=source.updated,
    )


def of_essay(essay, address):
    """None if it has no text. Links to sources lead to those that the reader may see."""
    body, notes = with_source_links(essay)
    parts = blocks(body, address)
    if not parts:
        return None
    published = essay.published_on and date_format(essay.published_on, "j E Y")
    facts = [
        (_("Authors"), essay.byline),
        (pgettext("an essay, on a day", "Published"), published),
        (_("Address"), address),
    ]
    return Contents(
        title=essay.title,
        language=essay.language,
        byline=_joined([essay.byline, essay.year]),
        names=str(essay.byline),
        warning="",
        parts=[Part("", essay.language, parts)],
        notes=[blocks(note, address) for note in notes],
        facts=[(label, str(value)) for label, value in facts if value],
        citation=_citation(essay, address),
        address=address,
        updated=essay.updated,
    )


def _facts(source):
    rights = source.rights and f"{source.get_rights_display()} <{source.rights}>"
    values = {
        "creators": source.byline,
        "date": source.date_in_words,
        "language": source.language and name(source.language),
        "original_source": source.original_source,
        "repository": source.repository,
        "reference_code": source.reference_code,
        "rights": rights,
    }
    facts = source.own_facts()
    facts += [(source._meta.get_field(field).verbose_name, text) for field, text in values.items()]
    return [(capfirst(label), str(text)) for label, text in facts if text]


def _citation(work, address):
    return unescape(strip_tags(citations.cite(work, address).html))


def _joined(facts):
    return " · ".join(str(fact) for fact in facts if fact)
