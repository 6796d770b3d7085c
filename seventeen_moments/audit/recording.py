"""Writes the audit trail, in the transaction of the act if there is one."""

import ipaddress
import sys
from contextvars import ContextVar

from seventeen_moments.core.proxies import client_address

from .models import Event

PREFIXES = {4: 24, 6: 48}  # what is kept of an address: enough to tell a stranger's network
# By hand, because these are enough to tell a stranger's browser. Chrome names Safari, Edge both.
BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox"}
BROWSERS |= {"Chrome/": "Chrome", "Safari/": "Safari"}

current_request = ContextVar("current_request", default=None)


def remember_request(get_response):
    """Middleware: signals of models do not tell whose request it is."""

    def middleware(request):
        token = current_request.set(request)
        try:
            return get_response(request)
        finally:
            current_request.reset(token)

    return middleware


def record(kind, account=None, *, subject="", actor=None, request=None, **details):
    """The actor is by default the user of the request."""
    request = request or current_request.get()
    user = actor or getattr(request, "user", None)
    if user is not None and not user.is_authenticated:
        user = None
    return Event.objects.create(
        kind=kind,
        account=account,
        subject=(subject or (account.get_username() if account else ""))[:250],
        actor=user,
        actor_name=user.get_username() if user else "",
        details=details,
        **origin(request),
    )


def origin(request):
    if request is None:
        return {"command": (sys.argv[1:2] or ["-"])[0][:40]}
    return {
        "network": network(request),
        "browser": browser(request),
        "request_id": getattr(request, "id", ""),
    }


def network(request):
    address = client_address(request)
    if address is None:
        return ""
    return str(ipaddress.ip_network((int(address), PREFIXES[address.version]), strict=False))


def browser(request):
    agent = request.META.get("HTTP_USER_AGENT", "")
    return next((name for mark, name in BROWSERS.items() if mark in agent), "")
