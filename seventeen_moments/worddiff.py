"""Two texts word by word, and rich text as words.

Words that both texts have exactly once hold the comparison together (as in patience diff):
that takes n log n steps whatever the length, and shows whole phrases as replaced where a count
of letters would leave crumbs.
"""

import re
from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import groupby, pairwise

from django.utils.translation import gettext as _

from . import richtext

WORD = re.compile(r"\w[\w’'-]*\s*|[^\w\s]\s*|\s+")
# Words of one text times words of the other: above this, a passage without a word that stands
# in both exactly once is shown as replaced.
SMALL = 10_000

MARKS = {"strong": "**", "em": "*"}


def word_diff(before, after):
    """The texts as [(op, text)], where op is "same", "removed" or "added"."""
    pieces = _compare(WORD.findall(before), WORD.findall(after))
    runs = [(op, list(group)) for op, group in groupby(pieces, key=lambda piece: piece[0])]
    return [(op, "".join(word for _op, word in run)) for op, run in runs]


def _compare(before, after):
    """Pairs of op and word. A list of what is still to do, for recursion would go too deep."""
    done, waiting = [], [(before, after)]
    while waiting:
        before, after = waiting.pop()
        start = _common(before, after)
        done += _same(after[:start])
        before, after = before[start:], after[start:]
        end = _common(before[::-1], after[::-1])
        rest = before[: len(before) - end], after[: len(after) - end]
        anchors = _anchors(*rest)
        if end and anchors:
            waiting.append((before[len(before) - end :], after[len(after) - end :]))
        if anchors:
            waiting += reversed(_between(*rest, anchors))
        else:
            done += _directly(*rest) + _same(after[len(after) - end :])
    return done


def _same(words):
    return [("same", word) for word in words]


def _key(word):
    return word.strip() or " "


def _common(before, after):
    """How many words at the start are the same."""
    number = 0
    for some, other in zip(before, after, strict=False):
        if _key(some) != _key(other):
            break
        number += 1
    return number


def _anchors(before, after):
    """Places of words that stand in both exactly once, in one order in both."""
    there = _once(after)
    pairs = [(place, there[word]) for word, place in _once(before).items() if word in there]
    return _rising(pairs)


def _once(words):
    counts = Counter(map(_key, words))
    return {_key(word): place for place, word in enumerate(words) if counts[_key(word)] == 1}


def _rising(pairs):
    """The longest run of pairs, sorted by the first, whose second rise too."""
    ends, last, earlier = [], [], {}
    for index, (_place, there) in enumerate(pairs):
        length = bisect_left(ends, there)
        ends[length : length + 1] = [there]
        last[length : length + 1] = [index]
        earlier[index] = last[length - 1] if length else None
    found, index = [], last[-1] if last else None
    while index is not None:
        found.append(pairs[index])
        index = earlier[index]
    return found[::-1]


def _between(before, after, anchors):
    """The pieces into which the anchors cut both, each beginning with its anchor."""
    cuts = [(0, 0), *anchors, (len(before), len(after))]
    return [
        (before[some:some_end], after[other:other_end])
        for (some, other), (some_end, other_end) in pairwise(cuts)
    ]


def _directly(before, after):
    if len(before) * len(after) > SMALL:
        return [("removed", word) for word in before] + [("added", word) for word in after]
    done = []
    matcher = SequenceMatcher(None, list(map(_key, before)), list(map(_key, after)), False)
    for op, start, end, there, there_end in matcher.get_opcodes():
        if op == "equal":
            done += _same(after[there:there_end])
        else:
            done += [("removed", word) for word in before[start:end]]
            done += [("added", word) for word in after[there:there_end]]
    return done


def html_words(html):
    """Rich text as an editor reads it, a paragraph a line; footnotes and languages in brackets."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = "".join(reader.written).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.written = []
        self.endings = []  # what closes each inline mark that is open
        self.lists = []  # of those that are open: the next number, None without numbers

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in richtext.MARKS:
            opening, ending = _brackets(tag, attrs)
            self.written.append(opening)
            self.endings.append(ending)
        elif tag in {"ul", "ol"}:
            self.lists.append(int(attrs.get("start") or 1) if tag == "ol" else None)
        elif tag == "li":
            self.written.append(f"\n{self._bullet()}")
        elif tag != "p" or not self._right_behind_a_bullet():
            self.written.append("\n" + {"h2": "## ", "h3": "### ", "blockquote": "> "}.get(tag, ""))

    def handle_endtag(self, tag):
        if tag in richtext.MARKS:
            self.written.append(self.endings.pop())
        elif tag in {"ul", "ol"}:
            self.lists.pop()
        if tag in richtext.BLOCKS:
            self.written.append("\n")

    def handle_data(self, data):
        self.written.append(" ".join(data.split("\n")))

    def _bullet(self):
        if not self.lists or self.lists[-1] is None:
            return "• "
        self.lists[-1] += 1
        return f"{self.lists[-1] - 1}. "

    def _right_behind_a_bullet(self):
        return bool(self.written) and self.written[-1].endswith((". ", "• ", "> "))


def _brackets(tag, attrs):
    """What stands before and behind the words of an inline mark."""
    if tag == "a":
        return "", f" [→ {attrs['href']}]" if attrs.get("href") else ""
    if tag in MARKS:
        return MARKS[tag], MARKS[tag]
    classes = (attrs.get("class") or "").split()
    names = [richtext.LANGUAGES.get(name.removeprefix("lang-")) for name in classes]
    languages = "".join(f" [{name}]" for name in names if name)
    if richtext.FOOTNOTE in classes:
        return f" [{_('Footnote:')} ", f"{languages}]"
    return "", languages
