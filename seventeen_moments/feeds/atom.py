"""Atom as RFC 4287 has it."""

import re
from datetime import UTC, datetime
from typing import NamedTuple
from xml.etree import ElementTree

from django.conf import settings
from django.utils.translation import get_language

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # a feed without entries must tell some time, too

# XML 1.0 has no way to write any other.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(NamedTuple):
    id: str
    title: str
    address: str
    published: datetime
    updated: datetime
    authors: list
    themes: list = []
    summary: str = ""
    html: str = ""


class Feed(NamedTuple):
    title: str
    address: str  # its own
    page: str  # where the same is read as a page
    entries: list

    @property
    def updated(self):
        return max((entry.updated for entry in self.entries), default=NEVER)


def written(feed):
    root = ElementTree.Element(
        "feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": get_language()}
    )
    _add(root, "id", feed.address)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated)
    _add_names(root, [settings.SITE_NAME])
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    for entry in feed.entries:
        _add_entry(root, entry)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _add_entry(root, entry):
    # The archive speaks one language, whichever the words around it are in.
    element = _add(root, "entry", **{"xml:lang": settings.LANGUAGE_CODE})
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "link", rel="alternate", type="text/html", href=entry.address)
    _add(element, "published", entry.published)
    _add(element, "updated", entry.updated)
    _add_names(element, entry.authors)
    for theme in entry.themes:
        _add(element, "category", term=theme)
    if entry.summary:
        _add(element, "summary", entry.summary)
    if entry.html:
        _add(element, "content", entry.html, type="html")


def _add_names(element, names):
    for name in names:
        _add(_add(element, "author"), "name", name)


def _add(parent, name, value="", **attributes):
    written = {key: _writable(text) for key, text in attributes.items()}
    element = ElementTree.SubElement(parent, name, written)
    text = value.isoformat() if isinstance(value, datetime) else value
    element.text = _writable(text) or None
    return element


def _writable(text):
    return UNWRITABLE.sub("", str(text))
