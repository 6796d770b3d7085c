"""Protection against forged requests, without a cookie for readers.

A token and its cookie protect a session. Without a session a forged request gains nothing, so
posts of readers are accepted unless the browser says that another site sent them. The admin has
Django's check on all pages, including the login.
"""

from django.conf import settings
from django.middleware.csrf import REASON_BAD_ORIGIN, CsrfViewMiddleware, get_token
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

ADMIN = "/admin/"
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


def is_public(request):
    """Whether the page is for readers, not in the admin."""
    return not request.path_info.startswith(ADMIN)


class SessionCsrfMiddleware(CsrfViewMiddleware):
    def process_request(self, request):
        if _needs_token(request):
            super().process_request(request)

    def process_view(self, request, callback, callback_args, callback_kwargs):
        exempt = getattr(callback, "csrf_exempt", False)
        if exempt or request.method in SAFE or _needs_token(request):
            return super().process_view(request, callback, callback_args, callback_kwargs)
        if self.is_cross_site(request):
            sender = request.headers.get("Origin") or request.headers.get("Referer")
            return self._reject(request, REASON_BAD_ORIGIN % sender)
        return self._accept(request)

    def process_response(self, request, response):
        if getattr(request, "has_token_on_page", False):
            patch_vary_headers(response, ["Cookie"])
        return super().process_response(request, response)

    def is_same_origin(self, request):
        """Whether the browser says so."""
        if request.headers.get("Sec-Fetch-Site") == "same-origin":
            return True
        return "Origin" in request.headers and self._origin_verified(request)

    def is_cross_site(self, request):
        """Whether the browser says so. "none" means that a reload sent the form again."""
        if self.is_same_origin(request):
            return False
        site = request.headers.get("Sec-Fetch-Site")
        return "Origin" in request.headers if site is None else site != "none"


def is_same_origin(request):
    return SessionCsrfMiddleware(lambda _request: None).is_same_origin(request)


def is_misreported(request):
    """Whether the page was open at our public address, which is not that of the request.

    The reason is a proxy that does not report the address, or whose report is not believed.
    """
    ours = {f"https://{request.get_host()}", settings.SITE_ORIGIN}
    origin = request.headers.get("Origin")
    check = SessionCsrfMiddleware(lambda _request: None)
    return origin in ours and not check._origin_verified(request)


def token(request):
    """A context processor that, unlike Django's, adds no token without a session."""

    def value():
        request.has_token_on_page = True
        return get_token(request) if _needs_token(request) else ""

    return {"csrf_token": SimpleLazyObject(value)}


def _needs_token(request):
    return settings.SESSION_COOKIE_NAME in request.COOKIES or not is_public(request)
