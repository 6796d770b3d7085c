"""Writes the mails that are due, and sends those that were written. Either step may be
interrupted, or run twice at the same time.

No transaction is open during requests to the mail server: on SQLite it would block all other
writers. A mail is claimed before it is sent. If the process dies, the claim expires.
"""

from smtplib import SMTPNotSupportedError, SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core import mail
from django.utils import timezone

from seventeen_moments.core.retention import retention_rule

from . import to_accounts, to_commenters, to_moderators, to_unconfirmed
from .messages import absolute
from .models import Mail
from .unsubscribing import unsubscribe_path

BATCH = 500  # rows in one query
# RFC 5321: codes from 500 on are permanent; with 421 the server closes the connection.
REFUSED, CLOSING = 500, 421


class ServerDownError(Exception):
    """The mail server accepts nothing. All mails stay in the queue."""


def write(at=None):
    at = at or timezone.now()
    for mails in [to_commenters.new_mails(), to_moderators.new_mails()]:
        # Conflicts: another process may write the same mails.
        Mail.objects.bulk_create(mails, batch_size=BATCH, ignore_conflicts=True)
    to_unconfirmed.write_questions(at)
    to_moderators.write_digests(at)
    erase_mails(at)


@retention_rule("e-mails")
def erase_mails(at):
    expired = Mail.objects.expired(at)
    return expired.erase() if expired.exists() else 0


def send(at=None):
    """Returns the number of mails sent. Goes on after a refused mail, but not without a server."""
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
    """Returns whether the mail was sent. Raises errors that concern all mails."""
    queued = Mail.objects.claim(key, timezone.now())
    if queued is None:
        return False
    if not recipients_of(queued).is_due(queued):
        queued.delete()
        return False
    try:
        connection.send_messages([message(queued)])
    except (OSError, ValueError) as error:  # ValueError: an address that no mail can have
        code = reply_code(error)
        refused = code is not None and code >= REFUSED
        queued.record_failure(timezone.now(), str(error), refused)
        if code is None:
            raise
        return False
    queued.record_sent(timezone.now())
    return True


def recipients_of(queued):
    if queued.event_id:
        return to_accounts
    if queued.kind == Mail.Kind.CONFIRM:
        return to_unconfirmed
    return to_moderators if queued.subscription_id else to_commenters


def reply_code(error):
    """Returns the server's reply to this mail, or None if the error concerns all mails."""
    if isinstance(error, (ValueError, SMTPNotSupportedError)):
        return REFUSED
    if isinstance(error, SMTPRecipientsRefused):
        [(code, _words)] = error.recipients.values()
    else:
        is_sender = isinstance(error, SMTPSenderRefused)  # the archive's own address
        code = None if is_sender else getattr(error, "smtp_code", None)
    return None if code == CLOSING else code


def message(queued):
    """Prevents automatic replies (RFC 3834), and allows one-click unsubscription (RFC 8058)."""
    headers = {
        "Message-ID": f"<notice.{queued.pk}.{queued.created:%Y%m%d%H%M%S}@{settings.SITE_HOST}>",
        "Auto-Submitted": "auto-generated",
    }
    if not queued.event_id:  # warnings cannot be unsubscribed
        reader = queued.reader if queued.reader_id else queued.subscription
        path = unsubscribe_path(reader, queued.kind)
        headers["List-Unsubscribe"] = f"<{absolute(path)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return mail.EmailMessage(queued.subject, queued.body, to=[queued.to], headers=headers)
