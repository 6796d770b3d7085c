"""Checks for what essays, sources and themes still lack."""

from collections.abc import Callable
from itertools import compress
from typing import NamedTuple

from django.conf import settings
from django.db.models import BooleanField, Case, Q, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from .kinds import kinds
from .publication import Status
from .similar_names import similar

NO_WORDS = r"^\s*$"
FILE_NAME = r"^\S*\.(jpe?g|png|webp|gif|tiff?|hei[cf])\s*$"


class Check(NamedTuple):
    name: str  # in the address of a list, `?incomplete=rights`, and in PUBLISHING_NEEDS
    label: Promise
    applies_to: Callable  # takes a model, returns whether it is checked
    condition: Callable  # takes such a model, returns the Q of incomplete objects
    # For the checks that PUBLISHING_NEEDS may name:
    requirement: Promise = None  # the error message of a form
    field: Callable = None  # takes a model, returns the field for the message

    def is_failed_by(self, obj):
        """Whether the object is incomplete with its present values, saved or not."""
        condition = self.condition(type(obj))
        values = {
            # With its field, as a value of None has no type.
            name: Value(getattr(obj, name), obj._meta.get_field(name))
            for name in condition.referenced_base_fields
        }
        return condition.check(values)


def declares(name):
    """Whether a model is a kind of source that declares the attribute."""
    return lambda model: model in kinds() and getattr(model.source_kind, name)


def _without_alternative(model):
    kind = model.source_kind
    field = kind.alternative
    missing = Q(**{f"{field}__regex": NO_WORDS}) | Q(**{f"{field}__iregex": FILE_NAME})
    return missing & Q(**{kind.decorative: False}) if kind.decorative else missing


CHECKS = [
    Check(
        "rights",
        _("Without a rights statement"),
        lambda model: model in kinds(),
        lambda model: Q(rights=""),
        _("Publication requires a rights statement."),
        lambda model: "rights",
    ),
    Check(
        "original-source",
        _("Without a publication statement"),
        declares("is_primary"),
        lambda model: Q(original_source=""),
        _("Publication requires a publication statement."),
        lambda model: "original_source",
    ),
    Check(
        "alternative-text",
        _("Without an alternative text"),
        declares("alternative"),
        _without_alternative,
        _("Publication requires a description of what is shown."),
        lambda model: model.source_kind.alternative,
    ),
    Check(
        "transcript",
        _("Without a transcript"),
        declares("transcript"),
        lambda model: Q(**{model.source_kind.transcript: ""}),
        _("Publication requires a transcript."),
        lambda model: model.source_kind.transcript,
    ),
    Check(
        "date",
        _("With a display date but no date to sort by"),
        lambda model: model in kinds(),
        lambda model: Q(date="") & ~Q(display_date=""),
        _("Publication requires a date to sort by beside the display date, or neither."),
        lambda model: "date",
    ),
    Check(
        "themes",
        _("Possible duplicates"),
        lambda model: model is Tag,
        lambda model: Q(name__in=similar(Tag.objects.values_list("name", flat=True))),
    ),
]


def register(check):
    """Adds the check of another app, from its `ready()`."""
    CHECKS.append(check)


def checks_for(model):
    return [check for check in CHECKS if check.applies_to(model)]


def failed_checks(model, keys):
    """The checks that each stored object fails, by its key. Takes one query."""
    checks = checks_for(model)
    if not checks:
        return {}
    failed = [
        Case(When(check.condition(model), then=True), default=False, output_field=BooleanField())
        for check in checks
    ]
    rows = model._base_manager.filter(pk__in=keys).values_list("pk", *failed)
    return {key: list(compress(checks, fails)) for key, *fails in rows}


def missing_requirements(obj):
    """The checks that keep the object from being published.

    Requirements that it already lacked while published are left out, so that an editor can correct
    one thing without completing all others.
    """
    stored = type(obj)._base_manager.filter(pk=obj.pk, status=Status.PUBLISHED)
    return [
        check
        for check in checks_for(type(obj))
        if check.name in settings.PUBLISHING_NEEDS
        and check.is_failed_by(obj)
        and not stored.filter(check.condition(type(obj))).exists()
    ]
