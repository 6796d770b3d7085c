from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponsePermanentRedirect
from django.middleware.common import CommonMiddleware
from django.views.defaults import page_not_found

from seventeen_moments.views import bad_request


def below_site_path(get_response):
    """Serves the archive below the path of SITE_URL, which Django calls FORCE_SCRIPT_NAME.

    Django wants a server that takes the path off, as mod_wsgi does. A proxy need not: requests
    are served with and without the path, which a health check on the machine may leave out.
    """

    def middleware(request):
        path = settings.FORCE_SCRIPT_NAME
        if path and request.path_info == path:
            return HttpResponsePermanentRedirect(f"{path}/")
        if path and request.path_info.startswith(f"{path}/"):
            request.path_info = request.path_info.removeprefix(path)
            request.path = f"{path}{request.path_info}"
        return get_response(request)

    return middleware


class SlashInAdmin(CommonMiddleware):
    """Django's CommonMiddleware, but it adds the last slash only to addresses of the admin.

    To others redirect_old_and_mistyped adds it, once it has found the page: Django would redirect
    to whatever matches a pattern, even if there is no page.
    """

    def should_redirect_with_slash(self, request):
        in_admin = request.path_info.startswith("/admin")
        return in_admin and super().should_redirect_with_slash(request)


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
