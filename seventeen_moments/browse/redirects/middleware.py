from copy import copy
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponsePermanentRedirect, QueryDict
from django.urls import Resolver404, get_script_prefix, resolve
from django.utils.cache import patch_cache_control
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.views.defaults import page_not_found

from seventeen_moments.search.folding import words
from seventeen_moments.search.suggestions import described, suggested_themes, titled_documents

from .readings import readings, sought
from .resolve import present_address

SHOWN = 5  # pages that may be meant
READING = {"GET", "HEAD"}


def redirect_old_and_mistyped(get_response):
    """Redirects to the page that was at the address or that is meant by it, if nothing is there."""

    def middleware(request):
        query = request.META.get("QUERY_STRING", "")
        response = get_response(request)
        meant = _with_plain_query(request, query, response)
        if response.status_code == 404:
            meant = _former(request) or _meant(request)
        address, meant_query, anchor = meant or ("", "", "")
        if not address or (unquote(address) == request.path and not meant_query):
            missing = response.status_code == 404
            return _with_suggestions(request, response) if missing else response
        if query := meant_query or query.replace("&amp;", "&"):
            address = f"{address}?{iri_to_uri(query)}"
        # 308 keeps a comment that was sent to an address which changed meanwhile.
        redirect = HttpResponsePermanentRedirect(
            f"{address}#{anchor}" if anchor else address,
            preserve_request=request.method not in READING,
        )
        # Browsers keep a permanent redirect for ever, unless told otherwise. But another page may
        # be published at the old address, or the page may get its old address back.
        patch_cache_control(redirect, no_cache=True)
        return redirect

    return middleware


def _with_plain_query(request, query, response):
    """The address with a query that was copied from the source of a page, if it is of a page."""
    if "&amp;" not in query or request.method not in READING or response.status_code != 200:
        return None
    query = query.replace("&amp;", "&")
    if not _is_shown(request, request.path_info, request.resolver_match, query):
        return None
    return escape_uri_path(request.path), query, ""


def _with_suggestions(request, response):
    """The page was made before it was known that it is needed, so it is made again."""
    request.pages_meant = []
    if request.method in READING and (request.resolver_match or matching_readings(request)):
        request.pages_meant = _titled_like(sought(request.path_info))
    return page_not_found(request, Http404()) if request.pages_meant else response


def _titled_like(page):
    typed = words(page.words)
    if not typed:
        return []
    if page.section == "themes":
        return suggested_themes(typed)
    return described(titled_documents(typed, page.section == "essays", SHOWN))


def _former(request):
    # An address without a match never was an address of a page.
    address = request.resolver_match and present_address(request.path_info)
    return address and (address, "", "")


def _meant(request):
    """The address, query and anchor of the page that the visitor means, if there is one."""
    if request.method not in READING:
        return None
    found = matching_readings(request)
    for reading, match in found:
        if _is_shown(request, reading.path, match):
            root = request.language_root if reading.language else get_script_prefix()
            return reading.address(root), reading.query, reading.anchor
    # The slugs of the archive are in small letters, as those of the last reading.
    for reading, _view in found[-1:]:
        if not reading.language and (address := present_address(reading.path)):
            return address, reading.query, reading.anchor
    return None


def matching_readings(request):
    """With the views that show them."""
    found = readings(request.path_info, settings.FORCE_SCRIPT_NAME or "")
    # Of two that differ in case the last: present_address() finds slugs in any case.
    by_path = {(reading.path.lower(), reading.language): reading for reading in found}
    return [(reading, match) for reading in by_path.values() if (match := _match(reading.path))]


def _match(path):
    try:
        return resolve(path)
    except Resolver404:
        return None


def _is_shown(request, path, match, query=""):
    """Whether the visitor may see a page at the path. Its template is not rendered."""
    visit = copy(request)
    visit.method, visit.path_info, visit.resolver_match = "HEAD", path, match
    visit.path, visit.GET = f"{get_script_prefix()}{path[1:]}", QueryDict(query)
    try:
        response = match.func(visit, *match.args, **match.kwargs)
    except (Http404, PermissionDenied, SuspiciousOperation):
        return False
    return response.status_code == 200
