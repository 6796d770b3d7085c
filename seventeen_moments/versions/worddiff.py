"""Two texts compared word by word, and rich text as plain text.

Patience diff shows whole phrases as replaced where a diff of letters would leave fragments.
"""

import re
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import groupby

from django.utils.translation import gettext as _

from seventeen_moments.core import richtext

from .patience import diff_blocks

WORD = re.compile(r"\w[\w’'-]*\s*|[^\w\s]\s*|\s+")
# Words of one text times words of the other. Above this, a passage without a word that occurs
# exactly once in both texts is shown as replaced.
MAX_PRODUCT = 10_000

MARKS = {"strong": "**", "em": "*"}
HEADER = "**"  # around the words of a header cell


def word_diff(before, after):
    """The texts as [(op, text)], where op is "same", "removed" or "added"."""
    before, after = WORD.findall(before), WORD.findall(after)
    pieces = []
    for block in diff_blocks([*map(_key, before)], [*map(_key, after)]):
        removed = before[block.start : block.end]
        added = after[block.other_start : block.other_end]
        if block.same:
            pieces += _same(removed, added)
        elif len(removed) * len(added) > MAX_PRODUCT:
            pieces += [("removed", "".join(removed)), ("added", "".join(added))]
        else:
            pieces += _match(removed, added)
    runs = groupby(pieces, key=lambda piece: piece[0])
    return [(op, "".join(text for _op, text in run)) for op, run in runs]


def _key(word):
    return word.strip() or " "


def _same(before, after):
    """Equal words. The spaces after them may differ."""
    pieces = []
    for word, other in zip(before, after, strict=True):
        if word == other:
            pieces.append(("same", word))
        else:
            text = word.strip()
            spaces = [("removed", word[len(text) :]), ("added", other[len(text) :])]
            pieces += [("same", text), *spaces]
    return [piece for piece in pieces if piece[1]]


def _match(before, after):
    pieces = []
    matcher = SequenceMatcher(None, [*map(_key, before)], [*map(_key, after)], autojunk=False)
    for op, start, end, other_start, other_end in matcher.get_opcodes():
        if op == "equal":
            pieces += _same(before[start:end], after[other_start:other_end])
        else:
            pieces += [("removed", word) for word in before[start:end]]
            pieces += [("added", word) for word in after[other_start:other_end]]
    return pieces


def html_to_text(html):
    """Rich text as plain text, a paragraph or a row of a table a line.

    Footnotes, languages and pictures are in brackets. Earlier versions and what browsers send may
    hold anything: it is cleaned, as when it is saved.
    """
    reader = _TextReader()
    reader.feed(richtext.clean(html))
    reader.close()
    lines = "".join(reader.text).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


class _TextReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.text = []
        self.endings = []  # of the open inline marks
        self.lists = []  # the next number of each open list, None without numbers
        self.cells = 0  # of the row so far
        self.figure = ""  # the key of its source

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in richtext.MARKS:
            opening, ending = _brackets(tag, attrs)
            self.text.append(opening)
            self.endings.append(ending)
        elif tag in {"td", "th"}:
            self.text += [" | " if self.cells else "", HEADER if tag == "th" else ""]
            self.cells += 1
        elif self.cells and tag == "br":
            self.text.append(" / ")
        elif tag == "figure":
            self.figure = attrs.get("data-source") or ""
            self.text += ["\n[", _("Picture:"), " "]
        elif tag == "ul":
            self.lists.append(None)
        elif tag == "ol":
            self.lists.append(int(attrs.get("start", 1)))
        elif tag == "li" and self.lists and self.lists[-1] is not None:
            self.text.append(f"\n{self.lists[-1]}. ")
            self.lists[-1] += 1
        elif tag == "li":
            self.text.append("\n• ")
        elif tag != "figcaption" and (
            tag != "p" or not (self.text and self.text[-1].endswith((". ", "• ", "> ")))
        ):
            # A paragraph that follows a bullet stays on its line.
            self.text.append("\n" + {"h2": "## ", "h3": "### ", "blockquote": "> "}.get(tag, ""))

    def handle_endtag(self, tag):
        if tag in richtext.MARKS:
            self.text.append(self.endings.pop())
        elif tag in {"ul", "ol"}:
            self.lists.pop()
        elif tag == "th":
            is_empty = self.text[-1:] == [HEADER]
            self.text[-1:] = [] if is_empty else [*self.text[-1:], HEADER]
        elif tag == "tr":
            self.cells = 0
        elif tag == "figure":
            has_caption = self.text[-1:] != [" "]
            self.text.append("]" if has_caption else f"{self.figure}]")
        if tag in richtext.BLOCKS - {"td", "th", "figcaption"}:
            self.text.append("\n")

    def handle_data(self, data):
        self.text.append(" ".join(data.split("\n")))


def _brackets(tag, attrs):
    """The text before and after an inline mark."""
    if tag == "a":
        return "", f" [→ {attrs['href']}]" if attrs.get("href") else ""
    if tag in MARKS:
        return MARKS[tag], MARKS[tag]
    classes = (attrs.get("class") or "").split()
    names = [richtext.LANGUAGES.get(name.removeprefix("lang-")) for name in classes]
    languages = "".join(f" [{name}]" for name in names if name)
    if richtext.FOOTNOTE in classes:
        label = _("Footnote:")  # makemessages does not read f-strings
        return f" [{label} ", f"{languages}]"
    return "", languages
