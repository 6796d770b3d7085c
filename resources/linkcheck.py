"""Checks whether addresses on the web still answer.

An editor may write any address into a reference. Addresses that this machine reaches but the
public does not must not be requested from here (server-side request forgery). So each name is
resolved once, and the connection goes to the address that was found to be public.
"""

import socket
import ssl
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address, ip_network
from threading import Timer
from urllib.parse import urljoin, urlsplit

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.completeness import Check, declares

PORTS = {"http": 80, "https": 443}
ALLOWED = []  # networks that are not public and may be requested all the same
PUBLIC_IPV6 = ip_network("2000::/3")  # global unicast; nothing else is assigned (RFC 4291, 2.4)
# What Python 3.11 takes for global in spite of the special-purpose registries of IANA. Of the
# IPv6 networks, the first two contain IPv4 addresses, which may be private.
RESERVED = [
    ip_network(network)
    for network in [
        "2001::/23",  # Teredo and other protocols
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
        "192.0.0.0/24",  # protocols
        "192.88.99.0/24",  # once the relays of 6to4
    ]
]

MOST = 50  # addresses in one run
CONCURRENT = 8
STEP_TIMEOUT = 5  # seconds for each step
REQUEST_TIMEOUT = 10  # seconds for one request, however slowly the response arrives
RUN_TIMEOUT = 30  # seconds for one run
REDIRECTS = 5

HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; seventeen-moments)", "Accept": "*/*"}
REDIRECT_STATUSES = {301, 302, 303, 307, 308}
# The page exists, but is open only to people, or not at the moment.
CLOSED_TO_MACHINES = {401, 403, 407, 429}


class LinkCheckQuerySet(models.QuerySet):
    def dead(self):
        return self.filter(alive=False)


class LinkCheck(models.Model):
    """The result of the last check of an address.

    It belongs to the address, not to a reference: a changed address has not been checked yet.
    """

    class FailureReason(models.TextChoices):
        """Why there is no HTTP status."""

        HOST = "host", _("host not found")
        TIME = "time", _("timed out")
        CERTIFICATE = "certificate", _("invalid certificate")
        FORBIDDEN = "forbidden", _("not a public web address")
        ROUND = "round", _("too many redirects")
        OTHER = "other", _("connection failed")

    url = models.URLField(unique=True)
    alive = models.BooleanField()
    result = models.CharField(max_length=20)  # the status, "404", or one of FailureReason
    checked_at = models.DateTimeField()

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["url"], condition=models.Q(alive=False), name="resources_linkcheck_dead"
            )
        ]

    def __str__(self):
        return str(dict(self.FailureReason.choices).get(self.result, self.result))


FailureReason = LinkCheck.FailureReason


class RefusedError(OSError):
    """An address that must not be requested from here."""


FAILURES = [
    (RefusedError, FailureReason.FORBIDDEN),
    (socket.gaierror, FailureReason.HOST),
    (TimeoutError, FailureReason.TIME),
    (ssl.SSLCertVerificationError, FailureReason.CERTIFICATE),
]


def check_links(urls):
    """Checks the addresses, a few at a time, and stores and returns the results.

    Addresses that were not reached within the time limit have no result.
    """
    executor = ThreadPoolExecutor(CONCURRENT)
    futures = {executor.submit(check_link, url): url for url in list(dict.fromkeys(urls))[:MOST]}
    done, _late = wait(futures, RUN_TIMEOUT)
    executor.shutdown(wait=False, cancel_futures=True)
    checks = [
        LinkCheck(url=futures[future], alive=alive, result=result, checked_at=timezone.now())
        for future, (alive, result) in ((future, future.result()) for future in done)
    ]
    return LinkCheck.objects.bulk_create(
        checks,
        update_conflicts=True,
        unique_fields=["url"],
        update_fields=["alive", "result", "checked_at"],
    )


def check_link(url):
    """Whether the address is alive, and its status or a FailureReason."""
    try:
        status = _final_status(url)
    except (OSError, HTTPException, ValueError) as error:  # ValueError: an impossible host name
        reasons = (reason for kind, reason in FAILURES if isinstance(error, kind))
        return False, next(reasons, FailureReason.OTHER)
    if status in REDIRECT_STATUSES:
        return False, FailureReason.ROUND
    return status < 400 or status in CLOSED_TO_MACHINES, str(status)


def _final_status(url):
    """The status at the end of the redirects; that of a redirect if there are too many."""
    for _turn in range(REDIRECTS + 1):
        status, location = _request("HEAD", url)
        if status >= 400:  # many servers do not support HEAD
            status, location = _request("GET", url)
        if status not in REDIRECT_STATUSES or not location:
            return status
        url = urljoin(url, location)
    return status


def _request(method, url):
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise RefusedError
    with closing(_connection(parts)) as connection:
        timer = Timer(REQUEST_TIMEOUT, _shut_down, [connection.sock])
        timer.start()
        try:
            if parts.scheme == "https":
                connection.sock.do_handshake()
            target = parts._replace(scheme="", netloc="", fragment="", path=parts.path or "/")
            connection.request(method, iri_to_uri(target.geturl()), headers=HEADERS)
            response = connection.getresponse()
            return response.status, response.getheader("Location")
        finally:
            timer.cancel()


def _connection(parts):
    """A connection to an address of the host, if all its addresses are public."""
    host, port = parts.hostname.encode("idna").decode(), parts.port or PORTS[parts.scheme]
    infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [ip_address(address[0]) for *_rest, address in infos]
    if not all(map(_is_allowed, addresses)):
        raise RefusedError
    sock = _connect([str(address) for address in addresses[:2]], port)
    if parts.scheme == "http":
        connection = HTTPConnection(host, port)
        connection.sock = sock
        return connection
    connection = HTTPSConnection(host, port)
    try:
        connection.sock = ssl.create_default_context().wrap_socket(
            sock, server_hostname=host, do_handshake_on_connect=False
        )
    except BaseException:
        sock.close()
        raise
    return connection


def _connect(addresses, port):
    """Connects to the first address that answers: a host may have an unreachable IPv6 address."""
    *earlier, last = addresses
    for address in earlier:
        with suppress(OSError):
            return socket.create_connection((address, port), STEP_TIMEOUT)
    return socket.create_connection((last, port), STEP_TIMEOUT)


def _is_allowed(address):
    return any(address in network for network in ALLOWED) or is_public(address)


def is_public(address):
    """Whether the address is globally reachable unicast.

    Asks for what is public, because a list of what is not would never be complete: IPv6 has many
    ways to name an IPv4 address.
    """
    if address.version == 6 and (address not in PUBLIC_IPV6 or address.scope_id):
        return False
    is_reserved = any(address in network for network in RESERVED)
    return address.is_global and not address.is_multicast and not is_reserved


def _shut_down(sock):
    with suppress(OSError):  # it has ended by itself
        # Not SSLSocket.shutdown(), which takes the TLS object away while it is in use.
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


DEAD_LINK = Check(
    "address",
    _("With a broken link"),
    declares("link"),
    lambda model: Q(
        **{f"{model.source_kind.link}__in": LinkCheck.objects.dead().values("url")},
    ),
)
