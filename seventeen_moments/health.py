"""/healthz and /readyz, for machines. They name what fails, and nothing more: everybody may ask."""

import logging
import shutil
from datetime import timedelta
from functools import cache as once
from secrets import token_hex
from tempfile import TemporaryFile

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.urls import resolve
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from seventeen_moments import replica
from seventeen_moments.notices.models import Mail
from seventeen_moments.search.models import Document

logger = logging.getLogger(__name__)

ADDRESSES = {"/healthz", "/readyz"}
FREE = 200 * 10**6  # bytes on a disk: less is not enough to work with
OVERDUE = timedelta(hours=1)  # of a mail: nobody sends, or the mail server is down


def answer_probes(get_response):
    """Answers whatever host name is asked for: a machine asks for the address of this one."""

    def middleware(request):
        if request.path_info not in ADDRESSES:
            return get_response(request)
        request.resolver_match = match = resolve(request.path_info)
        return match.func(request)

    return middleware


@method_decorator(never_cache, name="dispatch")
class Probe(View):
    def answer(self, lines, status):
        text = "".join(f"{line}\n" for line in lines)
        response = HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)
        if status >= 500:  # Django logs the reason phrase, and ADMINS get it
            response.reason_phrase = "; ".join(lines)
        return response


class Alive(Probe):
    def get(self, request):
        fault = database_fault()
        return self.answer([fault or "ok"], 503 if fault else 200)


class Ready(Probe):
    def get(self, request):
        database = database_fault()
        faults = [
            database or migrations_fault() or index_fault() or mail_fault() or replica_fault()
        ]
        faults += [cache_fault(), bucket_fault(), *disk_faults()]
        found = [fault for fault in faults if fault]
        return self.answer(found or ["ok"], 503 if found else 200)


def database_fault():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        logger.error("The database is not responding: %s", error)
        return "the database is not responding"
    return None


def cache_fault():
    key, value = f"health-{token_hex(8)}", token_hex(8)
    cache.set(key, value, timeout=10)
    found = cache.get(key)
    cache.delete(key)
    return None if found == value else "the cache is not responding"


def bucket_fault():
    if default_storage.VARIABLE == "MEDIA_ROOT":
        return None
    try:
        default_storage.check()
    except OSError as error:
        logger.error("The bucket is not responding: %s", error)
        return "the bucket is not responding"
    return None


def disk_faults():
    folders = {"DATA_DIR": settings.DATA_DIR}
    if default_storage.VARIABLE == "MEDIA_ROOT":
        folders["MEDIA_ROOT"] = settings.MEDIA_ROOT
    for name, folder in folders.items():
        try:
            with TemporaryFile(dir=folder):
                pass
            free = shutil.disk_usage(folder).free
        except OSError as error:
            logger.error("Cannot write to %s: %s", name, error)
            yield f"cannot write to {name}"
        else:
            if free < FREE:
                yield f"the disk of {name} is nearly full"


def migrations_fault():
    missing = (
        migrations_of_this_version() - MigrationRecorder(connection).applied_migrations().keys()
    )
    return "some migrations have not been run" if missing else None


def index_fault():
    if Document.objects.outdated().exists():
        return "the search index is of another version: run rebuild_search --outdated"
    return None


@once
def migrations_of_this_version():
    return set(MigrationLoader(None).disk_migrations)


def replica_fault():
    return replica.replica.fault() if settings.DATABASE_ROUTERS else None


def mail_fault():
    if Mail.objects.due(timezone.now() - OVERDUE).exists():
        return "e-mails are an hour late: send_notices does not run, or it fails"
    return None
