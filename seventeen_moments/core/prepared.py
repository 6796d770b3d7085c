"""Rendered parts of pages, remembered in this process by all values that they show.

    html("essays/_sources.html", (rows, essay.slug), lambda: {"named": sections(rows)})

A part is found again as long as the database gives the same values, whoever asks and whatever
changed elsewhere, so it is never out of date. For that its template gets nothing but the context,
which must follow from the values: no request, no session, no clock. The language of the interface
and the prefix of addresses are taken into account.
"""

import marshal
from collections import OrderedDict
from hashlib import blake2b
from sys import getsizeof
from threading import Lock

from django.conf import settings
from django.core.signals import setting_changed
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.translation import get_language

MOST_BYTES = 6 * 10**6  # of all parts in a process
OVERHEAD = 250  # bytes: of one part, besides its text


class Parts:
    """The text of parts by their keys. The ones that were used last stay."""

    def __init__(self, most_bytes=MOST_BYTES):
        self.most_bytes, self.bytes = most_bytes, 0
        self.texts, self.lock = OrderedDict(), Lock()

    def get(self, key):
        with self.lock:
            text = self.texts.get(key)
            if text is not None:
                self.texts.move_to_end(key)
            return text

    def keep(self, key, text):
        with self.lock:
            if key not in self.texts:
                self.texts[key] = text
                self.bytes += _size(text)
            while self.bytes > self.most_bytes:
                _key, oldest = self.texts.popitem(last=False)
                self.bytes -= _size(oldest)

    def clear(self, **kwargs):
        with self.lock:
            self.texts.clear()
            self.bytes = 0


parts = Parts()
setting_changed.connect(parts.clear)  # in tests


def html(template, values, context):
    """The template with the result of `context()`, which is called if there is no such part yet.

    The values are plain ones, such as rows of the database. Models and querysets are not.
    """
    return remembered(template, values, lambda: render_to_string(template, context()))


def remembered(name, values, render):
    """The same for what `render()` returns."""
    if settings.DEBUG:  # templates change
        return render()
    key = fingerprint((name, get_language(), get_script_prefix(), values))
    text = parts.get(key)
    if text is None:
        text = render()
        parts.keep(key, text)
    return text


def fingerprint(values):
    """A short text of bytes that no other plain values have. Takes the place of long ones."""
    try:
        # Version 2 is the last one that writes equal values alike, whether they are one object.
        written = marshal.dumps(values, 2)
    except ValueError:  # a time or a decimal number, as PostgreSQL returns them
        written = repr(values).encode(errors="surrogatepass")
    return blake2b(written, digest_size=20).digest()


def _size(text):
    return getsizeof(text) + OVERHEAD
