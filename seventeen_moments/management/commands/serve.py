import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from seventeen_moments.environment import env, env_int, exit_if_misconfigured


class Command(BaseCommand):
    help = (
        "Serve in production with gunicorn, behind a proxy that terminates TLS. "
        "WEB_CONCURRENCY sets the number of processes."
    )
    # The archive must also start while its database is down.
    requires_system_checks = []

    def add_arguments(self, parser):
        address = parser.add_mutually_exclusive_group()
        address.add_argument("--port", help="Serve on this port of 127.0.0.1 (8000).")
        address.add_argument(
            "--bind", help="Serve on this address: 0.0.0.0:8000, [::]:8000, unix:/run/archive.sock."
        )

    def handle(self, *, port, bind, **options):
        if settings.DEBUG:
            raise CommandError("DEBUG is on: set DEBUG=0 to serve, or use runserver.")
        with exit_if_misconfigured():
            env_int("WEB_CONCURRENCY", 1)
        if not env("WEB_CONCURRENCY"):
            os.environ.pop("WEB_CONCURRENCY", None)  # gunicorn wants a number
        if port is not None:
            if not port.isascii() or not port.isdigit() or not 1 <= int(port[:6]) <= 65535:
                raise CommandError(
                    f"--port: “{port}” is not a port; give a number from 1 to 65535."
                )
            bind = f"127.0.0.1:{int(port)}"
        os.chdir(settings.BASE_DIR)
        # Gunicorn reads WEB_CONCURRENCY when it is imported.
        from seventeen_moments.server import Server  # noqa: PLC0415

        Server(bind).run()
