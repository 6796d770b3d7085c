from urllib.parse import unquote

from django.http import HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control
from django.utils.encoding import iri_to_uri

from .resolve import present_address


def redirect_former_slugs(get_response):
    """Redirects from the old address of a page, if nothing else is there."""

    def middleware(request):
        response = get_response(request)
        # An address without a match never was an address of a page.
        if response.status_code != 404 or request.resolver_match is None:
            return response
        address = present_address(request.path_info)
        if address is None or unquote(address) == request.path:
            return response
        if query := request.META.get("QUERY_STRING"):
            address = f"{address}?{iri_to_uri(query)}"
        # 308 keeps a comment that was sent to an address which changed meanwhile.
        redirect = HttpResponsePermanentRedirect(
            address, preserve_request=request.method not in {"GET", "HEAD"}
        )
        # Browsers keep a permanent redirect for ever, unless told otherwise. But another page may
        # be published at the old address, or the page may get its old address back.
        patch_cache_control(redirect, no_cache=True)
        return redirect

    return middleware
