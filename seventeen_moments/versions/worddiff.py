"""Two texts word by word, and rich text as words.

Patience diff shows whole phrases as replaced where a count of letters would leave crumbs.
"""

import re
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import groupby

from django.utils.translation import gettext as _

from seventeen_moments.core import richtext

from .patience import stretches

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
    """Pairs of op and word."""
    done = []
    for part in stretches([*map(_key, before)], [*map(_key, after)]):
        words = before[part.start : part.end], after[part.there : part.there_end]
        done += _same(*words) if part.same else _directly(*words)
    return done


def _same(before, after):
    """Words that are the same, and the spaces behind them, which may differ."""
    pieces = []
    for some, other in zip(before, after, strict=True):
        if some == other:
            pieces.append(("same", some))
        else:
            word = some.strip()
            spaces = [("removed", some[len(word) :]), ("added", other[len(word) :])]
            pieces += [("same", word), *spaces]
    return [piece for piece in pieces if piece[1]]


def _key(word):
    return word.strip() or " "


def _directly(before, after):
    if len(before) * len(after) > SMALL:
        return [("removed", word) for word in before] + [("added", word) for word in after]
    done = []
    matcher = SequenceMatcher(None, list(map(_key, before)), list(map(_key, after)), False)
    for op, start, end, there, there_end in matcher.get_opcodes():
        if op == "equal":
            done += _same(before[start:end], after[there:there_end])
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
            self.lists.append(_first_number(attrs) if tag == "ol" else None)
        elif tag == "li":
            self.written.append(f"\n{self._bullet()}")
        elif tag != "p" or not self._right_behind_a_bullet():
            self.written.append("\n" + {"h2": "## ", "h3": "### ", "blockquote": "> "}.get(tag, ""))

    def handle_endtag(self, tag):
        if tag in richtext.MARKS and self.endings:
            self.written.append(self.endings.pop())
        elif tag in {"ul", "ol"} and self.lists:
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


def _first_number(attrs):
    """Earlier states may hold anything: a list whose start is not a number begins with 1."""
    start = attrs.get("start") or ""
    return int(start) if richtext.START.fullmatch(start) else 1


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
