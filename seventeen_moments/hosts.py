"""Names of hosts in settings, and the public address of the archive."""

import ipaddress
import re
from urllib.parse import urlsplit

from django.utils.encoding import punycode

NAME = re.compile(r"\w([\w.-]*\w)?", re.ASCII)
PATH = re.compile(r"(/(?!\.+(/|$))[\w.~-]+)*", re.ASCII)
# Names that no public host has: RFC 6761, RFC 8375, and what local networks use.
LOCAL = ("localhost", "local", "internal", "lan", "home.arpa", "test", "example", "invalid")


def ascii_host(host):
    """As browsers send it: архив.рф becomes xn--80aej0bj.xn--p1ai. Raises ValueError."""
    if host.startswith("["):
        return f"[{ipaddress.IPv6Address(host[1:-1])}]"
    name = punycode(host)
    if not NAME.fullmatch(name):
        raise ValueError(f"{host} is not a host")
    return name.lower()


def ascii_origin(url):
    """The scheme, the host and the port of a URL. Raises ValueError."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or re.search(r"\s", url):
        raise ValueError(f"{url} is not the address of a site")
    wildcard = "*." if host.startswith("*.") else ""
    host = ascii_host(f"[{host}]" if ":" in host else host.removeprefix("*."))
    if parts.port == 0:
        raise ValueError("no site has port 0")
    return f"{parts.scheme}://{wildcard}{host}{f':{parts.port}' if parts.port else ''}"


def site_address(url):
    """The origin, and the path without a slash at its end. Raises ValueError."""
    parts, origin = urlsplit(url), ascii_origin(url)
    path = parts.path.removesuffix("/")
    if "*" in origin or parts.query or parts.fragment or not PATH.fullmatch(path):
        raise ValueError(f"{url} is not the address of a site")
    return origin, path


def is_public(host):
    """Whether other people can reach the host: any that is not of this machine or a local network.

    Takes a host of ALLOWED_HOSTS or of a URL.
    """
    host = host.strip("[].")
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        is_local = "." not in host or host.endswith(tuple(f".{name}" for name in LOCAL))
        return host == "*" or not is_local
