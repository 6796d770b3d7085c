"""Uploads, whole or in part (RFC 9110, section 14).

Without ranges Safari plays no recording, and Chrome cannot seek in one.
"""

import re

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header, http_date, parse_http_date
from django.views.generic import View

from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.permissions import is_editor, may_preview

from .files import WithFile, versions_naming

FOLDERS = {kind.source_kind.relation: kind for kind in kinds() if issubclass(kind, WithFile)}
# By the ending that our own reading of the upload gave it.
TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
    "tif": "image/tiff",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "webm": "video/webm",
}
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII | re.IGNORECASE)
CHUNK = 256 * 1024  # bytes

# An address never changes its content, but what is published can be withdrawn: for an hour a
# cache answers alone, then it asks again, and mostly hears 304.
PUBLIC = "public, max-age=3600"
PREVIEW = "private, no-store"
# What browsers wrap round a file that they show on its own, and nothing that the file brings.
# Of an origin of its own, as a sandbox has without the exception, Chrome plays no sound.
POLICY = {
    "default-src": [NONE],
    "img-src": [SELF],
    "media-src": [SELF],
    "style-src": [UNSAFE_INLINE],
    "sandbox": ["allow-same-origin"],
}


@method_decorator(csp(POLICY), name="dispatch")
class Media(View):
    def get(self, request, name):
        headers = _headers(name, self.permission(name))
        whole = HttpResponse(headers=headers)
        modified = parse_http_date(headers["Last-Modified"])
        response = get_conditional_response(request, headers["ETag"], modified, whole)
        if response is not whole or request.method == "HEAD":
            return response
        return _answer(name, headers, self.span(headers))

    def permission(self, name):
        """Raises Http404, or returns for how long the answer may be kept."""
        kind = FOLDERS.get(name.partition("/")[0])
        if kind:
            if _row_of(kind.objects.published(), name):
                return PUBLIC
            user = self.request.user
            hidden = user.is_authenticated and _row_of(kind.objects.with_essay(), name)
            if hidden and may_preview(user, hidden):
                return PREVIEW
            if is_editor(user, kind) and _was_file_of(kind, name):
                return PREVIEW
        raise Http404

    def span(self, headers):
        """The first byte and the one behind the last; None where no part is asked for rightly."""
        asked = RANGE.fullmatch(self.request.headers.get("Range", "").strip())
        known = self.request.headers.get("If-Range", headers["ETag"])
        if not asked or known not in (headers["ETag"], headers["Last-Modified"]):
            return None
        size = headers["Content-Length"]
        first, last = [int(number) if number else None for number in asked.groups()]
        if first is None:
            return None if last is None else (max(0, size - last), size)
        if last is None:
            return first, size
        return (first, min(last + 1, size)) if first <= last else None


def _row_of(rows, name):
    """The row of which it is an upload, or a rendition of one."""
    row = rows.filter(rows.model.in_folder(name.rpartition("/")[0])).order_by().first()
    return row if row and name in row.file_names() else None


def _was_file_of(kind, name):
    """Whether an earlier state of a row, shown in its history, has the file."""
    version = versions_naming(name.rpartition("/")[0], kind).first()
    return version is not None and name in kind(**version.field_dict).file_names()


def _headers(name, caching):
    try:
        size, modified = default_storage.size(name), default_storage.get_modified_time(name)
    except FileNotFoundError:
        raise Http404 from None
    *_, folder, base = name.split("/")
    return {
        "Accept-Ranges": "bytes",
        "Cache-Control": caching,
        "Content-Disposition": content_disposition_header(False, base),
        "Content-Length": size,
        "Content-Type": TYPES.get(base.rpartition(".")[2], "application/octet-stream"),
        "ETag": f'"{folder}-{size:x}"',
        "Last-Modified": http_date(modified.timestamp()),
    }


def _answer(name, headers, span):
    size = headers["Content-Length"]
    start, stop = span or (0, size)
    if span and start >= stop:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    if span:
        part = {"Content-Range": f"bytes {start}-{stop - 1}/{size}", "Content-Length": stop - start}
        return StreamingHttpResponse(_chunks(name, start, stop), status=206, headers=headers | part)
    return StreamingHttpResponse(_chunks(name, start, stop), headers=headers)


def _chunks(name, start, stop):
    with default_storage.open(name) as file:
        file.seek(start)
        while chunk := file.read(min(CHUNK, stop - start)):
            start += len(chunk)
            yield chunk
