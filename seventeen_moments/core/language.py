"""The language of the interface, by the address or by the browser's preference.

A page at its plain address is in the language that the browser prefers. Under /ru/… and /en/… it
is in that language for everybody, so links keep the reader's choice and no cookie is needed.

By hand, because Django's i18n_patterns() without a prefix for the default language ignores the
browser's preference, and with it redirects every plain address.
"""

from functools import lru_cache
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.http import urlencode

TRANSLATED_TYPES = (
    "text/html",
    "application/atom+xml",
    "text/plain",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
LONGEST_HEADER = 501  # characters; Django reads 500 of a longer one
CODES = [code for code, _ in settings.LANGUAGES]


def language_of(request):
    """By the address or the browser. No cookie decides it."""
    return _in_address(request) or _preferred(request)


def _in_address(request):
    return next((code for code in CODES if request.path_info.startswith(f"/{code}/")), None)


def _preferred(request):
    return _preferred_by(request.META.get("HTTP_ACCEPT_LANGUAGE", "")[:LONGEST_HEADER])


@lru_cache(maxsize=500)
def _preferred_by(header):
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = header
    return translation.get_language_from_request(request)


def by_address_or_browser(get_response):
    def middleware(request):
        root = get_script_prefix()
        chosen = _in_address(request)
        if chosen:
            # URLs that are reversed in this request stay in the language.
            request.path_info = request.path_info.removeprefix(f"/{chosen}")
            set_script_prefix(f"{root}{chosen}/")
        request.language_root, request.language_chosen = root, chosen
        path, query = escape_uri_path(request.path_info), request.META.get("QUERY_STRING", "")
        query = f"?{iri_to_uri(query)}" if query else ""
        request.language_urls = {code: f"{root}{code}{path}{query}" for code in CODES}
        try:
            with translation.override(chosen or _preferred(request)):
                response = get_response(request)
                response.headers.setdefault("Content-Language", translation.get_language())
        finally:
            set_script_prefix(root)
        if not chosen and response.get("Content-Type", "").startswith(TRANSLATED_TYPES):
            patch_vary_headers(response, ["Accept-Language"])
        return response

    return middleware


def in_current_language(parts):
    """Parts of a streamed answer, which are rendered after the middleware has ended."""
    code, parts = translation.get_language(), iter(parts)

    def next_part():
        with translation.override(code):
            return next(parts, None)

    return iter(next_part, None)


def in_language(address, code):
    """The same address under /ru/…, whatever the language of the current page."""
    root = f"{settings.FORCE_SCRIPT_NAME}/"
    return f"{root}{code}/{without_language(address).removeprefix(root)}"


def without_language(address):
    """The same address under no language: /ru/essays/ becomes /essays/."""
    root = f"{settings.FORCE_SCRIPT_NAME}/"
    code, _slash, rest = address.removeprefix(root).partition("/")
    return f"{root}{rest}" if address.startswith(root) and code in CODES else address


def canonical_url(request, query, code=None):
    """The permanent URL of the page in a language, by default that of the current address.

    The archive's own language has no prefix.
    """
    code = code or request.language_chosen or settings.LANGUAGE_CODE
    prefix = "" if code == settings.LANGUAGE_CODE else f"/{code}"
    path = f"{request.language_root.rstrip('/')}{prefix}{escape_uri_path(request.path_info)}"
    origin = settings.CANONICAL_ORIGIN or request.build_absolute_uri("/")
    return urljoin(origin, f"{path}?{urlencode(query)}" if query else path)
