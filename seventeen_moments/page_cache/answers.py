"""The finished answer to a visitor: its headers, and its bytes as they are sent."""

import json
from hashlib import blake2b
from time import time
from typing import NamedTuple

from django.http import HttpResponse, HttpResponseNotModified
from django.http.response import ResponseHeaders
from django.utils.http import http_date

from seventeen_moments.logs import route

from .encodings import compress_public

PUBLIC = "public, no-cache"  # may be stored anywhere, and is asked for each time
PRIVATE = "private, no-cache"
SHARED_VARY = {"accept-language", "accept-encoding"}
OF_THE_BODY = ("Content-Encoding", "Content-Length", "Content-Type")
# Of visitors no page depends on the cookie: who has one of ours gets no shared answer.
WITHOUT_COOKIE = "cookie"


class KnownRoute(NamedTuple):
    """What the line of the log needs of a ResolverMatch."""

    route: str


class CheckedHeaders(ResponseHeaders):
    """Takes headers as they were sent before: checking each again took as long as all else here."""

    def __init__(self, pairs):
        self._store = {name.lower(): (name, value) for name, value in pairs}


class Answer(NamedTuple):
    until: float | None  # seconds since 1970
    route: str
    headers: list
    body: bytes

    @classmethod
    def of(cls, request, response, until):
        return cls(until, route(request), list(response.items()), response.content)

    def response(self, request):
        request.resolver_match = KnownRoute(self.route)
        response = HttpResponse(self.body)
        response.headers = CheckedHeaders(self.headers)
        return unless_known(request, response)

    def packed(self, key, edition):
        head = json.dumps([self.until, self.route, self.headers])
        return f"{key} {edition}\n{len(self.body)}\n{head}\n".encode() + self.body

    @classmethod
    def unpacked(cls, data, key, edition):
        """None if the data are of another key or edition, no longer valid, or not whole."""
        if not data.startswith(f"{key} {edition}\n".encode()):
            return None
        try:
            _name, size, head, body = data.split(b"\n", 3)
            answer = cls(*json.loads(head), body)
            is_whole = len(body) == int(size)
        except (ValueError, TypeError):
            return None
        is_valid = answer.until is None or time() < answer.until
        return answer if is_whole and is_valid else None


def is_public(response):
    """Whether everybody may have it: views say it by Cache-Control if they do not want that."""
    vary = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and vary - {WITHOUT_COOKIE} <= SHARED_VARY
        and "'nonce-" not in response.get("Content-Security-Policy", "")
    )


def finish(request, response, changed=None):
    """Compresses a public answer, and adds what lets readers ask whether it is still the same.

    `changed` is when the edition was renewed, in seconds since 1970.
    """
    vary = [name.strip() for name in response.get("Vary", "").split(",")]
    vary = [name for name in vary if name and name.lower() != WITHOUT_COOKIE]
    if vary:
        response.headers["Vary"] = ", ".join(vary)
    else:
        response.headers.pop("Vary", None)
    compress_public(request, response)
    response.headers["Cache-Control"] = PUBLIC
    digest = blake2b(response.content, digest_size=16).hexdigest()
    response.headers["ETag"] = f'"{digest}"'
    # A later change may be in the same second. Feeds have the time of their newest entry, which
    # also changes if one is removed.
    if changed is not None and time() > changed:
        response.headers["Last-Modified"] = http_date(changed)
    else:
        response.headers.pop("Last-Modified", None)


def unless_known(request, response):
    """The response, or 304 if the client has it."""
    if not _is_known(request, response):
        return response
    headers = {name: value for name, value in response.items() if name not in OF_THE_BODY}
    not_modified = HttpResponseNotModified(headers=headers)
    del not_modified.headers["Content-Type"]
    return not_modified


def _is_known(request, response):
    if (tags := request.META.get("HTTP_IF_NONE_MATCH")) is not None:
        return response["ETag"] in tags or tags.strip() == "*"
    # Not “or later”: a client's clock may be ahead of ours.
    since = request.META.get("HTTP_IF_MODIFIED_SINCE")
    return since is not None and since == response.get("Last-Modified")
