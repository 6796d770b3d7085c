import os
import socket
import sys
from contextlib import contextmanager
from io import StringIO, TextIOWrapper

from django.conf import settings
from django.core.files import locks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.urls import reverse

from seventeen_moments.samples import accounts, guide, prisoners_return

from .seed import get_or_add

HOST = "127.0.0.1"
HOW_TO_SET = "To set one: python manage.py changepassword NAME"


class Command(BaseCommand):
    help = (
        "Set up everything for a first look: prepare the database, add the essay “Prisoners "
        "Return” and the guide, create the accounts editor, moderator and administrator, and "
        "serve. Safe to run again: existing content stays unchanged, deleted content is added "
        "again. New passwords are printed once. With DEBUG off it needs --no-serve and prints no "
        "passwords: set them with changepassword."
    )

    def add_arguments(self, parser):
        parser.add_argument("--port", default="8000", help="Serve on this port (8000).")
        parser.add_argument("--no-serve", action="store_true", help="Do not start the server.")
        parser.add_argument("--bare", action="store_true", help="Do not add the guide.")

    def handle(self, *, port, no_serve, bare, **options):
        if not port.isdecimal() or not 1 <= int(port) <= 65535:
            raise CommandError(f"--port: “{port}” is not a port; give a number from 1 to 65535.")
        port = int(port)
        if not no_serve:
            self.check_serving(port)
        if isinstance(sys.stdout, TextIOWrapper):
            # A program that reads from a pipe gets each line while the server runs.
            sys.stdout.reconfigure(line_buffering=True)
        with self.alone():
            self.prepare_database()
            essay = self.add_essays(bare)
            self.add_accounts()
        origin = f"http://{HOST}:{port}" if settings.DEBUG else settings.SITE_ORIGIN
        self.stdout.write(f"The essay: {origin}{essay.get_absolute_url()}")
        self.stdout.write(f"For editors: {origin}{reverse('admin:index')}")
        if not no_serve:
            self.check_serving(port)  # again: another quickstart may serve there by now
            call_command("runserver", f"{HOST}:{port}", use_reloader=False)

    def check_serving(self, port):
        if not settings.DEBUG:
            raise CommandError(
                "With DEBUG off, quickstart does not serve, because Django’s development server "
                "is not meant for production: add --no-serve and use manage.py serve."
            )
        try:
            socket.create_server((HOST, port)).close()
        except OSError as error:
            reason = os.strerror(error.errno).lower()
            raise CommandError(
                f"--port {port}: {reason}. Choose another, for example 8080."
            ) from None

    @contextmanager
    def alone(self):
        """Waits for another quickstart in the same folder, and finds what it has added."""
        with (settings.DATA_DIR / "quickstart.lock").open("w") as file:
            if not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
                self.stdout.write("Another quickstart is running here. Waiting for it …")
                locks.lock(file, locks.LOCK_EX)
            yield

    def prepare_database(self):
        self.stdout.write("Preparing the database …")
        try:
            call_command("migrate", interactive=False, verbosity=0)
            call_command("rebuild_search", outdated=True, stdout=StringIO())  # after an update
        except OperationalError as error:
            reason = str(error).splitlines()[0]
            raise CommandError(f"The database cannot be used: {reason}.") from error

    def add_essays(self, bare):
        essay, message = get_or_add(prisoners_return)
        self.stdout.write(message)
        if not bare:
            _guide, message = get_or_add(guide)
            self.stdout.write(message)
        return essay

    def add_accounts(self):
        missing = accounts.missing()
        present = [name for name in accounts.ACCOUNTS if name not in missing]
        if present:
            self.stdout.write(f"Existing accounts, unchanged: {', '.join(present)}.")
            self.stdout.write(f"Passwords are printed only the first time. {HOW_TO_SET}")
        added = accounts.add(missing, with_passwords=settings.DEBUG)
        if added and settings.DEBUG:
            self.stdout.write("New accounts. Keep these passwords; they are printed only once:")
            for name, password in added.items():
                self.stdout.write(f"{name}: {password}")
        elif added:
            self.stdout.write(f"New accounts, without passwords: {', '.join(added)}.")
            self.stdout.write(f"With DEBUG off, passwords are not printed. {HOW_TO_SET}")
