from contextlib import suppress

from django.conf import global_settings, settings
from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, UnreadablePostError
from django.views.defaults import page_not_found

from .views import bad_request, too_large

ADMIN = "/admin/"


def refuse_nul(get_response):
    """No address holds a NUL, and PostgreSQL stores none: answer 400 before any query does."""

    def middleware(request):
        asked = "".join(
            [request.path, *(key + "".join(values) for key, values in request.GET.lists())]
        )
        if "\0" in asked:
            return bad_request(request, BadRequest("NUL in the address"))
        return get_response(request)

    return middleware


def own_missing_page(get_response):
    """A first look runs with DEBUG on, and shows readers the archive's own 404 all the same."""

    def middleware(request):
        response = get_response(request)
        if settings.DEBUG and response.status_code == 404:
            return page_not_found(request, Http404())
        return response

    return middleware


class BoundedRequests:
    """Says in the admin what is larger than settings.py allows, and keeps readers, who write less,
    to Django's own limits.

    As `process_view`, before the check of the token reads the body.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.path_info.startswith(ADMIN):
            _refuse_more_than_readers_send(request)
            return None
        try:
            request.POST  # noqa: B018 - reads the body
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            return too_large(request)
        except UnreadablePostError:
            return None  # the client has gone
        return None


def _refuse_more_than_readers_send(request):
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > global_settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise RequestDataTooBig("a reader sent too much")
    with suppress(UnreadablePostError):
        fields = sum(len(values) for _name, values in request.POST.lists())
        if fields > global_settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
            raise TooManyFieldsSent("a reader sent too many fields")
