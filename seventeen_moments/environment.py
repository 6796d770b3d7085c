"""Settings are read from environment variables; a wrong value is refused by its name."""

import os
import re
import sys
from contextlib import contextmanager
from email.utils import parseaddr
from ipaddress import ip_network
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

from seventeen_moments.core.languages import normalize


def refuse(name, reason):
    raise ImproperlyConfigured(" ".join(f"{name}: {reason}".split()))


@contextmanager
def exit_if_misconfigured():
    """Ends the process with the one line of a wrong value, without a traceback."""
    try:
        yield
    except ImproperlyConfigured as error:
        sys.exit(str(error))


def env(name, default=""):
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
    except (OSError, RuntimeError) as error:  # RuntimeError: nobody has the home "~nobody"
        return refuse(name, f"cannot write to {path}: {getattr(error, 'strerror', error)}.")


def split_url(name, url, forms):
    """Splits a URL. It may hold a password, so that no message shows it."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises ValueError if the port is not a number
    except ValueError:
        refuse(name, f"not an address of the form {forms}.")
    return parts
