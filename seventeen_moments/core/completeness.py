"""The archive's health: what its essays, sources and themes still lack."""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from .kinds import kinds
from .publication import Status
from .similar_names import alike

NO_WORDS = r"^\s*$"
FILE_NAME = r"^\S*\.(jpe?g|png|webp|gif|tiff?)\s*$"


class Check(NamedTuple):
    name: str  # in the address of a list, `?health=rights`, and in PUBLISHING_NEEDS
    sentence: Promise
    concerns: Callable  # says whether rows of a model are looked at
    condition: Callable  # gives, for such a model, the condition of the rows found
    needed: Promise = None  # where PUBLISHING_NEEDS may name it: what a form says,
    field: Callable = None  # and at which field of the model

    def finds(self, row):
        """Whether the row as it stands, saved or not, is concerned."""
        condition = self.condition(type(row))
        values = {name: getattr(row, name) for name in condition.referenced_base_fields}
        return condition.check(values)


def _is_source(model):
    return model in kinds()


def declares(name):
    """Whether a model is a kind of source that declares it."""
    return lambda model: _is_source(model) and getattr(model.source_kind, name)


def _without_alternative(model):
    kind = model.source_kind
    name = kind.alternative
    lacking = Q(**{f"{name}__regex": NO_WORDS}) | Q(**{f"{name}__iregex": FILE_NAME})
    return lacking & Q(**{kind.decorative: False}) if kind.decorative else lacking


CHECKS = [
    Check(
        "rights",
        _("Without a rights statement"),
        _is_source,
        lambda model: Q(rights=""),
        _("What is published needs a rights statement."),
        lambda model: "rights",
    ),
    Check(
        "original-source",
        _("Without an original source"),
        declares("is_primary"),
        lambda model: Q(original_source=""),
        _("What is published needs its original source."),
        lambda model: "original_source",
    ),
    Check(
        "alternative-text",
        _("Without an alternative text"),
        declares("alternative"),
        _without_alternative,
        _("What is published needs a description of what it shows."),
        lambda model: model.source_kind.alternative,
    ),
    Check(
        "words",
        _("Without its words"),
        declares("transcript"),
        lambda model: Q(**{model.source_kind.transcript: ""}),
        _("What is published needs the words that are heard in it."),
        lambda model: model.source_kind.transcript,
    ),
    Check(
        "date",
        _("With a date in words that nothing can sort"),
        _is_source,
        lambda model: Q(date="") & ~Q(display_date=""),
        _("What is published needs a date that can be sorted beside its words, or none."),
        lambda model: "date",
    ),
    Check(
        "themes",
        _("Like another"),
        lambda model: model is Tag,
        lambda model: Q(name__in=alike(Tag.objects.values_list("name", flat=True))),
    ),
]


def register(check):
    """For the apps above this one, from their `ready()`."""
    CHECKS.append(check)


def checks_of(model):
    return [check for check in CHECKS if check.concerns(model)]


def missing(row):
    """The checks between the row and its publication. What was public without it stays public:
    whoever corrects one thing there need not mend all."""
    return [
        check
        for check in checks_of(type(row))
        if check.name in settings.PUBLISHING_NEEDS
        and check.finds(row)
        and not _public_without(check, row)
    ]


def _public_without(check, row):
    standing = type(row)._base_manager.filter(check.condition(type(row)), pk=row.pk)
    return standing.filter(status=Status.PUBLISHED).exists()
