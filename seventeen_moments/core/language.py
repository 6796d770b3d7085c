"""The language of the interface: by address, or else by the browser's wish.

Every page stands at its own address in the language that the browser asks for, and under /ru/…
and /en/… in that language for everybody: a link keeps the reader's choice, no cookie does.
"""

from django.conf import settings
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.http import urlencode

SPOKEN = ("text/html", "application/atom+xml")  # what the interface has words in
CODES = [code for code, _ in settings.LANGUAGES]


def by_address_or_browser(get_response):
    def middleware(request):
        root, chosen = get_script_prefix(), _in_address(request.path_info)
        if chosen:
            # Whatever is reversed while the page is made stays in the language.
            request.path_info = request.path_info.removeprefix(f"/{chosen}")
            set_script_prefix(f"{root}{chosen}/")
        request.language_root, request.language_chosen = root, chosen
        request.addresses = _addresses(request, root)
        try:
            with translation.override(chosen or translation.get_language_from_request(request)):
                response = get_response(request)
                response.headers.setdefault("Content-Language", translation.get_language())
        finally:
            set_script_prefix(root)
        if not chosen and response.get("Content-Type", "").startswith(SPOKEN):
            patch_vary_headers(response, ["Accept-Language"])
        return response

    return middleware


def lasting_address(request, query, code=None):
    """Where the page stands for good in the language, by default in that of its own address:
    what the archive itself is written in needs no word in the address."""
    code = code or request.language_chosen or settings.LANGUAGE_CODE
    prefix = "" if code == settings.LANGUAGE_CODE else f"/{code}"
    path = f"{request.language_root.rstrip('/')}{prefix}{escape_uri_path(request.path_info)}"
    return request.build_absolute_uri(f"{path}?{urlencode(query)}" if query else path)


def _in_address(path):
    return next((code for code in CODES if path.startswith(f"/{code}/")), None)


def _addresses(request, root):
    """Where this page stands in each language, by its code."""
    path, query = escape_uri_path(request.path_info), request.META.get("QUERY_STRING", "")
    asked = f"?{iri_to_uri(query)}" if query else ""
    return {code: f"{root}{code}{path}{asked}" for code in CODES}
