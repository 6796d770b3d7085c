"""Sign-ins, by the signals of Django and django-axes."""

import logging
from datetime import timedelta

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import DatabaseError, transaction
from django.db.models import Sum
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import get_language

from . import recording
from .models import Event

DAY = timedelta(days=1)
# From one network in a day: more than one person mistypes.
MANY_ACCOUNTS, MANY_UNKNOWN = 5, 50

logger = logging.getLogger(__name__)


@receiver(user_logged_in)
def note_login(request, user, **kwargs):
    details = suspicion(user, recording.network(request), recording.browser(request))
    language = get_language()
    kind = Event.Kind.SIGNED_IN
    recording.record(kind, user, actor=user, request=request, language=language, **details)


def suspicion(user, network, browser):
    """What is new about a sign-in, except about the first."""
    events = Event.objects.filter(account=user)
    logins = events.filter(kind=Event.Kind.SIGNED_IN).order_by()
    known = set(logins.values_list("network", "browser").distinct())
    if not known:
        return {}
    if network not in {network for network, _browser in known}:
        return {"new": "network"}
    if browser not in {browser for _network, browser in known}:
        failed = events.filter(kind=Event.Kind.FAILED, last__gte=timezone.now() - DAY)
        failures = failed.aggregate(sum=Sum("count"))["sum"] or 0
        if failures >= settings.AXES_FAILURE_LIMIT:
            return {"new": "browser", "failures": failures}
    return {}


@receiver(user_logged_out)
def note_logout(request, user, **kwargs):
    if user is not None:
        recording.record(Event.Kind.SIGNED_OUT, user, actor=user, request=request)


@receiver(user_login_failed)
def note_failure(credentials, request=None, **kwargs):
    if request is not None and not getattr(request, "axes_locked_out", False):
        count_failure(request, credentials, Event.Kind.FAILED)


@receiver(user_locked_out)
def note_lock(request, **kwargs):
    count_failure(request, getattr(request, "axes_credentials", None) or {}, Event.Kind.LOCKED)


def count_failure(request, credentials, kind):
    """The name of an unknown account is not stored: people also type their password there.

    A failure to record must not become the answer to a failed sign-in.
    """
    try:
        with transaction.atomic():
            name = str(credentials.get("username") or "").replace("\0", "")
            account = User.objects.filter(username=name).first()
            network = recording.network(request)
            if account is None and kind == Event.Kind.FAILED:
                kind = Event.Kind.UNKNOWN
            fields = recording.origin(request)
            Event.objects.count_up(account=account, kind=kind, **fields)
            if is_spraying(network):
                Event.objects.count_up(kind=Event.Kind.SPRAYING, **fields)
    except DatabaseError as error:
        logger.warning("A failed login was not recorded: %s", str(error).partition("\n")[0])


def is_spraying(network):
    """Whether somebody tries many names, each too rarely to be locked."""
    today = Event.objects.filter(network=network, at__gte=timezone.now() - DAY)
    accounts = today.filter(kind=Event.Kind.FAILED).values("account").distinct().count()
    unknown = today.filter(kind=Event.Kind.UNKNOWN).aggregate(sum=Sum("count"))["sum"] or 0
    return accounts >= MANY_ACCOUNTS or unknown >= MANY_UNKNOWN
