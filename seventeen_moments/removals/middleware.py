import re

from django.shortcuts import render

from seventeen_moments.browse.redirects.resolve import SECTIONS, keys_of_essays

from .models import RemovedAddress

SOURCE = re.compile(rf"/essays/([^/]+)/({'|'.join(SECTIONS)})/([^/]+)/.*")


def answer_gone(get_response):
    """Says that a source was removed, with 410, if nothing else is at its address."""

    def middleware(request):
        response = get_response(request)
        if response.status_code != 404 or request.resolver_match is None:
            return response
        removal = _removal(request.path_info)
        if removal is None:
            return response
        return render(request, "410.html", {"removal": removal}, status=410)

    return middleware


def _removal(path):
    match = SOURCE.fullmatch(path)
    if not match:
        return None
    essay, section, slug = match.groups()
    addresses = [(key, slug) for key in keys_of_essays(essay)]
    address = RemovedAddress.objects.of(SECTIONS[section], addresses).select_related("removal")
    return next((each.removal for each in address), None)
