from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, UnreadablePostError
from django.views.defaults import page_not_found

from .views import bad_request, too_large


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
    """Answers 413 where more is sent than settings.py allows.

    As `process_view`: by then the user is known, and nothing has read the body.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        length = request.META.get("CONTENT_LENGTH") or "0"
        size = int(length) if length.isdecimal() else 0
        if size > settings.READERS_MAX_REQUEST_SIZE and not request.user.is_staff:
            return too_large(request)
        try:
            request.POST  # noqa: B018 - reads the body
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            return too_large(request)
        except UnreadablePostError:
            return None  # the client has gone
        return None
