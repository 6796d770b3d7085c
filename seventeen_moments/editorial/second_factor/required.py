"""Whoever must have a second factor and has none counts as a visitor until it is set up.

So no page needs to know of this: neither those of the admin, nor previews, files of drafts, or
comments of moderators. It also holds for sessions that are older than the setting.
"""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from .devices import is_missing


def require_second_factor(get_response):
    def middleware(request):
        request.account = request.user  # lazy: no query, and no access to the session, before use
        if settings.SECOND_FACTOR and request.path != reverse("admin:logout"):
            request.user = SimpleLazyObject(lambda: _user(request.account))
        return get_response(request)

    return middleware


def _user(account):
    return AnonymousUser() if is_missing(account) else account
