"""Which requests may share an answer."""

from hashlib import blake2b

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.utils.http import urlencode

from seventeen_moments.core.language import language_of
from seventeen_moments.core.templatetags.pages import canonical_query
from seventeen_moments.csrf import ADMIN

from .encodings import chosen_encoding
from .release import release

LONGEST_QUERY = 200  # characters


def is_visitor(request):
    """Whether the request may get what everybody gets.

    Uploads, static files and the admin have answers of their own.
    """
    if request.method not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in request.META:
        return False
    if request.path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return False
    return not (request.path_info.startswith(ADMIN) or _has_own_cookie(request))


def _has_own_cookie(request):
    """Cookies of others, which a university may set on all of its sites, change nothing."""
    if "HTTP_COOKIE" not in request.META:
        return False
    own = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, CookieStorage.cookie_name}
    return not own.isdisjoint(request.COOKIES)


def key_of(request):
    """Names all on which the answer to a visitor depends, besides the edition. None if its query
    is too long for any page."""
    meta = request.META
    query = meta.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY:
        return None
    parts = (
        release(),
        request.scheme,
        meta.get("HTTP_HOST") or (meta.get("SERVER_NAME"), meta.get("SERVER_PORT")),
        language_of(request),
        request.path_info,
        query,
        chosen_encoding(request),
    )
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def is_canonical(request, response):
    """Whether another query would lead to another page. So invented queries fill no cache."""
    query = request.META.get("QUERY_STRING", "")
    context = getattr(response, "context_data", None)
    if not (query and context):
        return not query
    page = context.get("page_obj")
    has_rows = page is None or len(page.object_list) > 0
    return has_rows and query == urlencode(canonical_query(context, request))
