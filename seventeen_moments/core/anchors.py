"""Anchors of paragraphs, which survive later edits of the text around them.

A paragraph keeps its number wherever it moves, as long as half of its words stay. A new paragraph
gets the next number; the number of a deleted one is never used again.
"""

import re
from collections import Counter, defaultdict, deque
from html import unescape
from itertools import count

from django.utils.html import format_html
from django.utils.http import urlencode
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


def citation_query(request):
    """The query of the same page with the citation of a passage, whose anchor follows."""
    draft = ["draft"] if "draft" in request.GET else []
    shown = [urlencode({"show": request.GET["show"]})] if "show" in request.GET else []
    return f"?{'&'.join([*draft, *shown, 'cite='])}"


def with_actions(html, citation_query, comments=""):
    """Adds links after each pin: to cite the paragraph and, where there are comments, to comment.

    Only the paragraph that the address names shows them. `comments` is the address of the page.
    """
    links = [("cite-this", f"{citation_query}p{{}}#cite", _("Cite this paragraph"))]
    if comments:
        links.append(("remark", f"{comments}?about=p{{}}#write", _("Comment on this paragraph")))

    def add_links(pin):
        return pin[0] + "".join(
            format_html(
                ' <a class="{}" href="{}" rel="nofollow" lang="{}">{}</a>',
                name,
                address.format(pin[1]),
                get_language(),
                words,
            )
            for name, address, words in links
        )

    return PIN.sub(add_links, html)


@precomputed
def number_rows(words, earlier, numbers, last):
    """The numbers of rows of parallel versions, and the highest number given so far.

    `words` has a pair for each version: its name, and its words in each row. `earlier` are those
    of the rows before, which had these `numbers`. A row is known by its first version that is
    still similar, so it keeps its number when another version is added or translated again.
    """
    before, matches = dict(earlier), {}
    renamed = [name for name in before if name not in dict(words)]
    for name, texts in words:
        for old in [name] if name in before else renamed:
            taken = {*matches.values()}
            known = {
                number: Bag.of(text.split())
                for number, text in zip(numbers, before[old], strict=True)
                if text and number not in taken
            }
            rows = [row for row, text in enumerate(texts) if text and row not in matches]
            found = _match([Bag.of(texts[row].split()) for row in rows], known)
            matches |= {rows[index]: number for index, number in found.items()}
    new = count(last + 1)
    length = len(words[0][1]) if words else 0
    given = [matches[row] if row in matches else next(new) for row in range(length)]
    return given, max([last, *given])


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
