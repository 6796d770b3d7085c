"""Limits the depth of HTML to DEEPEST nested elements.

At many tags parsers walk up the open elements, and they reopen unclosed marks in each block. At
36 bytes per level, a third of a megabyte of HTML takes them minutes, or gigabytes of memory. The
editor's HTML nests about ten elements deep and is left unchanged. Deeper HTML loses tags, but no
words.
"""

import re

DEEPEST = 50
TABLE = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
BLOCKS = {"p", "h2", "h3", "blockquote", "ul", "ol", "li", "figure", "figcaption"} | TABLE
MARKS = {"strong", "em", "sub", "sup", "a", "span"}
WRITTEN = BLOCKS | MARKS
IN_ROW = {"p", "td", "th"}
IN_TABLE = IN_ROW | {"tr", "caption", "thead", "tbody"}
CLOSES = {  # the innermost elements that end where one of this name begins
    "p": {"p"},
    "li": {"li"},
    "td": IN_ROW,
    "th": IN_ROW,
    "tr": IN_ROW | {"tr", "caption"},
    "thead": IN_TABLE,
    "tbody": IN_TABLE,
}
HIDDEN = re.compile(r"<(!--|script\b|style\b)", re.IGNORECASE)
ENDINGS = {
    "!--": re.compile("-->"),
    "script": re.compile("</script[^>]*>?", re.IGNORECASE),
    "style": re.compile("</style[^>]*>?", re.IGNORECASE),
}

# A tag that all parsers read in the same way, or a single "<".
TAG = re.compile(
    r"""<(/?)([a-z][a-z0-9]*)(?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*"""
    r"""\s*/?>|<""",
    re.IGNORECASE,
)


def shallow(html):
    """HTML that may be too deep keeps only the editor's tags, and elements are closed in order."""
    if not _may_be_deep(html):
        return html
    html = _without_hidden(html)
    writer, start = _Writer(), 0
    for match in TAG.finditer(html):
        writer.output.append(html[start : match.start()])
        writer.handle_tag(match)
        start = match.end()
    writer.output.append(html[start:])
    writer.close_from(0)
    return "".join(writer.output)


def _may_be_deep(html):
    """Whether a parser may nest it too deep, or reopen marks in too many blocks.

    The depth may be overestimated but not underestimated: a closing tag counts only if it closes
    the innermost element.
    """
    stack, marks, carried = [], 0, 0
    for match in TAG.finditer(html):
        closing, name = match[1], (match[2] or "").lower()
        if name not in WRITTEN:
            if name != "br":
                carried += 1  # from here on it is not certain what a closing tag closes
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
    """Drops comments, scripts and styles: a "<" in them begins no tag."""
    parts, start = [], 0
    while match := HIDDEN.search(html, start):
        parts.append(html[start : match.start()])
        end = ENDINGS[match[1].lower()].search(html, match.end())
        start = end.end() if end else len(html)
    return "".join([*parts, html[start:]])


class _Writer:
    """Collects the output, with the elements that are open in it."""

    def __init__(self):
        self.output = []
        self.stack = []
        self.dropped = []  # names of open elements that are too deep for the output

    def handle_tag(self, match):
        name = (match[2] or "").lower()
        if not name:
            self.output.append("&lt;")
        elif name == "br":
            self.output.append("<br>")
        elif name in WRITTEN and match[1]:
            self._close(name)
        elif name in WRITTEN:
            self._open(name, match[0])

    def close_from(self, depth):
        while len(self.stack) > depth:
            self.output.append(f"</{self.stack.pop()}>")

    def _open(self, name, tag):
        if name in BLOCKS:
            self._close_marks()
            while self.stack and self.stack[-1] in CLOSES.get(name, ()):
                self.close_from(len(self.stack) - 1)
        if len(self.stack) < DEEPEST:
            self.stack.append(name)
            self.output.append(tag)
        else:
            self.dropped.append(name)

    def _close(self, name):
        if self.dropped and self.dropped[-1] == name:
            self.dropped.pop()
            return
        if name in BLOCKS:
            self._close_marks()
        depths = [depth for depth, open_name in enumerate(self.stack) if open_name == name]
        if depths and (name in BLOCKS or not BLOCKS & {*self.stack[depths[-1] :]}):
            self.close_from(depths[-1])

    def _close_marks(self):
        while self.stack and self.stack[-1] in MARKS:
            self.close_from(len(self.stack) - 1)
