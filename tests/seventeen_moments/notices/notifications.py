"""Comments and subscriptions for tests, and the mails that they cause."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from seventeen_moments.notices.models import Mail, Subscription
from tests import factories


def subscribed_comment(**fields):
    """An approved comment whose author subscribed an hour ago."""
    return factories.comment(
        **{"notices_since": timezone.now() - timedelta(hours=1), "language": "en"} | fields
    )


def reply(to, **fields):
    return factories.comment(
        **{
            "essay": to.essay,
            "parent": to.parent or to,
            "reply_to": to,
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


def send_notices():
    call_command("send_notices")


def mails():
    """Recipient, kind and comment of each mail."""
    return [(mail.to, mail.kind, mail.comment_id) for mail in Mail.objects.order_by("pk")]
