"""Writes what is to be told, and sends what was written: two steps, each safe to be broken off
and to run twice at once.

No transaction is open while the mail server is asked: on SQLite it would keep everybody else from
writing. A mail is claimed first, and whoever dies with it leaves it to the next.
"""

from smtplib import SMTPNotSupportedError, SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core import mail
from django.utils import timezone

from . import to_commenters, to_moderators
from .messages import absolute
from .models import Mail
from .unsubscribing import address

MOST_AT_ONCE = 500  # rows in one statement
# RFC 5321: for good, from 500 on; 421: the server is about to go.
REFUSED, CLOSING = 500, 421


class ServerDownError(Exception):
    """The mail server does not take anything at all; what waits goes on waiting."""


def write(at=None):
    at = at or timezone.now()
    for found in [to_commenters.unwritten(), to_moderators.unwritten()]:
        # Whoever writes the same at this very moment is first, or we are.
        Mail.objects.bulk_create(found, batch_size=MOST_AT_ONCE, ignore_conflicts=True)
    to_moderators.write_digests(at)
    Mail.objects.outlived(at).forget()


def send(at=None):
    """How many were sent. What the server refuses does not stop the rest; ServerDownError does."""
    due = Mail.objects.due(at or timezone.now()).order_by("next_try", "pk")
    keys = list(due.values_list("pk", flat=True))
    if not keys:
        return 0
    connection = mail.get_connection()
    try:
        connection.open()
        return sum(_send(key, connection) for key in keys)
    except OSError as error:  # an SMTPException is one, too
        raise ServerDownError(error) from error
    finally:
        connection.close()


def _send(key, connection):
    """Whether it was. Raises what stops all others, too."""
    row = Mail.objects.claim(key, timezone.now())
    if row is None:
        return False
    if not _stands(row):
        row.delete()
        return False
    try:
        connection.send_messages([message(row)])
    except (OSError, ValueError) as error:  # ValueError: an address that no mail can have
        code = answer(error)
        row.note_failure(timezone.now(), str(error), refused=code is not None and code >= REFUSED)
        if code is None:
            raise
        return False
    row.note_sent(timezone.now())
    return True


def _stands(row):
    return (to_moderators if row.subscription_id else to_commenters).stands(row)


def answer(error):
    """The server's to this one mail; None, if the error would meet any other as well."""
    if isinstance(error, (ValueError, SMTPNotSupportedError)):
        return REFUSED
    if isinstance(error, SMTPRecipientsRefused):
        [(code, _words)] = error.recipients.values()
    else:
        ours = isinstance(error, SMTPSenderRefused)  # the archive's own address
        code = None if ours else getattr(error, "smtp_code", None)
    return None if code == CLOSING else code


def message(row):
    """RFC 3834: no machine shall answer it. RFC 8058: one click in the mail program ends them."""
    leave = absolute(address(row.reader if row.reader_id else row.subscription))
    headers = {
        "Message-ID": f"<notice.{row.pk}.{row.created:%Y%m%d%H%M%S}@{settings.SITE_HOST}>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return mail.EmailMessage(row.subject, row.body, to=[row.to], headers=headers)
