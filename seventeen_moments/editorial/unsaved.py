"""Text that a browser keeps until it is saved: static/seventeen_moments/admin/kept.js."""

import json
import re

from django.conf import settings
from django.http import HttpResponseBadRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from seventeen_moments.versions.worddiff import html_to_text, word_diff

KEY = re.compile(r"[a-z0-9]{1,40}")
DAY = 24 * 3600  # seconds
MOST = 5_000  # pairs of texts: about as many as a form has fields


def mark_saved(request, response):
    """Tells the browser by a cookie that the text of the form is saved.

    A form that was saved is answered with a redirect, or in a popup with the page that closes it.
    The page that follows drops the kept text, and the cookie.
    """
    key = request.POST.get("_kept", "") if request.method == "POST" else ""
    popup = "popup_response_data" in (getattr(response, "context_data", None) or {})
    if KEY.fullmatch(key) and (response.status_code == 302 or popup):
        # Scripts read it, in each language of the admin.
        path = settings.SESSION_COOKIE_PATH
        response.set_cookie(f"saved-{key}", "1", max_age=DAY, path=path, samesite="Lax")


@require_safe
@never_cache
def session_view(request):
    """Whose session it is, and the token for its forms. Both are empty without a session."""
    if not (request.user.is_active and request.user.is_staff):
        return JsonResponse({"account": "", "token": ""})
    return JsonResponse({"account": str(request.user.pk), "token": get_token(request)})


@require_POST
def compare_view(request):
    """Compares pairs of texts, as `word_diff()` does. A rich text is ["html", text]."""
    try:
        pairs = json.loads(request.POST.get("texts", ""))
        pairs = [[plain_text(text) for text in pair] for pair in pairs[:MOST]]
        differences = [word_diff(before, after) for before, after in pairs]
    except (TypeError, ValueError, RecursionError):
        return HttpResponseBadRequest("Pairs of texts are missing.", content_type="text/plain")
    return JsonResponse(differences, safe=False)


def plain_text(text):
    if isinstance(text, list):
        kind, text = text
        text = html_to_text(text) if kind == "html" else text
    if not isinstance(text, str):
        raise TypeError("not a text")
    return text
