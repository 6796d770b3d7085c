"""The kinds of source in the archive.

A model of sources declares its kind as `source_kind`. Lists, the admin, roles, search, files,
exports and tests all read the declaration. An installed app may add kinds. System checks report
incomplete declarations (resources/checks.py).
"""

from dataclasses import dataclass, field
from functools import cache

from django.apps import apps
from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class SourceKind:
    """Values name fields of the model. A system check requires the first four."""

    relation: str = ""  # plural name, in `essay.texts`, in URL names and in /media/texts/
    address: str = ""  # of its section, below the address of the essay
    title: Promise | str = ""  # of its section
    counted: Promise | str = ""  # “%(n)d texts”, by ngettext_lazy
    position: int = 100  # of its section among those of an essay
    row: tuple[str, ...] = ("title", "slug")  # fields in the form of the essay
    texts: tuple[str, ...] = ("description",)  # searched; snippets come from the first that fits
    details: tuple[str, ...] = ()  # searched besides what all sources have
    credits: dict[str, Promise] = field(default_factory=dict)  # fields of names, with their roles
    is_citable: bool = True  # in the body of its essay
    is_primary: bool = True  # should name its original source
    alternative: str = ""  # the field with the alternative text
    decorative: str = ""  # the field that says that no alternative text is needed
    transcript: str = ""  # the field with the spoken or sung words
    timing: str = ""  # the field with the times of the lines of the first parallel field
    parallel: tuple[str, ...] = ()  # fields whose paragraphs are shown side by side
    parallel_lines: bool = False  # whether the lines of the paragraphs are, too
    link: str = ""  # the field with an address on the web


@cache
def kinds():
    """The models, in the order of their sections."""
    models = [
        model
        for model in apps.get_models()
        if isinstance(getattr(model, "source_kind", None), SourceKind)
    ]
    return tuple(sorted(models, key=lambda model: model.source_kind.position))


def model_position(model):
    """A sort key: kinds of source in the order of their sections, after all other models."""
    return kinds().index(model) + 1 if model in kinds() else 0


def kinds_by_name():
    """The models by their names, such as "text". Citations, tables and searches use these."""
    return {model._meta.model_name: model for model in kinds()}


def is_source(page):
    """Whether the page is a source, not an essay."""
    return isinstance(page, kinds())
