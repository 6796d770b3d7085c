"""HTML that nests at most DEEPEST elements, whatever was sent.

Parsers walk up the open elements at many a tag, and open unclosed marks again in each block:
36 bytes a level make a third of a megabyte take minutes, or gigabytes. What the editor writes
nests some ten deep and passes untouched. Elsewhere tags are dropped, words never.
"""

import re

DEEPEST = 50
BLOCKS = {"p", "h2", "h3", "blockquote", "ul", "ol", "li"}
MARKS = {"strong", "em", "sub", "sup", "a", "span"}
WRITTEN = BLOCKS | MARKS
CLOSED_BY_NEXT = {"p", "li"}  # a paragraph ends where the next begins, and so does an item
HIDDEN = re.compile(r"<(!--|script\b|style\b)", re.IGNORECASE)
ENDINGS = {
    "!--": re.compile("-->"),
    "script": re.compile("</script[^>]*>?", re.IGNORECASE),
    "style": re.compile("</style[^>]*>?", re.IGNORECASE),
}

# A tag that every parser reads alike; anything else that begins with "<" is the last group.
TAG = re.compile(
    r"""<(/?)([a-z][a-z0-9]*)(?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*"""
    r"""\s*/?>|<""",
    re.IGNORECASE,
)


def shallow(html):
    return _balanced(_without_hidden(html)) if _may_be_deep(html) else html


def _may_be_deep(html):
    """Whether a parser might have to nest it deeper, or to carry marks into very many blocks.

    Never too few: a closing tag counts only where it closes the innermost element.
    """
    stack, marks, carried = [], 0, 0
    for match in TAG.finditer(html):
        closing, name = match[1], (match[2] or "").lower()
        if name not in WRITTEN:
            if name != "br":
                carried += 1  # what closes what is not certain any more
        elif closing:
            if stack and stack[-1] == name:
                stack.pop()
                marks -= name in MARKS
        else:
            carried += bool(marks and name in BLOCKS)
            stack.append(name)
            marks += name in MARKS
        if len(stack) > DEEPEST or carried > DEEPEST:
            return True
    return False


def _without_hidden(html):
    """Without comments, scripts and styles: what looks like a tag in there is none."""
    kept, start = [], 0
    while match := HIDDEN.search(html, start):
        kept.append(html[start : match.start()])
        end = ENDINGS[match[1].lower()].search(html, match.end())
        start = end.end() if end else len(html)
    return "".join([*kept, html[start:]])


def _balanced(html):
    """The tags that an editor may write, each closed where a block begins or ends."""
    balance, start = _Balance(), 0
    for match in TAG.finditer(html):
        balance.written.append(html[start : match.start()])
        balance.take(match)
        start = match.end()
    balance.written.append(html[start:])
    balance.close_from(0)
    return "".join(balance.written)


class _Balance:
    def __init__(self):
        self.written = []
        self.stack = []
        self.dropped = []  # names of open elements too deep to be written

    def take(self, match):
        name = (match[2] or "").lower()
        if not name:
            self.written.append("&lt;")
        elif name == "br":
            self.written.append("<br>")
        elif name in WRITTEN and match[1]:
            self._close(name)
        elif name in WRITTEN:
            self._open(name, match[0])

    def close_from(self, depth):
        while len(self.stack) > depth:
            self.written.append(f"</{self.stack.pop()}>")

    def _open(self, name, tag):
        if name in BLOCKS:
            self._close_marks()
            if self.stack and self.stack[-1] == name and name in CLOSED_BY_NEXT:
                self.close_from(len(self.stack) - 1)
        if len(self.stack) < DEEPEST:
            self.stack.append(name)
            self.written.append(tag)
        else:
            self.dropped.append(name)

    def _close(self, name):
        if self.dropped and self.dropped[-1] == name:
            self.dropped.pop()
            return
        if name in BLOCKS:
            self._close_marks()
        places = [place for place, open_name in enumerate(self.stack) if open_name == name]
        if places and (name in BLOCKS or not BLOCKS & {*self.stack[places[-1] :]}):
            self.close_from(places[-1])

    def _close_marks(self):
        while self.stack and self.stack[-1] in MARKS:
            self.close_from(len(self.stack) - 1)
