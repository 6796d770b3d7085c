"""Asks addresses on the web whether they still answer.

An editor of an archive may write any address into a reference; what this machine reaches and the
world does not, must not be reached from here (server-side request forgery). So every name is
resolved once, and the connection goes to the very address that was found to be public.
"""

import socket
import ssl
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, closing, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address, ip_network
from threading import Timer
from urllib.parse import urljoin, urlsplit

from django.db.models import Q
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.completeness import Check, declares

from .link_checks import LinkCheck

FailureReason = LinkCheck.FailureReason

PORTS = {"http": 80, "https": 443}
ALLOWED = []  # networks that are not public and may be asked all the same
TRANSLATED = ip_network("64:ff9b::/96")  # IPv4 addresses in IPv6 (RFC 6052), private ones too

MOST = 50  # addresses at once
TOGETHER = 8
PATIENCE = 5  # seconds for each step
LONGEST = 10  # seconds for one request, however slowly the answer drips
ALTOGETHER = 30  # seconds
REDIRECTS = 5

HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; seventeen-moments)", "Accept": "*/*"}
MOVED = {301, 302, 303, 307, 308}
# Somebody is at home, but opens to people alone, or not now.
NOT_FOR_US = {401, 403, 407, 429}


class RefusedError(OSError):
    """An address that is not to be asked from here."""


SILENCES = [
    (RefusedError, FailureReason.FORBIDDEN),
    (socket.gaierror, FailureReason.HOST),
    (TimeoutError, FailureReason.TIME),
    (ssl.SSLCertVerificationError, FailureReason.CERTIFICATE),
]


def ask(urls):
    """Asks each, a few at a time, and stores what they say. Returns the answers; an address that
    there was no time for has none."""
    executor = ThreadPoolExecutor(TOGETHER)
    asking = {executor.submit(answer, url): url for url in list(dict.fromkeys(urls))[:MOST]}
    done, _late = wait(asking, ALTOGETHER)
    executor.shutdown(wait=False, cancel_futures=True)
    answers = [
        LinkCheck(url=asking[future], alive=alive, said=said, asked=timezone.now())
        for future, (alive, said) in ((future, future.result()) for future in done)
    ]
    return LinkCheck.objects.bulk_create(
        answers,
        update_conflicts=True,
        unique_fields=["url"],
        update_fields=["alive", "said", "asked"],
    )


def answer(url):
    """Whether the address is alive, and what it said: a status or a FailureReason."""
    try:
        status = _status(url)
    except (OSError, HTTPException, ValueError) as error:  # ValueError: no host has such a name
        known = (silence for kind, silence in SILENCES if isinstance(error, kind))
        return False, next(known, FailureReason.OTHER)
    if status in MOVED:
        return False, FailureReason.ROUND
    return status < 400 or status in NOT_FOR_US, str(status)


def _status(url):
    for _turn in range(REDIRECTS + 1):
        status, onward = _request("HEAD", url)
        if status >= 400:  # many a server knows no HEAD
            status, onward = _request("GET", url)
        if status not in MOVED or not onward:
            return status
        url = urljoin(url, onward)
    return status


def _request(method, url):
    parts = urlsplit(iri_to_uri(url))
    if parts.scheme not in PORTS or not parts.hostname:
        raise RefusedError
    with closing(_connection(parts)) as connection:
        cut = Timer(LONGEST, _cut, [connection.sock])
        cut.start()
        try:
            target = parts._replace(scheme="", netloc="", fragment="", path=parts.path or "/")
            connection.request(method, target.geturl(), headers=HEADERS)
            response = connection.getresponse()
            return response.status, response.getheader("Location")
        finally:
            cut.cancel()


def _connection(parts):
    port = parts.port or PORTS[parts.scheme]
    connected = _connected(_public_addresses(parts.hostname, port), port)
    if parts.scheme == "http":
        connection = HTTPConnection(parts.hostname, port)
        connection.sock = connected
        return connection
    connection = HTTPSConnection(parts.hostname, port)
    with ExitStack() as unless_wrapped:
        unless_wrapped.callback(connected.close)
        context = ssl.create_default_context()
        connection.sock = context.wrap_socket(connected, server_hostname=parts.hostname)
        unless_wrapped.pop_all()
    return connection


def _connected(addresses, port):
    """To the first that takes us: a host may be known by an address of IPv6 that nobody reaches."""
    *others, last = addresses
    for address in others:
        with suppress(OSError):
            return socket.create_connection((address, port), PATIENCE)
    return socket.create_connection((last, port), PATIENCE)


def _public_addresses(host, port):
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [ip_address(place[0]) for *_rest, place in found]
    if not all(map(_is_allowed, addresses)):
        raise RefusedError
    return [str(address) for address in addresses[:2]]


def _is_allowed(address):
    address = getattr(address, "ipv4_mapped", None) or address
    if any(address in network for network in ALLOWED):
        return True
    hidden = getattr(address, "sixtofour", None) or getattr(address, "teredo", None)
    if hidden or address in TRANSLATED or address.is_multicast:
        return False
    return address.is_global


def _cut(connected):
    with suppress(OSError):  # it has ended by itself
        connected.shutdown(socket.SHUT_RDWR)


def _has_dead_link(model):
    return Q(**{f"{model.source_kind.link}__in": LinkCheck.objects.dead().values("url")})


DEAD_LINK = Check(
    "address",
    _("With a broken link"),
    declares("link"),
    _has_dead_link,
)
