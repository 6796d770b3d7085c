"""How gunicorn runs in production: read by `manage.py serve`, or by `gunicorn -c` on this file."""

import gc
import os

from django.conf import settings
from django.urls import get_resolver
from gunicorn.glogging import Logger

from seventeen_moments.environment import env_choice, env_int, exit_if_misconfigured
from seventeen_moments.logs import FORMATS, LEVELS, configuration

bind = "127.0.0.1:8000"
worker_class = "gthread"
preload_app = True  # once for all workers, which share the memory of what is loaded
timeout = 60  # seconds; a writer waits up to 30 for SQLite's lock
graceful_timeout = 35  # seconds that requests have to end when the server stops
keepalive = 5

# Of what a client sends before the body. The proxy may allow less.
limit_request_line = 4094  # bytes
limit_request_fields = 64
limit_request_field_size = 8190  # bytes

# Workers report here that they are alive: in memory, as a disk may be slow, or read-only.
memory = "/dev/shm"  # noqa: S108 - Linux's folder for this
worker_tmp_dir = memory if os.access(memory, os.W_OK) else None

# By default gunicorn takes SCRIPT_NAME and PATH_INFO from headers of those names. A client may
# send them too, to get past the rules of a proxy and into every link of the page.
forwarder_headers = ""
header_map = "drop"
# proxies.py reads what TRUSTED_PROXIES report, under any server.
forwarded_allow_ips = ""
secure_scheme_headers = {}

# The socket is a file in the home folder, which a service may not have.
control_socket_disable = True

accesslog = None  # logs.py writes a line for each page


class ErrorLogger(Logger):
    """Without the access log. With `logconfig_dict`, gunicorn would compose its line for nothing,
    which took a tenth of a page from the cache."""

    def access(self, resp, req, environ, request_time):
        pass


logger_class = ErrorLogger

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seventeen_moments.settings")
with exit_if_misconfigured():
    settings.INSTALLED_APPS  # noqa: B018 - reads the settings; a worker that fails is restarted
    workers = env_int("WEB_CONCURRENCY", min(os.cpu_count() or 1, 8))
    # A slow client keeps a thread busy, and each thread has a connection to the database, of which
    # PostgreSQL allows 100.
    threads = max(4, min(16, 64 // workers))
    logconfig_dict = configuration(
        env_choice("LOG_LEVEL", LEVELS, "INFO"), env_choice("LOG_FORMAT", FORMATS, "text")
    )


def when_ready(server):
    """Before the workers start. What is loaded by now they share, if nothing writes to it."""
    get_resolver().reverse_dict  # noqa: B018 - loads the views, and what each address is made of
    gc.freeze()  # or else each search for unused objects would


def post_fork(server, worker):
    gc.set_threshold(3_000, 20, 20)  # 5 % less CPU than by default, and 3 MiB more in two workers
