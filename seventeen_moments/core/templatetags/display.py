"""Titles, names and sizes as pages show them: how long words are, and which way they run."""

import re

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext as _

register = template.Library()

BREAKS = re.compile(r"[\s\-–—/]+")  # where browsers begin a new line
WIDE = re.compile(r"[^\W\d_a-zßа-яіїєґ]|[mwшщжюыфм]")  # capitals, and what is as wide
FITS = 12  # on any screen, at full size
STEPS = (14, 16, 18, 20, 23, 26, 30, 35, 40, 48)  # the stylesheet has a rule for each


@register.filter
def letters(title):
    """The attribute that says how long the longest word is, so that it keeps to one line."""
    longest = max(map(_length, BREAKS.split(str(title))))
    if longest <= FITS:
        return ""
    return format_html(
        ' data-letters="{}"', next((step for step in STEPS if longest <= step), STEPS[-1])
    )


@register.filter
def isolated(words):
    """In their own direction, and without turning what stands beside them."""
    return format_html("<bdi>{}</bdi>", words)


@register.filter
def size_in_words(file):
    """Of a stored file; a page stands all the same when its file is lost."""
    try:
        return filesizeformat(file.size)
    except OSError:
        return _("missing")


def _length(word):
    """In letters of the usual width."""
    return len(word) + 0.4 * len(WIDE.findall(word))
