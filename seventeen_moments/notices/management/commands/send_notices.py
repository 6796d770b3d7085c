from django.core.management.base import BaseCommand, CommandError

from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail


class Command(BaseCommand):
    help = (
        "Write the mails that are due to moderators and to authors of comments, and send what "
        "waits. Run it every few minutes, from cron or a systemd timer; two at once do no harm. "
        "Exit code 1 if the mail server takes nothing: all mails wait for the next run."
    )
    requires_migrations_checks = True

    def handle(self, **options):
        queue.write()
        try:
            sent = queue.send()
        except queue.ServerDownError as error:
            waiting = Mail.objects.waiting().count()
            raise CommandError(f"The mail server: {error}\nMails that wait: {waiting}.") from None
        if sent:
            self.stderr.write(f"Mails sent: {sent}.", self.style.SUCCESS)
