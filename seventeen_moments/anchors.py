"""Anchors of paragraphs, which outlive later edits of the text around them.

A paragraph keeps the number that it had, wherever it moves and while half of its words stay; a
new one gets the next number, and the number of a paragraph that is gone is never given again.
"""

import re
from collections import Counter
from html import unescape
from itertools import count

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
ANCHORED = re.compile(r'<p id="p(\d+)">(.*?) <a class="pin".*?</a></p>', re.DOTALL)
PIN = re.compile(r'<a class="pin" href="#p(\d+)">.*?</a>')
NOT_WORDS = re.compile(r'<a class="ref".*?</a>|<[^>]*>')
ALIKE = 0.5  # of the words of both


def anchored(html, earlier="", last=0):
    """The HTML that `richtext.render` wrote with an anchor on each paragraph, and the highest
    number ever given. `earlier` is what this made of the text before; `last`, the number then."""
    known = {int(number): _words(words) for number, words in ANCHORED.findall(earlier)}
    given = _numbers([_words(words) for words in PARAGRAPH.findall(html)], known, last)
    paragraphs = enumerate(given, start=1)
    return PARAGRAPH.sub(lambda match: _with_pin(match[1], *next(paragraphs)), html), max(
        [last, *given]
    )


def paragraphs(html):
    """The words of each paragraph that has an anchor, by its number, in their order."""
    return {
        int(number): " ".join(unescape(NOT_WORDS.sub("", words)).split())
        for number, words in ANCHORED.findall(html)
    }


def with_remarks(html, address):
    """Beside each pin a link, seen where the pin has led: a comment begins at the paragraph."""
    said = get_language(), _("Comment on this paragraph")
    link = ' <a class="remark" href="{}?about=p{}#write" rel="nofollow" lang="{}">{}</a>'
    return PIN.sub(lambda pin: pin[0] + format_html(link, address, pin[1], *said), html)


def _with_pin(words, ordinal, number):
    """The link to the paragraph says its place, in words of no language."""
    return f'<p id="p{number}">{words} <a class="pin" href="#p{number}">¶ {ordinal}</a></p>'


def _numbers(bags, known, last):
    kept = _same(bags, known)
    _alike(bags, known, kept)
    fresh = count(last + 1)
    return [kept[place] if place in kept else next(fresh) for place in range(len(bags))]


def _words(html):
    return Counter(unescape(NOT_WORDS.sub("", html)).split())


def _same(bags, known):
    """Those whose words are all as they were, by place; takes them out of what is known."""
    kept = {}
    for place, words in enumerate(bags):
        number = next((number for number, was in known.items() if was == words), None)
        if number is not None:
            kept[place] = number
            del known[number]
    return kept


def _alike(bags, known, kept):
    for place, words in enumerate(bags):
        if place in kept or not known:
            continue
        number = max(known, key=lambda number: _likeness(words, known[number]))
        if _likeness(words, known[number]) >= ALIKE:
            kept[place] = number
            del known[number]


def _likeness(some, others):
    """Dice's coefficient of two bags of words, from 0 to 1."""
    return 2 * (some & others).total() / ((some + others).total() or 1)
