"""Publishes drafts at their scheduled time, by a command or before the next page is answered."""

import logging

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from seventeen_moments.core import edition
from seventeen_moments.core.precomputing import precomputing
from seventeen_moments.core.routing import primary

from .models import Draft
from .publishing import require_complete

logger = logging.getLogger(__name__)


def publish_in_time():
    """Publishes what is due, usually without a query."""
    next_time = edition.remember("next scheduled draft", next_scheduled)
    if next_time and next_time <= timezone.now():
        with primary():
            publish_due()


@edition.due_time
def next_scheduled():
    return Draft.objects.next_time()


def publish_due(at=None):
    """Returns the titles of the pages whose drafts were due, each with the reason of the failure,
    which is empty if the draft was published."""
    outcomes = []
    drafts = Draft.objects.due(at).order_by("publish_at", "pk")
    for draft in drafts.select_related("content_type"):
        title, published, failure = str(draft.target), False, ""
        try:
            with precomputing():
                draft.work_ahead()
                with transaction.atomic():
                    published = _publish(draft, at)
        except ValidationError as error:
            failure = " ".join(error.messages)
            logger.warning("The draft %s could not be published: %s", draft.pk, failure)
        except Exception:
            # One faulty draft must not make every page of the archive fail.
            logger.exception("The draft %s could not be published as scheduled.", draft.pk)
            failure = _("Something went wrong; see the server log.")
        if failure:
            # Unless an editor saved it again in the meantime.
            Draft.objects.filter(pk=draft.pk, updated=draft.updated).update(failure=failure)
        if published or failure:
            outcomes.append((title, failure))
    return outcomes


def _publish(draft, at):
    """Whether it was published here, and not by another process or later."""
    row = draft.lock()
    if not Draft.objects.due(at).filter(pk=draft.pk).exists():
        return False
    author, note = draft.author_id, _("Published as scheduled.")
    draft.publish(note, check=require_complete)
    if author:
        LogEntry.objects.log_actions(author, [row], CHANGE, note, single_object=True)
    return True
