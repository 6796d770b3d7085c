"""Links to sources in the text of an essay, and pictures: as richtext writes them,
<a data-source="text-12"> and <figure data-source="image-12">.

The text stores only the key of a source. Its title, its address and its visibility are looked up
when the page is read.
"""

import re
from collections import defaultdict
from itertools import count

from django.db.models import Value
from django.template.loader import render_to_string

from seventeen_moments.core.anchors import ANCHORED
from seventeen_moments.core.kinds import kinds_by_name

LINK = re.compile(r'<a data-source="([a-z]+-\d+)">(.*?)</a>', re.DOTALL)
FIGURE = re.compile(r'<figure data-source="([a-z]+-\d+)">.*?</figure>')
KEY = re.compile(r'<(?:a|figure) data-source="([a-z]+-\d+)"')  # of a link or of a picture
FIELDS = ["pk", "title", "slug", "date", "display_date"]
NOTE_CALL = re.compile(r'<a class="ref" id="r(\d+)"')


def paragraphs_by_source(html, notes):
    """The paragraphs that link to each source, in their notes too: `{key: [[anchor, number]]}`."""
    paragraphs = {key: [] for key in _keys(html, notes)}
    for number, (anchor, content) in enumerate(ANCHORED.findall(html), start=1):
        for key in _keys(content, notes):
            paragraphs[key].append([int(anchor), number])
    return paragraphs


def _keys(html, notes):
    """The keys of the sources that the HTML and its notes link to, or show."""
    called = [notes[int(number) - 1] for number in NOTE_CALL.findall(html)]
    return {*KEY.findall("".join([html, *called]))}


def with_source_links(essay, sources=None):
    """Returns the body and the notes with a link and a preview for each visible source.

    Passages that link to other sources become plain text, and other pictures are not shown.
    `sources` are those that the essay links to, if they are loaded.
    """
    if sources is None:
        sources = _visible_sources(essay)
    sources = {source.key: source for source in sources}
    numbers = count(1)

    def link(match):
        key, passage = match.groups()
        if key not in sources:
            return passage
        context = {"source": sources[key], "passage": passage, "number": next(numbers)}
        return render_to_string("essays/_source_link.html", context).strip()

    def figure(match):
        image = sources.get(match[1])
        if not (image and image.shown_as_picture and image.smallest):
            return ""
        return render_to_string("essays/_figure.html", {"image": image}).strip()

    body, *notes = [LINK.sub(link, html) for html in [essay.body_html, *essay.notes]]
    return FIGURE.sub(figure, body), notes


def shown_in_text(essay):
    """The keys of the pictures in the body."""
    return {*FIGURE.findall(essay.body_html)}


def _visible_sources(essay):
    """Takes one query for the images, and one for all other kinds."""
    models = kinds_by_name()
    keys = defaultdict(set)
    for key in essay.source_links:
        name, pk = key.split("-")
        if name in models:  # else its app was removed
            keys[name].add(int(pk))
    sources, querysets = [], []
    for name, pks in keys.items():
        section = essay.visible_sources(models[name].source_kind.relation)
        if essay.draft_preview:
            sources += [source for source in section if source.pk in pks]
        elif name == "image":
            sources += section.filter(pk__in=pks)
        else:
            section = section.filter(pk__in=pks).order_by()
            querysets.append(section.values_list(Value(name), *FIELDS))
    for name, *values in querysets[0].union(*querysets[1:], all=True) if querysets else ():
        sources.append(models[name](essay=essay, **dict(zip(FIELDS, values, strict=True))))
    return sources
