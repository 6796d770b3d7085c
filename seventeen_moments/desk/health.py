"""The archive's health: what its essays, sources and themes still lack."""

from collections.abc import Callable
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from seventeen_moments.publication import Status

from .likeness import alike

# By their labels: what the whole site shares imports neither essays nor sources.
IMAGE, RECORDING, REFERENCE = "resources.Image", "resources.Recording", "resources.Reference"
SOURCES = ["resources.Text", IMAGE, RECORDING, REFERENCE]

NO_WORDS = r"^\s*$"
FILE_NAME = r"^\S*\.(jpe?g|png|webp|gif|tiff?)\s*$"


class Check(NamedTuple):
    name: str  # in the address of a list, `?health=rights`, and in PUBLISHING_NEEDS
    sentence: Promise
    models: list
    condition: Callable  # gives the condition of the rows concerned
    needed: Promise = None  # where PUBLISHING_NEEDS may name it: what a form says,
    field: str = ""  # and at which field

    def finds(self, row):
        """Whether the row as it stands, saved or not, is concerned."""
        condition = self.condition()
        values = {name: getattr(row, name) for name in condition.referenced_base_fields}
        return condition.check(values)


def _themes_alike():
    return Q(name__in=alike(Tag.objects.values_list("name", flat=True)))


def _address_dead():
    return Q(url__in=apps.get_model("resources.Answer").objects.dead().values("url"))


CHECKS = [
    Check(
        "rights",
        _("Without a rights statement"),
        SOURCES,
        lambda: Q(rights=""),
        _("What is published needs a rights statement."),
        "rights",
    ),
    Check(
        "original-source",
        _("Without an original source"),
        ["resources.Text", IMAGE, RECORDING],
        lambda: Q(original_source=""),
        _("What is published needs its original source."),
        "original_source",
    ),
    Check(
        "alternative-text",
        _("Without an alternative text"),
        [IMAGE],
        lambda: (
            Q(decorative=False)
            & (Q(alternative_text__regex=NO_WORDS) | Q(alternative_text__iregex=FILE_NAME))
        ),
        _("What is published needs an alternative text that says what the picture shows."),
        "alternative_text",
    ),
    Check(
        "words",
        _("Without its words"),
        [RECORDING],
        lambda: Q(words=""),
        _("A recording that is published needs its words."),
        "words",
    ),
    Check(
        "date",
        _("With a date in words that nothing can sort"),
        SOURCES,
        lambda: Q(date="") & ~Q(date_shown=""),
        _("What is published needs a date that can be sorted beside its words, or none."),
        "date",
    ),
    Check(
        "byline",
        _("Without a byline"),
        ["essays.Essay"],
        lambda: Q(authors=""),
        _("What is published needs its authors."),
        "authors",
    ),
    Check("address", _("With an address that no longer answers"), [REFERENCE], _address_dead),
    Check("themes", _("Like another"), ["taggit.Tag"], _themes_alike),
]


def checks_of(model):
    return [check for check in CHECKS if model._meta.label in check.models]


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
    standing = type(row)._base_manager.filter(check.condition(), pk=row.pk)
    return standing.filter(status=Status.PUBLISHED).exists()
