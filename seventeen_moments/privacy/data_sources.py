"""All personal data of one e-mail address. A new place for such data must be added here."""

from django.db import transaction
from django.utils import timezone

from essays.discussion import moderation_log
from essays.models import ModerationAction
from seventeen_moments.audit.models import Event
from seventeen_moments.audit.recording import record

from . import comments, corrections, logged_settings, mails, retained
from .models import Erasure

Kind = ModerationAction.Kind


def data_sources():
    # Mails first: they are found by their comments, which lose their address when erased.
    return [
        mails.DATA_SOURCE,
        comments.DATA_SOURCE,
        corrections.DATA_SOURCE,
        logged_settings.DATA_SOURCE,
        retained.ACCOUNTS,
        retained.EVENTS,
        retained.SUBSCRIPTIONS,
        retained.BLOCKED_ADDRESSES,
        retained.REFUSALS,
    ]


def export(email, user):
    """Returns all data as JSON types, without the names of pages that the user may not see."""
    data = {source.name: list(source.export(source.find(email), user)) for source in data_sources()}
    return {"email": email, "exported": timezone.now().isoformat()} | data


def erase(email, user):
    """Erases all or nothing. The record of the erasure does not contain the address."""
    with transaction.atomic():
        numbers = {
            source.name: source.erase(source.find(email))
            for source in data_sources()
            if source.erase
        }
        record(Event.Kind.ERASED, **numbers)
        count = sum(numbers.values())
        moderation_log.record(Kind.ERASURE, user, count=count, changes=numbers)
        return Erasure.objects.create(by=user, numbers=numbers)
