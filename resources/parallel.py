"""Words in up to three versions, one beside the other."""

from typing import NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Column(NamedTuple):
    name: str
    title: Promise
    language: str  # BCP 47, empty where the editor has not said


class Parallel(NamedTuple):
    columns: list  # those that hold any words
    rows: list  # for each, pairs of column and words


def parallel(language, rows):
    """Of rows of (original, transliteration, translation), what there is to show."""
    columns = [
        Column("original", _("Original"), language),
        Column("transliteration", _("Transliteration"), language and f"{language}-Latn"),
        Column("translation", _("Translation"), settings.LANGUAGE_CODE),
    ]
    shown = [place for place, words in enumerate(zip(*rows, strict=True)) if any(words)]
    return Parallel(
        [columns[place] for place in shown],
        [[(columns[place], row[place]) for place in shown] for row in rows],
    )
