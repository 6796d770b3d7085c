"""Settings are read from environment variables; a wrong value is refused by its name."""

import os
import re
import sys
from contextlib import contextmanager
from difflib import get_close_matches
from email.utils import parseaddr
from ipaddress import ip_network
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import global_settings
from django.core.checks.security.base import (
    SECRET_KEY_INSECURE_PREFIX,
    SECRET_KEY_MIN_LENGTH,
    SECRET_KEY_MIN_UNIQUE_CHARACTERS,
)
from django.core.exceptions import ImproperlyConfigured

from seventeen_moments.core.languages import normalize
from seventeen_moments.hosts import ascii_host, ascii_origin, site_address

DEVELOPMENT_KEY = "for a first look and for development only"
HOW_TO_MAKE = "with DEBUG off, set it to 50 or more random characters."


def refuse(name, reason):
    raise ImproperlyConfigured(" ".join(f"{name}: {reason}".split()))


@contextmanager
def exit_if_misconfigured():
    """Ends the process with the one line of a wrong value, without a traceback."""
    try:
        yield
    except ImproperlyConfigured as error:
        sys.exit(str(error))


READ = {"WEB_CONCURRENCY"}  # names of variables; gunicorn.conf.py reads this one


def env(name, default=""):
    READ.add(name)
    return os.environ.get(name, "").strip() or default


def env_bool(name, default):
    value = env(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        refuse(name, f"“{value}” is not a switch; use 1 or 0.")
    return default


def env_list(name, default=""):
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


def env_secret(name, debug):
    value = env(name)
    if debug:
        return value or DEVELOPMENT_KEY
    if not value:
        refuse(name, f"missing; {HOW_TO_MAKE}")
    if is_guessable(value, SECRET_KEY_MIN_LENGTH):
        refuse(name, f"too easy to guess; {HOW_TO_MAKE}")
    return value


def env_fallback_secrets(name):
    keys = env_list(name)
    # Earlier versions accepted shorter keys.
    if any(is_guessable(key, 16) for key in keys):
        refuse(name, "not a list of earlier keys, separated by commas: one is too easy to guess.")
    return keys


def is_guessable(key, length):
    is_known = key == DEVELOPMENT_KEY or key.startswith(SECRET_KEY_INSECURE_PREFIX)
    return is_known or len(key) < length or len(set(key)) < SECRET_KEY_MIN_UNIQUE_CHARACTERS


def env_hosts(name, default):
    """Hosts as browsers send them. “.example.org” has all its subdomains, “*” has every host."""
    hosts = []
    for value in env_list(name, default):
        dot = "." if value.startswith(".") else ""
        try:
            hosts.append(value if value == "*" else dot + ascii_host(value.removeprefix(".")))
        except ValueError:
            refuse(name, f"“{value}” is not a host name, for example www.example.org.")
    return hosts


def env_origins(name):
    origins = []
    for value in env_list(name):
        try:
            origins.append(ascii_origin(value))
        except ValueError:
            origins.append(None)
        if not origins[-1] or urlsplit(value)[2:] != ("", "", ""):
            refuse(name, f"“{value}” is not an origin, for example https://example.org.")
    return origins


def env_site(name, default):
    """The origin and the path of the archive's public address."""
    value = env(name, default)
    try:
        return site_address(value)
    except ValueError:
        return refuse(
            name,
            f"“{value}” is not the address of a site, for example https://www.example.org "
            "or https://www.example.org/archive.",
        )


def env_choice(name, options, default):
    value = env(name, default)
    for option in options:
        if value.lower() == option.lower():
            return option
    return refuse(name, f"“{value}” is not one of {', '.join(options)}.")


def env_language(name, default):
    """A BCP 47 tag, in its usual spelling."""
    value = env(name, default)
    return normalize(value) or refuse(
        name, f"“{value}” is not the tag of a known language, for example en, ru or sr-Latn."
    )


def env_time_zone(name, default):
    value = env(name, default)
    try:
        return ZoneInfo(value).key
    except (KeyError, ValueError, OSError):  # OSError: a folder of the database, such as Europe
        return refuse(name, f"“{value}” is not a known time zone, for example Europe/Berlin.")


def env_int(name, default):
    value = env(name, str(default))
    if not re.fullmatch("[1-9][0-9]{0,2}", value):
        refuse(name, f"“{value}” is not a number from 1 to 999.")
    return int(value)


def env_networks(name, default):
    """Addresses and networks, such as 10.0.0.0/8."""
    networks = []
    for value in env_list(name, default):
        try:
            network = ip_network(value, strict=False)
        except ValueError:
            refuse(name, f"“{value}” is not an address or a network, for example 10.0.0.0/8.")
        mapped = getattr(network.network_address, "ipv4_mapped", None)  # ::ffff:192.0.2.1
        if mapped and network.prefixlen >= 96:
            network = ip_network((mapped, network.prefixlen - 96))
        networks.append(network)
    return networks


def env_admins(name):
    """E-mail addresses, as (name, address), and the URLs of webhooks."""
    entries = env_list(name)
    webhooks = [entry for entry in entries if "://" in entry]
    for number, webhook in enumerate(webhooks, start=1):
        parts = split_url(name, webhook, "https://chat.example.org/hook")
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            refuse(name, f"webhook {number} is not of the form https://chat.example.org/hook.")
    people = [entry for entry in entries if entry not in webhooks]
    for entry in people:
        if not is_sender(entry):
            refuse(name, f"“{entry}” is not an e-mail address, nor the https:// of a webhook.")
    return [parseaddr(entry) for entry in people], webhooks


def is_sender(text):
    """Whether it is an e-mail address, with a name or without one."""
    mailbox = r"[\w.+-]+@\w[\w.-]*"
    signed = rf'("[^"\\\n\r]+"|[^"\\\n\r<>()@,;:]+) <{mailbox}>'
    return re.fullmatch(f"{mailbox}|{signed}", text) is not None


def writable_folder(name, path):
    """Returns the absolute path of the folder, which is created if it is missing."""
    try:
        path = Path(path).expanduser().absolute()
        path.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=path):
            return path
    except FileExistsError:
        return refuse(name, f"{path} is a file, not a folder.")
    except (OSError, RuntimeError, ValueError) as error:  # "~nobody" has no home; a NUL
        return refuse(name, f"cannot write to {path}: {getattr(error, 'strerror', error)}.")


def split_url(name, url, forms):
    """Splits a URL. It may hold a password, so that no message shows it."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises ValueError if the port is not a number
    except ValueError:
        refuse(name, f"not an address of the form {forms}.")
    return parts


# Names that other software expects, with ours. Only mentioned if ours is unset.
INSTEAD = {
    "DATABASE_HOST": "DATABASE_URL",
    "DEFAULT_FROM_EMAIL": "EMAIL_FROM",
    "LANGUAGE_CODE": "CONTENT_LANGUAGE",
    "REDIS_URL": "CACHE_URL",
    **dict.fromkeys(["EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER"], "EMAIL_URL"),
    **dict.fromkeys(["FORCE_SCRIPT_NAME", "SCRIPT_NAME", "STATIC_URL", "MEDIA_URL"], "SITE_URL"),
}


def unread(names):
    """Lines about variables that look like ours, but that nothing reads."""
    for name in sorted(set(names) - READ):
        plain = re.sub("^(DJANGO|SEVENTEEN_MOMENTS)_", "", name.upper())
        similar = get_close_matches(plain, READ, n=1, cutoff=0.85)
        if name in INSTEAD:
            if not env(INSTEAD[name]):
                yield f"{name}: not read; use {INSTEAD[name]}."
        elif similar:
            yield f"{name}: not read; did you mean {similar[0]}?"
        elif plain != "SETTINGS_MODULE" and hasattr(global_settings, plain):
            yield f"{name}: not read; the README lists the variables."


def print_unread():
    for line in unread(os.environ):
        print(line, file=sys.stderr)
