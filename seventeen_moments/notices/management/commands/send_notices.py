from django.core.management.base import BaseCommand, CommandError

from seventeen_moments.core import retention
from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail


class Command(BaseCommand):
    help = (
        "Queue the e-mails that are due to moderators and commenters, and send the queue. Run it "
        "every few minutes, from cron or a systemd timer; running it twice at once is safe. "
        "Exit code 1 if the mail server accepts nothing: all e-mails stay queued."
    )
    requires_migrations_checks = True

    def handle(self, **options):
        queue.write()
        retention.apply()
        try:
            sent = queue.send()
        except queue.ServerDownError as error:
            waiting = Mail.objects.waiting().count()
            raise CommandError(f"The mail server: {error}\nE-mails queued: {waiting}.") from None
        if sent:
            self.stderr.write(f"E-mails sent: {sent}.", self.style.SUCCESS)
