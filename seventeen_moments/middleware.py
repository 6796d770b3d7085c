from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404
from django.views.defaults import page_not_found


def refuse_nul(get_response):
    """No address holds a NUL, and PostgreSQL stores none: answer 400 before any query does."""

    def middleware(request):
        if "\0" in request.path or "\0" in "".join(
            part for pair in request.GET.lists() for part in (pair[0], *pair[1])
        ):
            raise BadRequest("NUL in the address")
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
