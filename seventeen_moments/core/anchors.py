"""Anchors of paragraphs, which outlive later edits of the text around them.

A paragraph keeps the number that it had, wherever it moves and while half of its words stay; a
new one gets the next number, and the number of a paragraph that is gone is never given again.
"""

import re
from collections import Counter, defaultdict, deque
from html import unescape
from itertools import count

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .precomputing import precomputed
from .similarity import Bag, likeness

PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
ANCHORED = re.compile(r'<p id="p(\d+)">(.*?) <a class="pin".*?</a></p>', re.DOTALL)
PIN = re.compile(r'<a class="pin" href="#p(\d+)">.*?</a>')
NOT_WORDS = re.compile(r'<a class="ref".*?</a>|<[^>]*>')
ALIKE = 0.5  # of the words of both
FEW = 20  # earlier paragraphs


@precomputed
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
    return Bag.of(unescape(NOT_WORDS.sub("", html)).split())


def _same(bags, known):
    """Those whose words are all as they were, by place."""
    numbers = defaultdict(deque)
    for number, words in known.items():
        numbers[frozenset(words.counts.items())].append(number)
    kept = {}
    for place, words in enumerate(bags):
        if waiting := numbers[frozenset(words.counts.items())]:
            kept[place] = waiting.popleft()
    return kept


def _alike(bags, known, kept):
    """Adds those that are alike enough, each to the most alike of its candidates."""
    candidates, followed = _Candidates(known, {*kept.values()}), None
    for place, words in enumerate(bags):
        if place not in kept:
            found = [
                (likeness(words, known[number], ALIKE), -order, number)
                for order, number in candidates.of(words, followed)
            ]
            alike, _order, number = max(found, default=(0, 0, None))
            if alike:
                kept[place] = number
                candidates.take(number)
        followed = kept.get(place, followed)


class _Candidates:
    """The few earlier paragraphs worth comparing: to compare each with each is quadratic.

    They share a rare word, or come soon after the one that the paragraph before was. While no
    more than FEW are left, all are compared.
    """

    def __init__(self, known, taken):
        self.order = {number: order for order, number in enumerate(known)}
        self.numbers = list(known)
        self.left = {number: None for number in known if number not in taken}
        self.holding = defaultdict(list)
        for number in self.left:
            for word in known[number].counts:
                self.holding[word].append(number)

    def take(self, number):
        del self.left[number]

    def of(self, words, followed):
        """Pairs of the place in the earlier text and the number."""
        found = self.left if len(self.left) <= FEW else self._few(words, followed)
        return [(self.order[number], number) for number in found]

    def _few(self, words, followed):
        votes = Counter()
        for word in words.counts:
            holding = self.holding.get(word, ())
            if len(holding) <= FEW:
                votes.update(holding)
        start = self.order.get(followed, -1) + 1
        chosen = [number for number, _votes in votes.most_common(FEW)]
        return {*chosen, *self.numbers[start : start + FEW]} & self.left.keys()
