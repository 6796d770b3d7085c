"""Tables and figures in the one form in which they are stored.

A table has a caption of plain text, rows of headers in <thead>, the others in <tbody>, and each
header cell has its scope. A cell contains one paragraph: blocks in it, and tables, become lines.
A figure shows a source of the essay: <figure data-source="image-12">. Its caption is the title
that the source had when it was chosen; readers see the present one (essays/source_links.py).
"""

import re
from html.parser import HTMLParser

from .nesting import MARKS

MOST_COLUMNS = 50  # that one cell spans
BETWEEN_CELLS = " | "  # of a row that becomes a line
FOUND = re.compile(r"<(?:table|caption|thead|tbody|tr|t[dh]|fig)")
SPAN = re.compile(r"0*([1-9][0-9]{0,4})")


def uniform(html):
    """Rewrites the tables and figures of HTML in which all elements are closed in order."""
    if not FOUND.search(html):
        return html
    rewriter = _Rewriter()
    rewriter.feed(html)
    rewriter.close()
    return "".join(rewriter.output)


class _Text:
    """Plain text. Blocks and line breaks are spaces."""

    def __init__(self):
        self.parts = []

    def add_tag(self, tag, _html):
        if tag not in MARKS:
            self.parts.append(" ")

    def add_text(self, text):
        self.parts.append(text)

    def html(self):
        return " ".join("".join(self.parts).split())


class _Cell(_Text):
    """Inline HTML. Blocks begin a line, and so do rows of a table within the cell."""

    def __init__(self, tag, attrs):
        super().__init__()
        self.tag = tag
        self.colspan = min(_span(attrs.get("colspan")), MOST_COLUMNS)
        self.rowspan = _span(attrs.get("rowspan"))
        self.has_words = self.row_has_words = False
        self.separator = ""  # before the next words

    def add_tag(self, tag, html):
        if tag in MARKS or tag == "br":
            self.parts.append(html)
        elif tag in {"td", "th"} and self.row_has_words:
            self.separator = BETWEEN_CELLS
        elif tag == "tr" or self.separator != BETWEEN_CELLS:
            self.separator = "<br>" if self.has_words else ""
            self.row_has_words = self.row_has_words and tag != "tr"

    def add_text(self, text):
        if text.strip():
            self.parts.append(self.separator)
            self.has_words = self.row_has_words = True
            self.separator = ""
        self.parts.append(text)

    def html(self):
        return "".join(self.parts).strip()


class _Table:
    def __init__(self):
        self.depth = 1  # with the tables in its cells
        self.caption = _Text()
        self.rows = []
        self.cell = None

    def open(self, tag, attrs, html):
        self.depth += tag == "table"
        if self.depth == 1 and tag == "tr":
            self.rows.append([])
        elif self.depth == 1 and tag in {"td", "th"}:
            self.cell = _Cell(tag, attrs)
            self.rows = self.rows or [[]]
            self.rows[-1].append(self.cell)
        else:
            self.add_tag(tag, html)

    def end(self, tag):
        """Returns whether the table itself ends."""
        self.depth -= tag == "table"
        if self.depth == 1 and tag in {"td", "th"}:
            self.cell = None
        elif self.depth:
            self.add_tag(tag, f"</{tag}>")
        return not self.depth

    def add_tag(self, tag, html):
        (self.cell or self.caption).add_tag(tag, html)

    def add_text(self, text):
        (self.cell or self.caption).add_text(text)

    def html(self):
        caption = self.caption.html()
        if not any(self.rows):
            return f"<p>{caption}</p>" if caption else ""
        for index, row in enumerate(self.rows):
            for cell in row:
                cell.rowspan = min(cell.rowspan, len(self.rows) - index)
        count = self._header_rows()
        parts = [f"<caption>{caption}</caption>"] if caption else []
        for tag, rows in [("thead", self.rows[:count]), ("tbody", self.rows[count:])]:
            if rows:
                parts += [f"<{tag}>", *(_row(row) for row in rows), f"</{tag}>"]
        return f"<table>{''.join(parts)}</table>"

    def _header_rows(self):
        """The number of rows at the top with header cells only, none of which reaches further."""
        count = reach = 0
        for number, row in enumerate(self.rows[:-1], start=1):
            covered = reach >= number
            if any(cell.tag == "td" for cell in row) or not (row or covered):
                break
            reach = max([reach, *(number + cell.rowspan - 1 for cell in row)])
            if reach <= number:
                count = number
        return count


def _row(row):
    scope = "row" if any(cell.tag == "td" for cell in row) else "col"
    cells = []
    for cell in row:
        attributes = "".join(
            f' {name}="{span}"'
            for name, span in [("colspan", cell.colspan), ("rowspan", cell.rowspan)]
            if span > 1
        )
        attributes += f' scope="{scope}"' if cell.tag == "th" else ""
        cells.append(f"<{cell.tag}{attributes}>{cell.html()}</{cell.tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def _span(value):
    match = SPAN.fullmatch(value or "")
    return int(match[1]) if match else 1


class _Figure(_Text):
    def __init__(self, source):
        super().__init__()
        self.source = source
        self.depth = 1

    def open(self, tag, _attrs, html):
        self.depth += tag == "figure"
        self.add_tag(tag, html)

    def end(self, tag):
        self.depth -= tag == "figure"
        self.add_tag(tag, "")
        return not self.depth

    def html(self):
        caption = super().html()
        caption = f"<figcaption>{caption}</figcaption>" if caption else ""
        return f'<figure data-source="{self.source}">{caption}</figure>'


class _Rewriter(HTMLParser):
    # A figure of anything else is unwrapped, as is a part of a table outside of one.
    OUTSIDE = {"figcaption": "p", "caption": "p"} | dict.fromkeys(
        ["figure", "thead", "tbody", "tr", "th", "td"], ""
    )

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.output = []
        self.inside = None  # the table or the figure

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if self.inside:
            self.inside.open(tag, attrs, self.get_starttag_text())
        elif tag == "table":
            self.inside = _Table()
        elif tag == "figure" and attrs.get("data-source"):
            self.inside = _Figure(attrs["data-source"])
        elif name := self.OUTSIDE.get(tag, tag):
            self.output.append(self.get_starttag_text() if name == tag else f"<{name}>")

    def handle_endtag(self, tag):
        if not self.inside:
            name = self.OUTSIDE.get(tag, tag)
            self.output.append(f"</{name}>" if name else "")
        elif self.inside.end(tag):
            self.output.append(self.inside.html())
            self.inside = None

    def handle_data(self, data):
        self.inside.add_text(data) if self.inside else self.output.append(data)

    def handle_entityref(self, name):
        self.handle_data(f"&{name};")

    def handle_charref(self, name):
        self.handle_data(f"&#{name};")
