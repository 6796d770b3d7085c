"""Serves uploads, also in ranges (RFC 9110, section 14).

Without ranges Safari plays no recordings, and Chrome cannot seek in them. If nginx can read the
files, it sends them (X-Accel-Redirect): the archive then only decides who may see a file.
"""

import re
from itertools import chain
from urllib.parse import quote

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header, http_date, parse_http_date
from django.views.generic import View

from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.permissions import is_editor, may_preview
from seventeen_moments.versions.draft_files import DraftFolder
from seventeen_moments.versions.folders import versions_with_folder

from . import rendition_worker, renditions
from .files import WithFile
from .rendition_jobs import RenditionJob

FOLDERS = {kind.source_kind.relation: kind for kind in kinds() if issubclass(kind, WithFile)}
# By the ending that save() gave the file after reading it.
TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
    "tif": "image/tiff",
    "heic": "image/heic",
    "avif": "image/avif",
    "mp3": "audio/mpeg",
    "aac": "audio/aac",
    "flac": "audio/flac",
    "ogg": "audio/ogg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "webm": "video/webm",
}
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII | re.IGNORECASE)
INTERNAL = "/stored-media/"  # nginx's location of MEDIA_ROOT, which clients cannot ask for
# For a rendition that is still to be made. It has no proportions, so it takes those of its place.
PLACEHOLDER = (
    '<svg xmlns="http://www.w3.org/2000/svg">'
    '<rect width="100%" height="100%" fill="#888" fill-opacity=".25"/></svg>'
)

# An address never changes its content, but a source can be withdrawn. So a cache may use a file
# for an hour, then it revalidates and mostly gets a 304.
PUBLIC = "public, max-age=3600"
PREVIEW = "private, no-store"
# Half as long as a signed address is valid: bucket.py.
REDIRECT = "public, max-age=1800"
# Allows what browsers add to a file that they show by itself, and nothing from inside the file.
# Without allow-same-origin the sandbox has an opaque origin, from which Chrome plays no sound.
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
        cache_control = self.get_cache_control(name)
        if cache_control == PUBLIC and (address := self.get_address_elsewhere(name)):
            return HttpResponseRedirect(address, headers={"Cache-Control": REDIRECT})
        try:
            headers = self.get_headers(name) | {"Cache-Control": cache_control}
        except FileNotFoundError:
            return _awaited(name)
        return self.answer(request, name, headers)

    def answer(self, request, name, headers):
        complete = HttpResponse(headers=headers)
        modified = parse_http_date(headers["Last-Modified"])
        response = get_conditional_response(request, headers["ETag"], modified, complete)
        if response is not complete or request.method == "HEAD":
            return response
        size = headers["Content-Length"]
        start, stop = self.get_range(headers) or (0, None)
        if stop is not None and start >= stop:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        if _is_sent_by_proxy(request):
            del headers["Content-Length"], headers["Accept-Ranges"]  # nginx sets them
            return HttpResponse(headers=headers | {"X-Accel-Redirect": quote(INTERNAL + name)})
        if stop is None:
            return StreamingHttpResponse(default_storage.chunks(name, 0, size), headers=headers)
        headers |= {
            "Content-Range": f"bytes {start}-{stop - 1}/{size}",
            "Content-Length": stop - start,
        }
        return StreamingHttpResponse(
            default_storage.chunks(name, start, stop), status=206, headers=headers
        )

    def get_address_elsewhere(self, name):
        """In the bucket; None if this archive answers.

        Those who are signed in get files from here: the poster of a film is drawn from its frames,
        which a browser refuses for a file of another site.
        """
        address = default_storage.delivery_address(name, type_of(name))
        if not address or self.request.user.is_authenticated:
            return None
        is_stored = not renditions.is_awaited(name) or default_storage.exists(name)
        return address if is_stored else None

    def get_headers(self, name):
        size, modified = default_storage.size(name), default_storage.get_modified_time(name)
        base = name.rpartition("/")[2]
        return {
            "Accept-Ranges": "bytes",
            "Content-Disposition": content_disposition_header(False, base),
            "Content-Length": size,
            "Content-Type": type_of(name),
            "ETag": f'"{int(modified.timestamp()):x}-{size:x}"',  # as nginx makes it
            "Last-Modified": http_date(modified.timestamp()),
        }

    def get_cache_control(self, name):
        """Raises Http404 if the user may not see the file."""
        kind = FOLDERS.get(name.partition("/")[0])
        if kind:
            if _row_of(kind.objects.published(), name):
                return PUBLIC
            user = self.request.user
            hidden = user.is_authenticated and _row_of(kind.objects.with_essay(), name)
            if hidden and may_preview(user, hidden):
                return PREVIEW
            if is_editor(user, kind):
                # The history shows editors the files of earlier versions, and of drafts.
                folder = name.rpartition("/")[0]
                version = versions_with_folder(kind, folder).first()
                rows = [kind(**version.field_dict)] if version else []
                drafted = DraftFolder.objects.filter(folder=folder).rows(kind)
                if any(name in row.file_names() for row in chain(rows, drafted)):
                    return PREVIEW
        raise Http404

    def get_range(self, headers):
        """The first byte and the one after the last; None without a valid range."""
        match = RANGE.fullmatch(self.request.headers.get("Range", "").strip())
        validator = self.request.headers.get("If-Range", headers["ETag"])
        if not match or validator not in (headers["ETag"], headers["Last-Modified"]):
            return None
        size = headers["Content-Length"]
        first, last = [int(number) if number else None for number in match.groups()]
        if first is None:
            return None if last is None else (max(0, size - last), size)
        if last is None:
            return first, size
        return (first, min(last + 1, size)) if first <= last else None


def _is_sent_by_proxy(request):
    """A trusted proxy says so, and in which folder it finds the files."""
    try:
        mapping = f"{default_storage.path('')}/={INTERNAL}"
    except NotImplementedError:  # they are not in a folder
        return False
    return mapping in request.headers.get("X-Accel-Mapping", "").split(", ")


def _awaited(name):
    """The picture less sharp, or an empty area, until the worker has made this rendition."""
    job = RenditionJob.objects.filter(folder=name.rpartition("/")[0]).exclude(name=name).first()
    if job is None:
        raise Http404
    if job.is_free():  # its worker was killed
        rendition_worker.start()
    if renditions.is_tile(name):  # the viewer shows what is below it
        raise Http404
    if smaller := renditions.smaller_version(name):
        response = redirect(default_storage.url(smaller))
    else:
        response = HttpResponse(PLACEHOLDER, content_type="image/svg+xml")
    response["Cache-Control"] = PREVIEW
    return response


def _row_of(queryset, name):
    """The row that has the file, as an upload or a rendition of one."""
    folder = name.rpartition("/")[0]
    row = queryset.filter(queryset.model.in_folder(folder)).order_by().first()
    return row if row and name in row.file_names() else None


def type_of(name):
    return TYPES.get(name.rpartition(".")[2], "application/octet-stream")
