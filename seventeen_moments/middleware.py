from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404
from django.views.defaults import page_not_found

from seventeen_moments.views import bad_request


def refuse_nul(get_response):
    """Responds with 400, as PostgreSQL stores no NUL and would fail in a query."""

    def middleware(request):
        query = "".join(key + "".join(values) for key, values in request.GET.lists())
        if "\0" in request.path + query:
            return bad_request(request, BadRequest("NUL in the address"))
        return get_response(request)

    return middleware


def own_missing_page(get_response):
    """Shows the archive's own 404 page with DEBUG on, as in a first look."""

    def middleware(request):
        response = get_response(request)
        if settings.DEBUG and response.status_code == 404:
            return page_not_found(request, Http404())
        return response

    return middleware
