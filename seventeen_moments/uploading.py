"""Limits of requests, and temporary uploads. Only staff may upload files."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import (
    FileUploadHandler,
    SkipFile,
    TemporaryFileUploadHandler,
)
from django.http import QueryDict, UnreadablePostError

from resources.files import sweep as sweep_folders
from seventeen_moments.core.stored_files import is_left_over
from seventeen_moments.csrf import is_public
from seventeen_moments.views import bad_request, too_large

MOST_BYTES = 2**20  # in a reader's form: the longest comment has 60 kB
MOST_BYTES_SIGNED_OUT = 5 * 2**20  # in a form of the admin, when the session has ended
MOST_FIELDS = 1000  # in a reader's form
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class SkipFiles(FileUploadHandler):
    """Skips the files of a form."""

    def new_file(self, *args, **kwargs):
        raise SkipFile

    def receive_data_chunk(self, raw_data, start):
        return None

    def file_complete(self, file_size):
        return None


class TemporaryUploads(TemporaryFileUploadHandler):
    """Removes old files of killed processes before it stores another."""

    def new_file(self, *args, **kwargs):
        sweep()
        sweep_folders()
        super().new_file(*args, **kwargs)


def sweep():
    for file in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*"):
        if is_left_over(file):
            file.unlink(missing_ok=True)


def limit_what_readers_send(get_response):
    """Runs before the CSRF check, which parses the body to find the token."""

    def middleware(request):
        if request.method != "POST":
            return get_response(request)
        if not is_public(request) and request.user.is_active and request.user.is_staff:
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
    if not (length.isascii() and length.isdecimal()):
        return 400
    signed_out = not is_public(request) and "/login/" not in request.path_info
    return 413 if int(length) > (MOST_BYTES_SIGNED_OUT if signed_out else MOST_BYTES) else None


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
