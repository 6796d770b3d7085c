"""Limits of requests, and temporary uploads. Only staff may upload files."""

import re
import shutil

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import (
    FileUploadHandler,
    SkipFile,
    TemporaryFileUploadHandler,
)
from django.http import QueryDict, UnreadablePostError

from resources.files import sweep
from seventeen_moments.bulk.uploads import remove_old
from seventeen_moments.core.temporary_files import NamelessUpload
from seventeen_moments.csrf import is_public
from seventeen_moments.views import bad_request, too_large

# In a reader's form: the longest comment has 60 kB, percent-encoded. A megabyte of percent signs
# takes 180 MB of memory.
MOST_BYTES = 2**17
# In a form of the admin, when the session has ended; the browser keeps what was typed, too.
MOST_BYTES_SIGNED_OUT = {"multipart/form-data": 2**21, "application/x-www-form-urlencoded": 2**19}
MOST_BYTES_OF_STAFF = 5 * 10**9  # with files: a film, and what belongs to it
FREE = 2 * 10**8  # bytes that stay free on the disk
MOST_FIELDS = 1000  # in a reader's form
LENGTH = "[0-9]{1,18}"
NOTICES = "/notices/"  # mail programs unsubscribe by multipart/form-data (RFC 8058, 3.2)
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class SkipFiles(FileUploadHandler):
    """Skips the files of a form."""

    def new_file(self, *args, **kwargs):
        raise SkipFile

    def receive_data_chunk(self, raw_data, start):
        return None

    def file_complete(self, file_size):
        return None


class NamelessUploads(TemporaryFileUploadHandler):
    """Stores uploads on disk so that nothing of them stays if the process is killed.

    Removes other files of killed processes before.
    """

    def new_file(self, *args, **kwargs):
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file = NamelessUpload(
            self.file_name, self.content_type, 0, self.charset, self.content_type_extra
        )
        remove_old()
        sweep()

    def upload_interrupted(self):
        if hasattr(self, "file"):
            self.file.close()


def limit_what_readers_send(get_response):
    """Runs before the CSRF check, which parses the body to find the token."""

    def middleware(request):
        if request.method != "POST":
            return get_response(request)
        if not is_public(request) and request.user.is_active and request.user.is_staff:
            if refused := _staff_refusal(request):
                request.POST = QueryDict()  # the body is never read
                return too_large(request, **refused)
            return get_response(request)
        request.upload_handlers = [SkipFiles(request)]
        if status := _refusal(request):
            request.POST = QueryDict()  # the body is never read
            return bad_request(request, RequestDataTooBig("too large"), status)
        return get_response(request)

    return middleware


def _refusal(request):
    """The status of a refusal, or None if the body may be read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if "Transfer-Encoding" in request.headers and length == "0":
        return 411  # chunked, and WSGI does not tell the length
    if not re.fullmatch(LENGTH, length):
        return 400
    most = MOST_BYTES
    if is_public(request):
        is_unsubscribing = request.path_info.startswith(NOTICES)
        if request.content_type == "multipart/form-data" and not is_unsubscribing:
            return 415  # no form of readers has files
    elif "/login/" not in request.path_info:
        most = MOST_BYTES_SIGNED_OUT.get(request.content_type, 0)
    return 413 if int(length) > most else None


def _staff_refusal(request):
    """What the page about it needs to know; None if the body may be read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    length = int(length) if re.fullmatch(LENGTH, length) else 0
    if length > MOST_BYTES_OF_STAFF:
        return {"most": MOST_BYTES_OF_STAFF // 10**9}
    # An upload is on the disk twice until it is stored.
    free = shutil.disk_usage(settings.FILE_UPLOAD_TEMP_DIR).free
    if length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE and free < 2 * length + FREE:
        return {"free": max(0, free - FREE) // 2 // 10**6, "status": 507}
    return None


class BoundedFields:
    """Refuses forms above the limits of settings.py, and readers' forms with too many fields.

    It is `process_view` because it must run before the CSRF check reads the body. An error in that
    check becomes Django's technical page while DEBUG is on.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        try:
            fields = sum(len(values) for _name, values in request.POST.lists())
        except TOO_MUCH as error:
            return bad_request(request, error) if is_public(request) else too_large(request)
        except UnreadablePostError:
            return None  # the client has gone
        if is_public(request) and fields > MOST_FIELDS:
            return bad_request(request, TooManyFieldsSent("a reader sent too many fields"))
        return None
