"""Titles, names and sizes as pages show them."""

import re
from pathlib import PurePath
from urllib.parse import urlsplit

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import languages
from ..languages import attributes, attributes_of
from ..storage_errors import is_unreachable
from ..word_count import minutes_to_read

register = template.Library()

BREAKS = re.compile(r"[\s\-–—/]+")  # where browsers begin a new line
WIDE = re.compile(r"[^\W\d_a-zßа-яіїєґ]|[mwшщжюыфм]")  # capitals, and letters as wide as these
FITS = 12  # letters: on any screen, at full size
STEPS = (14, 16, 18, 20, 23, 26, 30, 35, 40, 48)  # the stylesheet has a rule for each
FORMATS = {
    "JPG": "JPEG",
    "OGG": "Ogg",
    "TIF": "TIFF",
    "WEBM": "WebM",
    "WEBP": "WebP",
}  # by file extension


@register.filter
def letters(title):
    """The attribute with the length of the longest word, so that the word fits on one line."""
    # In letters of the usual width.
    longest = max(len(word) + 0.4 * len(WIDE.findall(word)) for word in BREAKS.split(str(title)))
    if longest <= FITS:
        return ""
    return format_html(
        ' data-letters="{}"', next((step for step in STEPS if longest <= step), STEPS[-1])
    )


@register.filter
def is_of_the_web(address):
    """Whether pages may link it. Forms store nothing else, but other programs might: a script."""
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:  # a bracket that is not closed
        return False


@register.filter
def lang(subject, otherwise="auto"):
    """The attributes lang and dir of words: those of a page, such as its title, or of a tag."""
    if isinstance(subject, str):
        return attributes(subject, otherwise)
    return attributes_of(subject, otherwise)


@register.filter
def lang_of_date(source, otherwise="auto"):
    """Those of its date: as typed by an editor, or in the language of the interface."""
    if source.display_date:
        return attributes_of(source, otherwise)
    return attributes("", otherwise)


@register.filter
def title_of(page):
    """Its title, for use within a sentence."""
    return format_html("<bdi{}>{}</bdi>", attributes_of(page, ""), page.title)


@register.filter
def isolated(words):
    """In their own writing direction, without effect on the text beside them."""
    return format_html("<bdi>{}</bdi>", words)


@register.filter
def isolated_in_text(words):
    return languages.isolated(words)


@register.filter
def size_in_words(file):
    """The size of a stored file. A lost file must not break the page."""
    try:
        return filesizeformat(file.size)
    except OSError as error:
        return _("size unknown") if is_unreachable(error) else _("missing")


@register.filter
def format_name(file):
    extension = PurePath(file.name).suffix.removeprefix(".").upper()
    return FORMATS.get(extension, extension)


@register.filter
def length_in_words(words):
    """ "1,240 words" """
    number = number_format(words, force_grouping=True)
    return ngettext("%(number)s word", "%(number)s words", words) % {"number": number}


@register.filter
def reading_time(words):
    minutes = minutes_to_read(words)
    return ngettext("%(n)d minute to read", "%(n)d minutes to read", minutes) % {"n": minutes}


@register.filter
def number_with_word(words):
    """ "2 minutes to read", without a line break after the number."""
    return words.replace(" ", "\N{NO-BREAK SPACE}", 1)


@register.filter(expects_localtime=True)
def machine_time(time):
    """The value of a `datetime` attribute, which has milliseconds at most."""
    return time.isoformat(timespec="seconds")
