"""Warnings about accounts: to their holders, and to administrators.

They are queued in the transaction of what they tell.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from essays.discussion.plain_text import cleaned_line
from seventeen_moments.audit.models import Event
from seventeen_moments.core.languages import isolated

from .messages import absolute
from .models import Mail

Kind = Event.Kind
DAY, STALE = timedelta(days=1), timedelta(days=7)
# To one address in a day. Others could cause more of these; the other kinds need an account.
MOST_A_DAY = {Kind.LOCKED: 1, Kind.SPRAYING: 1, Kind.SIGNED_IN: 5}
SUBJECTS = {
    Kind.SIGNED_IN: _("New login to your account"),
    Kind.LOCKED: _("Failed logins to your account"),
    Kind.PASSWORD_CHANGED: _("Your password was changed"),
    Kind.SECOND_FACTOR_OFF: _("The second factor of your account was turned off"),
    Kind.ACCOUNT_CHANGED: _("The e-mail address of your account was changed"),
    Kind.SPRAYING: _("Many failed logins from one network"),
    "administrator": _("There is a new administrator"),
}


@receiver(post_save, sender=Event)
def tell(instance, created, raw, **kwargs):
    if created and not raw:
        mails = [
            mail
            for topic, recipients in topics(instance)
            for mail in _mails(instance, topic, recipients)
        ]
        Mail.objects.bulk_create(mails, ignore_conflicts=True)


def topics(event):
    """Yields what the event is about, with its recipients: pairs of user and address."""
    user, kind, details = event.account, event.kind, event.details
    is_new_login = kind == Kind.SIGNED_IN and "new" in details
    if is_new_login or kind in {Kind.LOCKED, Kind.PASSWORD_CHANGED, Kind.SECOND_FACTOR_OFF}:
        yield kind, [(user, user.email)] if user else []
    if kind == Kind.ACCOUNT_CHANGED and "email" in details:
        yield kind, [(user, details["email"][0])]
    if kind == Kind.SPRAYING:
        yield kind, administrators()
    # Not to the account itself: the first administrator needs no warning.
    if details.get("is_superuser") in [True, [False, True]]:
        yield "administrator", [each for each in administrators() if each[0] != user]


def administrators():
    users = User.objects.filter(is_superuser=True, is_active=True).order_by("pk")
    return [(user, user.email) for user in users]


def _mails(event, topic, recipients):
    for user, address in recipients:
        if address and not _had_enough(event, address):
            yield Mail(kind=Mail.Kind.ACCOUNT, event=event, to=address, **_text(event, topic, user))


def _had_enough(event, address):
    most = MOST_A_DAY.get(event.kind)
    if most is None:
        return False
    recent = Event.objects.filter(kind=event.kind, at__gt=event.at - DAY)
    return Mail.objects.filter(to=address, event__in=recent.values("pk")).count() >= most


def _text(event, topic, user):
    with translation.override(language_of(user)):
        context = {
            "event": event,
            "topic": str(topic),
            "at": timezone.localtime(event.at),
            "zone": timezone.get_default_timezone_name(),
            "subject": isolated(cleaned_line(event.subject)),
            "by": isolated(cleaned_line(event.actor_name)),
            "is_own": event.actor_id == user.pk,
            "site_name": settings.SITE_NAME,
            "password": absolute(reverse("admin:password_change")),
            "accounts": absolute(reverse("admin:auth_user_changelist")),
        }
        body = render_to_string("notices/account.txt", context).strip()
        return {"subject": f"{SUBJECTS[topic]} · {settings.SITE_NAME}"[:300], "body": f"{body}\n"}


def language_of(user):
    """That of the latest login."""
    logins = Event.objects.filter(account=user, kind=Kind.SIGNED_IN).order_by("-pk")
    details = logins.values_list("details", flat=True).first() or {}
    return details.get("language") or settings.LANGUAGE_CODE


def is_due(mail):
    """A warning that could not be sent for a week would only puzzle."""
    return mail.created > timezone.now() - STALE
