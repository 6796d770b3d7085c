"""References to sources within an essay: <a data-source="text-12">, as richtext writes them.

What is stored names a source, and nothing that it shows: its title, its address and whether
readers may know of it are looked up when the page is read.
"""

import re
from collections import defaultdict
from itertools import count

from django.db.models import Value
from django.template.loader import render_to_string

from seventeen_moments.core.anchors import ANCHORED
from seventeen_moments.core.kinds import kinds_by_name

LINK = re.compile(r'<a data-source="([a-z]+-\d+)">(.*?)</a>', re.DOTALL)
SHOWN = ["pk", "title", "slug", "date", "display_date"]
CALL = re.compile(r'<a class="ref" id="r(\d+)"')


def places(html, notes):
    """By source the paragraphs that cite it, in their notes too, as [anchor, place]."""
    cited = {key: [] for key in _keys(html, notes)}
    for place, (anchor, words) in enumerate(ANCHORED.findall(html), start=1):
        for key in _keys(words, notes):
            cited[key].append([int(anchor), place])
    return cited


def _keys(html, notes):
    called = [notes[int(number) - 1] for number in CALL.findall(html)]
    return {key for key, _passage in LINK.findall("".join([html, *called]))}


def linked(essay, images):
    """The body and the notes with a link and a preview for each source that whoever may see the
    essay may see, too. `images` are all such images; other passages become plain text."""
    shown = {source.key: source for source in _sources(essay, images)}
    numbers = count(1)

    def link(match):
        key, passage = match.groups()
        if key not in shown:
            return passage
        context = {"source": shown[key], "passage": passage, "number": next(numbers)}
        return render_to_string("essays/_cited.html", context).strip()

    body, *notes = [LINK.sub(link, html) for html in [essay.body_html, *essay.notes]]
    return body, notes


def _sources(essay, images):
    """One query for all kinds, and none for the images."""
    cited = defaultdict(set)
    for key in essay.cited:
        kind, number = key.split("-")
        if kind in kinds_by_name():  # not of an app that is gone
            cited[kind].add(int(number))
    wanted = cited.pop("image", ())
    found = [image for image in images if image.pk in wanted]
    rows = [_rows(essay, kind, numbers) for kind, numbers in cited.items()]
    for kind, *values in rows[0].union(*rows[1:], all=True) if rows else ():
        found.append(kinds_by_name()[kind](essay=essay, **dict(zip(SHOWN, values, strict=True))))
    return found


def _rows(essay, kind, numbers):
    sources = kinds_by_name()[kind].objects.for_essay(essay).filter(pk__in=numbers)
    return sources.order_by().values_list(Value(kind), *SHOWN)
