"""Drafts whose time has come become public when somebody next reads: there is no timer."""

import logging

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from seventeen_moments.core.completeness import missing_requirements
from seventeen_moments.core.precomputing import precomputing
from seventeen_moments.core.publication import Status

from .models import Draft
from .schedule import timetable

logger = logging.getLogger(__name__)


def settle_in_time():
    if not timetable.is_known:
        timetable.note(Draft.objects.next_time())
    if timetable.due and timetable.due <= timezone.now():
        timetable.forget()
        settle()


def settle(at=None):
    due = Draft.objects.due(at).order_by("publish_at", "pk")
    for draft in due.select_related("content_type"):
        try:
            with precomputing():
                draft.work_ahead()
                with transaction.atomic():
                    _publish(draft, at)
        except ValidationError as error:
            _put_by(draft, " ".join(error.messages))
        except Exception:
            # One bad draft must not take every page of the archive away from its readers.
            logger.exception("The draft %s could not be published as scheduled.", draft.pk)
            _put_by(draft, _("Something went wrong; see the server log."))


def _publish(draft, at):
    row = draft.lock()
    # Of two readers who come at once the second finds nothing left to do.
    if Draft.objects.due(at).filter(pk=draft.pk).exists():
        author = draft.author_id
        draft.publish(_require_complete)
        if author:
            LogEntry.objects.log_actions(
                author, [row], CHANGE, _("Published as scheduled."), single_object=True
            )


def _require_complete(row):
    """A source of the draft may have lost meanwhile what PUBLISHING_NEEDS asks for."""
    needed = (
        [check.requirement for check in missing_requirements(row)]
        if row.status == Status.PUBLISHED
        else []
    )
    if needed:
        raise ValidationError(needed)


def _put_by(draft, failure):
    # Unless an editor has saved it anew.
    Draft.objects.filter(pk=draft.pk, updated=draft.updated).update(failure=failure)
