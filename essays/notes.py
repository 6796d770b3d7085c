"""Where the notes of an essay stand: in a list after the paragraph that calls them.

This is done when the page is read, for what a note links to is found only then (citing.py).
"""

import re

from django.conf import settings
from django.template.loader import render_to_string

from seventeen_moments.core.richtext import BLOCKS

EDGE = re.compile(
    rf"<(?:{'|'.join(BLOCKS)})\b[^>]*>|(?P<end></(?:{'|'.join(BLOCKS)})>)"
    r'|<a class="ref" id="r(?P<number>\d+)"'
)


def with_notes(body, notes):
    """The body with a list of notes after each of its outermost blocks that calls any."""
    written, called, depth, place = [], [], 0, 0
    for edge in EDGE.finditer(body):
        if edge["number"]:
            called.append(int(edge["number"]))
            continue
        depth += -1 if edge["end"] else 1
        if called and not depth:
            written += [body[place : edge.end()], _list(called, notes)]
            called, place = [], edge.end()
    return "".join([*written, body[place:], _list(called, notes) if called else ""])


def _list(numbers, notes):
    context = {
        "notes": [(number, notes[number - 1]) for number in numbers],
        "content_language": settings.LANGUAGE_CODE,
    }
    return render_to_string("essays/_notes.html", context)
