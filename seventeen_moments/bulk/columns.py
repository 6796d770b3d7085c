"""The columns of the tables."""

import re
from functools import cache

from django.conf import settings
from django.db.models import FileField
from django.utils import translation
from django.utils.translation import gettext as _

from essays.models import Essay
from seventeen_moments.core.kinds import kinds, kinds_by_name

SOURCE, ESSAY, THEMES, LEAD_IMAGE = "source", "essay", "themes", "lead_image"
FIRST = [SOURCE, ESSAY, "position", "slug", "title", "kind"]
LAST = ["description", THEMES, "status", "published_at"]
# Not the settings of its comments, which moderators change.
OF_ESSAYS = ["slug", "title", "authors", "year", "language", "summary", "body", THEMES, LEAD_IMAGE]
OF_ESSAYS += ["status", "published_at"]

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")

MODELS = kinds_by_name()


@cache
def fields_of(model):
    """Returns the fields that an editor fills in, without the essay, by name."""
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return {
        field.name: field
        for field in fields
        if (field.name in OF_ESSAYS if model is Essay else field.editable)
        and not field.primary_key
        and field.name != ESSAY
    }


@cache
def files_of(model):
    """Returns the names of the file fields."""
    return {name for name, field in fields_of(model).items() if isinstance(field, FileField)}


def columns_of(models=None):
    """Of a table of sources, or of one of essays."""
    if models == [Essay]:
        return OF_ESSAYS
    names = dict.fromkeys(name for model in models or kinds() for name in fields_of(model))
    middle = [name for name in names if name not in FIRST and name not in LAST]
    return [*FIRST, *middle, *LAST]


@cache
def headings_of(*models):
    """The columns that a heading may mean, by the folded heading.

    It is the name of a column, or the label of a field in a language of the interface; a label may
    belong to several columns. Without models, it is a table of sources of any kind.
    """
    models = list(models) or list(kinds())
    names, headings = columns_of(models), {}
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            labels = [
                (field.verbose_name, name)
                for model in models
                for name, field in fields_of(model).items()
                if name in names
            ]
            if models != [Essay]:
                labels += [(_("Kind of source"), SOURCE), (_("Essay"), ESSAY)]
            for label, name in labels:
                columns = headings.setdefault(fold_heading(str(label)), [])
                if name not in columns:
                    columns.append(name)
    return headings | {fold_heading(name): [name] for name in names}


@cache
def _kinds_by_label():
    """The names of the kinds by their labels, in the singular, the plural and of the section."""
    kinds_by_label = {}
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            for name, model in MODELS.items():
                meta = model._meta
                for label in [meta.verbose_name, meta.verbose_name_plural, model.source_kind.title]:
                    kinds_by_label.setdefault(fold_heading(str(label)), name)
    return kinds_by_label


def kind_named(word):
    """The name of the kind that a name or a label means; an unknown word in lower case."""
    name = word.lower()
    return name if name in MODELS else _kinds_by_label().get(fold_heading(word), name)


def fold_heading(heading):
    """Without regard to case, spaces, invisible signs and a colon at the end."""
    seen = INVISIBLE.sub("", heading).replace("_", " ").replace("-", " ")
    return " ".join(seen.split()).rstrip(" :").casefold()
