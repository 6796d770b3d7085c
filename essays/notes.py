"""The notes of an essay, in a list after the paragraph that calls them.

The lists are added when the page is read, because the links in a note are resolved only then
(source_links.py).
"""

import re

from django.template.loader import render_to_string

from seventeen_moments.core.richtext import BLOCKS

NAMES = "|".join([*BLOCKS, "div"])  # a table is in a <div>
EDGE = re.compile(
    rf"<(?:{NAMES})\b[^>]*>|(?P<end></(?:{NAMES})>)"
    r'|<a class="ref" id="r(?P<number>\d+)"'
)


def with_notes(body, notes, language=""):
    """Adds a list of notes after each top-level block that calls any."""
    parts, called, depth, end = [], [], 0, 0
    for edge in EDGE.finditer(body):
        if edge["number"]:
            called.append(int(edge["number"]))
            continue
        depth += -1 if edge["end"] else 1
        if called and not depth:
            parts += [body[end : edge.end()], _list(called, notes, language)]
            called, end = [], edge.end()
    return "".join([*parts, body[end:], _list(called, notes, language) if called else ""])


def _list(numbers, notes, language):
    context = {
        "notes": [
            (number, notes[number - 1].rstrip()) for number in numbers if number <= len(notes)
        ],
        "language": language,
    }
    return render_to_string("essays/_notes.html", context)
