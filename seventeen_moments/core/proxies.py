"""The address of the client behind proxies.

Headers in which proxies report it are accepted from settings.TRUSTED_PROXIES only, because
clients can send them too.
"""

import ipaddress
from functools import lru_cache

from django.conf import settings

PROXY_HEADERS = ["HTTP_X_REQUEST_ID", "HTTP_FORWARDED", "HTTP_X_ACCEL_MAPPING"]
PROXY_HEADER_PREFIX = "HTTP_X_FORWARDED_"


def drop_untrusted_headers(get_response):
    """The first middleware, so that the others can trust the headers that are left."""

    def middleware(request):
        if not is_trusted(_remote_address(request)):
            for name in list(request.META):
                if name in PROXY_HEADERS or name.startswith(PROXY_HEADER_PREFIX):
                    del request.META[name]
        return get_response(request)

    return middleware


def is_trusted(address):
    # No address: a Unix socket, and thus a process on this machine.
    return address is None or any(address in network for network in settings.TRUSTED_PROXIES)


def client_address(request):
    """The last address that is not a trusted proxy's, or None.

    X-Forwarded-For is read from its end: each trusted proxy appends the address of its own
    client, and the first client may have invented everything before.
    """
    address = _remote_address(request)
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while hops and is_trusted(address):
        hop = parse_address(hops.pop())
        if hop is None:
            break
        address = hop
    return address


def client_network(request):
    """The address for limits. The 2⁶⁴ IPv6 addresses of a household count as one."""
    address = client_address(request)
    if address is not None and address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return address and str(address)


@lru_cache(maxsize=1000)
def parse_address(text):
    """The address, which some proxies write with a port, or None.

    A socket for both IPv4 and IPv6 reports IPv4 as ::ffff:192.0.2.1.
    """
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _remote_address(request):
    return parse_address(request.META.get("REMOTE_ADDR") or "")
