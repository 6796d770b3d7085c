from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404
from django.views.defaults import page_not_found

from seventeen_moments.views import bad_request


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
