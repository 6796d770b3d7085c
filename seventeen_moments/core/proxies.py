"""Who sent a request that came through a proxy.

Headers in which proxies report this are believed from settings.TRUSTED_PROXIES only: a client
could send them too.
"""

import ipaddress

from django.conf import settings

REPORTED = ["HTTP_X_REQUEST_ID", "HTTP_FORWARDED"]
REPORTED_PREFIX = "HTTP_X_FORWARDED_"


def drop_untrusted_headers(get_response):
    """The first middleware, so that all others may believe the headers that are left."""

    def middleware(request):
        if not is_trusted(_peer(request)):
            for name in list(request.META):
                if name in REPORTED or name.startswith(REPORTED_PREFIX):
                    del request.META[name]
        return get_response(request)

    return middleware


def is_trusted(address):
    # No address: a Unix socket, and thus a process on this machine.
    return address is None or any(address in network for network in settings.TRUSTED_PROXIES)


def client_address(request):
    """The last address that is not a trusted proxy's; None if there is none.

    X-Forwarded-For is read from its end: each trusted proxy appends the address it was asked
    from, and the client may have invented whatever comes before.
    """
    address = _peer(request)
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while hops and is_trusted(address):
        hop = parsed(hops.pop())
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


def parsed(text):
    """The address, which some proxies write with a port; None if there is none.

    A socket that takes both kinds reports IPv4 as ::ffff:192.0.2.1.
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


def _peer(request):
    return parsed(request.META.get("REMOTE_ADDR") or "")
