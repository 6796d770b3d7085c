from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session

from seventeen_moments.core.retention import delete_expired, retention_rule

from .models import Event

KEPT = timedelta(days=365)


@retention_rule("audit trail")
def delete_events(at):
    return delete_expired(Event.objects.filter(at__lte=at - KEPT))


@retention_rule("failed logins")
def delete_failures(at):
    ended = at - settings.AXES_COOLOFF_TIME
    return delete_expired(AccessAttempt.objects.filter(attempt_time__lte=ended))


@retention_rule("sessions")
def delete_sessions(at):
    return delete_expired(Session.objects.filter(expire_date__lte=at))
