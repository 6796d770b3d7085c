"""The log on standard error: one line for each page, and every error.

It has no IP addresses, queries or paths of readers, as a path may hold the secret of a link in a
mail. A line names the page by its route, and the request by its id.
"""

import json
import logging
import re
import sys
from contextvars import ContextVar
from time import monotonic
from uuid import uuid4

from seventeen_moments.core.database_errors import is_unavailable

logger = logging.getLogger("seventeen_moments.requests")

request_id = ContextVar("request_id", default="")
VALID_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")

# PostgreSQL quotes the row or the statement that it refuses, with names and addresses of readers.
# Django quotes the path that was not found.
QUOTED = re.compile(
    r"^(DETAIL|LINE \d+|django\.[\w.]+404): "
    r".*?(?=^(?:The above exception|During handling|Traceback )|\Z)",
    re.MULTILINE | re.DOTALL,
)

LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
FORMATS = ["text", "json"]


def configuration(level, form):
    """For logging.config.dictConfig, in Django and in gunicorn."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "text": {"()": "seventeen_moments.logs.TextFormatter"},
            "json": {"()": "seventeen_moments.logs.JSONFormatter"},
        },
        "filters": {"private": {"()": "seventeen_moments.logs.PrivateFilter"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": form,
                "filters": ["private"],
            },
            "reports": {
                "class": "seventeen_moments.error_reports.ReportHandler",
                "level": "ERROR",
                "formatter": "text",
                "filters": ["private"],
            },
        },
        "root": {"handlers": ["stderr", "reports"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level},  # Django's handlers need DEBUG or ADMINS
            "axes": {"level": "WARNING"},  # at INFO it logs each login
            "gunicorn.error": {"handlers": [], "propagate": True},
            "gunicorn.access": {"handlers": [], "propagate": False},  # its lines have addresses
        },
    }


def log_request(get_response):
    """Sets the id of the request, and logs its line.

    The id of a trusted proxy is kept, so that both logs can be read together.
    """

    def middleware(request):
        proxy_id = request.META.get("HTTP_X_REQUEST_ID", "")
        request.id = proxy_id if VALID_ID.fullmatch(proxy_id) else uuid4().hex
        token, started = request_id.set(request.id), monotonic()
        try:
            response = get_response(request)
            response.headers["X-Request-ID"] = request.id
            _log_line(request, response, started)
            return response
        finally:
            request_id.reset(token)

    return middleware


def _log_line(request, response, started):
    if request.resolver_match is None and response.status_code < 400:
        return  # a static file, served by WhiteNoise
    # request.user may take a query.
    user = getattr(request, "_cached_user", None)
    fields = {
        "method": request.method,
        "route": route(request),
        "status": response.status_code,
        "duration_ms": round((monotonic() - started) * 1000),
    }
    if user is not None and user.is_staff:
        fields["user"] = user.pk
    logger.info("%s", " ".join(f"{name}={value}" for name, value in fields.items()), extra=fields)


def route(request):
    match = request.resolver_match
    return match.route or "/" if match else "-"


class PrivateFilter(logging.Filter):
    """Drops Django's own lines about requests, except errors, and replaces paths by routes."""

    def filter(self, record):
        # Django logs failed responses after all middleware, when the id is no longer set.
        record.request_id = request_id.get() or getattr(getattr(record, "request", None), "id", "")
        if record.name == "gunicorn.error":
            # Gunicorn logs the whole URL of a request that fails outside of Django.
            if "request from ip=" in record.msg:
                record.msg = "A request was not valid HTTP and was refused."
            elif record.msg.startswith("Error handling request %s"):
                record.msg, record.args = "Error handling request", ()
        request = getattr(record, "request", None)
        if not hasattr(request, "path"):
            return True
        status = getattr(record, "status_code", 500)
        if record.name == "django.security.DisallowedHost":
            record.exc_info = None  # each scanner causes one; the message says it all
        if record.name == "django.request" and status < 500:
            return False  # the line of the request has it
        record.args = tuple(
            route(request) if argument == request.path else argument for argument in record.args
        )
        if record.exc_info and status == 503:
            # While the database is down every request fails, and tracebacks add nothing.
            record.msg += ": %s"
            record.args += (str(record.exc_info[1]).partition("\n")[0],)
            record.exc_info = None
        return True


class TextFormatter(logging.Formatter):
    """Indents the further lines of a record, so that no text can look like a record."""

    def __init__(self):
        super().__init__("{asctime} {levelname} [{request_id}] {name}: {message}", style="{")

    def format(self, record):
        return "\n    ".join(without_quotes(super().format(record)).splitlines())


class JSONFormatter(logging.Formatter):
    FIELDS = ["method", "route", "status", "duration_ms", "user"]

    def format(self, record):
        fields = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_quotes(record.getMessage()),
            "request_id": record.request_id,
        }
        fields |= {name: getattr(record, name) for name in self.FIELDS if hasattr(record, name)}
        if record.exc_info:
            fields["traceback"] = without_quotes(self.formatException(record.exc_info))
        return json.dumps(fields, ensure_ascii=False, default=str)


def without_quotes(text):
    return QUOTED.sub(r"\1: (left out)\n", text)


def log_uncaught(command):
    """Runs a command of manage.py, and logs an uncaught exception."""
    try:
        return command()
    except Exception as error:
        logger, name = logging.getLogger("seventeen_moments.commands"), " ".join(sys.argv[1:2])
        if is_unavailable(error):  # not a bug: a traceback adds nothing
            reason = str(error).partition("\n")[0]
            logger.error("The command “%s” failed: the database cannot be used: %s", name, reason)
        else:
            logger.exception("The command “%s” failed.", name)
        sys.exit(1)
