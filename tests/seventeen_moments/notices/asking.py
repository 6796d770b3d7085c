"""Comments whose authors asked to be told, and what becomes of their mails."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from seventeen_moments.notices.models import Mail, Subscription
from tests import factories


def asking(**fields):
    """Approved, of an author who asked an hour ago."""
    return factories.comment(
        **{"notices_since": timezone.now() - timedelta(hours=1), "language": "en"} | fields
    )


def reply(to, **fields):
    return factories.comment(
        **{
            "essay": to.essay,
            "parent": to.parent or to,
            "answered": to,
            "name": "Boris",
            "email": "boris@example.org",
        }
        | fields
    )


def subscription(how="each", **fields):
    return Subscription.objects.create(
        **{
            "user": factories.user("Moderators"),
            "how": how,
            "email": "moderator@example.org",
            "since": timezone.now() - timedelta(hours=1),
            "hour": 0,
        }
        | fields
    )


def run():
    call_command("send_notices")


def told():
    """Whom and what, of all mails that were written."""
    return [(mail.to, mail.kind, mail.comment_id) for mail in Mail.objects.order_by("pk")]
