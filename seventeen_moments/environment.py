"""How settings are read from the environment: what is wrong stops the start and is named."""

import os
import re
import sys
from ipaddress import ip_network
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlsplit


def refuse(name, reason):
    sys.exit(" ".join(f"{name}: {reason}".split()))


def given(name, default=""):
    return os.environ.get(name, "").strip() or default


def switch(name, default):
    value = given(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        refuse(name, f"“{value}” is neither on nor off; use 1 or 0.")
    return default


def listed(name, default=""):
    return [part.strip() for part in given(name, default).split(",") if part.strip()]


def folder(name, path):
    """The folder, made where it is missing."""
    try:
        path = Path(path).expanduser().absolute()
        path.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=path):
            return path
    except FileExistsError:
        return refuse(name, f"{path} is a file; a folder is needed.")
    except (OSError, RuntimeError) as error:  # RuntimeError: nobody has the home "~nobody"
        return refuse(name, f"cannot write to {path}: {getattr(error, 'strerror', error)}.")


def address(name, url, forms):
    """The parts of the address, which may hold a password and is therefore never shown."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises where the port is none
    except ValueError:
        refuse(name, f"not an address of the form {forms}.")
    return parts


def choice(name, options, default):
    value = given(name, default)
    for option in options:
        if value.lower() == option.lower():
            return option
    return refuse(name, f"“{value}” is none of {', '.join(options)}.")


def number(name, default):
    value = given(name, str(default))
    if not re.fullmatch("[1-9][0-9]{0,2}", value):
        refuse(name, f"“{value}” is not a number from 1 to 999.")
    return int(value)


def networks(name, default):
    """Addresses and networks, such as 10.0.0.0/8."""
    return [_network(name, value) for value in listed(name, default)]


def _network(name, value):
    try:
        network = ip_network(value, strict=False)
    except ValueError:
        refuse(name, f"“{value}” is not an address or a network, such as 10.0.0.0/8.")
    mapped = getattr(network.network_address, "ipv4_mapped", None)  # ::ffff:192.0.2.1
    if mapped and network.prefixlen >= 96:
        return ip_network((mapped, network.prefixlen - 96))
    return network
