"""Anchors of paragraphs, which survive later edits of the text around them.

A paragraph keeps its number wherever it moves, as long as half of its words stay. A new paragraph
gets the next number; the number of a deleted one is never used again.
"""

import re
from collections import Counter, defaultdict, deque
from html import unescape
from itertools import count

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .precomputing import precomputed
from .similarity import Bag, similarity

PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
ANCHORED = re.compile(r'<p id="p(\d+)">(.*?) <a class="pin".*?</a></p>', re.DOTALL)
PIN = re.compile(r'<a class="pin" href="#p(\d+)">.*?</a>')
NOT_WORDS = re.compile(r'<a class="ref".*?</a>|<[^>]*>')
SIMILAR = 0.5  # of the words of both
MOST_CANDIDATES = 20  # earlier paragraphs


@precomputed
def anchored(html, earlier="", last=0):
    """Adds an anchor to each paragraph of HTML that `richtext.render` wrote.

    `earlier` is the anchored HTML of the text before, `last` the highest number given so far.
    Returns the anchored HTML and the highest number.
    """
    bags = [_bag(words) for words in PARAGRAPH.findall(html)]
    earlier_bags = {int(number): _bag(words) for number, words in ANCHORED.findall(earlier)}
    matches = _match(bags, earlier_bags)
    new = count(last + 1)
    numbers = [matches[i] if i in matches else next(new) for i in range(len(bags))]
    positions = enumerate(numbers, start=1)

    def add_pin(paragraph):
        # The text of the link is the position, which needs no translation.
        position, number = next(positions)
        pin = f'<a class="pin" href="#p{number}">¶ {position}</a>'
        return f'<p id="p{number}">{paragraph[1]} {pin}</p>'

    return PARAGRAPH.sub(add_pin, html), max([last, *numbers])


def paragraphs(html):
    """The words of each anchored paragraph by its number, in the order of the text."""
    return {
        int(number): " ".join(unescape(NOT_WORDS.sub("", words)).split())
        for number, words in ANCHORED.findall(html)
    }


def with_remarks(html, url):
    """Adds a link beside each pin, to comment on the paragraph.

    Only the paragraph that the address names shows it.
    """
    words = get_language(), _("Comment on this paragraph")
    link = ' <a class="remark" href="{}?about=p{}#write" rel="nofollow" lang="{}">{}</a>'
    return PIN.sub(lambda pin: pin[0] + format_html(link, url, pin[1], *words), html)


def _bag(html):
    return Bag.of(unescape(NOT_WORDS.sub("", html)).split())


def _match(bags, earlier):
    """Returns the numbers of earlier paragraphs by the index of the paragraph that continues them.

    Paragraphs with unchanged words come first. Then each of the others takes the most similar
    candidate, if there is one.
    """
    numbers = defaultdict(deque)
    for number, bag in earlier.items():
        numbers[frozenset(bag.counts.items())].append(number)
    matches = {}
    for index, bag in enumerate(bags):
        if unchanged := numbers[frozenset(bag.counts.items())]:
            matches[index] = unchanged.popleft()
    candidates, previous = _Candidates(earlier, {*matches.values()}), None
    for index, bag in enumerate(bags):
        if index not in matches:
            scores = [
                (similarity(bag, earlier[number], SIMILAR), -position, number)
                for position, number in candidates.for_bag(bag, previous)
            ]
            score, _position, number = max(scores, default=(0, 0, None))
            if score:
                matches[index] = number
                del candidates.remaining[number]
        previous = matches.get(index, previous)
    return matches


class _Candidates:
    """The few earlier paragraphs worth comparing: comparing each with each is quadratic.

    They share a rare word, or follow soon after the match of the previous paragraph. All are
    compared when no more than MOST_CANDIDATES remain.
    """

    def __init__(self, earlier, matched):
        self.numbers = list(earlier)
        self.positions = {number: position for position, number in enumerate(earlier)}
        self.remaining = {number: None for number in earlier if number not in matched}
        self.with_word = defaultdict(list)
        for number in self.remaining:
            for word in earlier[number].counts:
                self.with_word[word].append(number)

    def for_bag(self, bag, previous):
        """Pairs of the position in the earlier text and the number."""
        chosen = self.remaining
        if len(chosen) > MOST_CANDIDATES:
            votes = Counter()
            for word in bag.counts:
                numbers = self.with_word.get(word, ())
                if len(numbers) <= MOST_CANDIDATES:
                    votes.update(numbers)
            start = self.positions.get(previous, -1) + 1
            voted = [number for number, _votes in votes.most_common(MOST_CANDIDATES)]
            following = self.numbers[start : start + MOST_CANDIDATES]
            chosen = {*voted, *following} & self.remaining.keys()
        return [(self.positions[number], number) for number in chosen]
