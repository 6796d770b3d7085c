"""The kinds of source that the archive has.

A model of sources declares its kind as `source_kind`, and everything asks here: lists, the admin,
roles, search, files, exports and the tests. An installed app may bring more kinds. What a
declaration lacks, the system checks say (resources/checks.py).
"""

from dataclasses import dataclass, field
from functools import cache

from django.apps import apps
from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class SourceKind:
    """Fields of the model are named. The first four must be given; a system check asks for them."""

    relation: str = ""  # its plural, in `essay.texts`, in names of addresses and in /media/texts/
    address: str = ""  # of its section, below the address of the essay
    title: Promise | str = ""  # of its section
    counted: Promise | str = ""  # “%(n)d texts”, by ngettext_lazy
    place: int = 100  # of its section among those of an essay
    row: tuple[str, ...] = ("title", "slug", "status")  # fields in the form of the essay
    texts: tuple[str, ...] = ("description",)  # searched; snippets come from the first that fits
    details: tuple[str, ...] = ()  # searched besides what all sources have
    credits: dict[str, Promise] = field(default_factory=dict)  # fields of names, with their roles
    is_citable: bool = True  # in the body of its essay
    is_primary: bool = True  # so it should say where it first appeared
    alternative: str = ""  # the field that says in words what it shows
    decorative: str = ""  # the field that says that there is nothing to say
    transcript: str = ""  # the field with the words that are heard
    link: str = ""  # the field with an address on the web


@cache
def kinds():
    """The models, in the order of their sections."""
    models = [model for model in apps.get_models() if _is_declared(model)]
    return tuple(sorted(models, key=lambda model: model.source_kind.place))


def place(model):
    """Sorts models: the kinds of source as their sections stand, behind any others."""
    return kinds().index(model) + 1 if model in kinds() else 0


def kinds_by_name():
    """Model names, such as "text", are what citations, tables and searches call a kind."""
    return {model._meta.model_name: model for model in kinds()}


def is_source(page):
    """Whether it is the page of a source, not of an essay."""
    return isinstance(page, kinds())


def _is_declared(model):
    return isinstance(getattr(model, "source_kind", None), SourceKind)
