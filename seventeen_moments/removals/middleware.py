import re

from django.shortcuts import render

from seventeen_moments.browse.redirects.middleware import matching_readings
from seventeen_moments.browse.redirects.resolve import SECTIONS, keys_of_essays

from .models import RemovedAddress

SOURCE = re.compile(rf"/essays/([^/]+)/({'|'.join(SECTIONS)})/([^/]+)/.*")


def answer_gone(get_response):
    """Says that a source was removed, with 410, if nothing else is at its address."""

    def middleware(request):
        response = get_response(request)
        if response.status_code != 404:
            return response
        paths = [reading.path for reading, _match in matching_readings(request)]
        if request.resolver_match:
            paths.insert(0, request.path_info)
        removal = _removal(paths)
        if removal is None:
            return response
        return render(request, "410.html", {"removal": removal}, status=410)

    return middleware


def _removal(paths):
    keys = {}
    for essay, section, slug in dict.fromkeys(filter(None, map(_source, paths))):
        if essay not in keys:
            keys[essay] = keys_of_essays(essay)
        addresses = [(key, slug) for key in keys[essay]]
        found = RemovedAddress.objects.of(SECTIONS[section], addresses)
        if address := found.select_related("removal").first():
            return address.removal
    return None


def _source(path):
    match = SOURCE.fullmatch(path)
    return match and (match[1].lower(), match[2], match[3])
