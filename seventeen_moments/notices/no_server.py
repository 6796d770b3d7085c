from django.core.mail.backends.base import BaseEmailBackend


class NoMailServerError(OSError):
    """As a server that is down: what waits goes on waiting."""


class EmailBackend(BaseEmailBackend):
    """In production, while EMAIL_URL names no server: a mail that is only printed counts as sent,
    and its reader waits for ever."""

    def open(self):
        if not self.fail_silently:
            raise NoMailServerError("EMAIL_URL names none, and with DEBUG off it must.")

    def send_messages(self, email_messages):
        self.open()
        return 0
