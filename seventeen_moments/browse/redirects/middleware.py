from urllib.parse import unquote

from django.http import HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control
from django.utils.encoding import iri_to_uri

from .resolve import present_address

# Browsers keep a permanent redirect for ever, unless told otherwise; but another page may be
# published at the old address, or the old one come back.
KEPT = 3600  # seconds


def follow_what_moved(get_response):
    """Where nothing is found, readers are led to where it stands now."""

    def middleware(request):
        response = get_response(request)
        # Without a match the address is none of ours, and never was.
        if response.status_code != 404 or request.resolver_match is None:
            return response
        address = present_address(request.path_info)
        if address is None or unquote(address) == request.path:
            return response
        return _redirect(request, address)

    return middleware


def _redirect(request, address):
    if query := request.META.get("QUERY_STRING"):
        address = f"{address}?{iri_to_uri(query)}"
    # A comment sent to an address that changed meanwhile is sent on as it is.
    moved = HttpResponsePermanentRedirect(
        address, preserve_request=request.method not in {"GET", "HEAD"}
    )
    patch_cache_control(moved, max_age=KEPT)
    return moved
