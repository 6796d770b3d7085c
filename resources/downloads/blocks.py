"""The paragraphs and tables of rich text, for files that are not HTML."""

import re
from itertools import count
from typing import NamedTuple
from urllib.parse import urljoin

from lxml import html

from seventeen_moments.core.control_characters import clean
from seventeen_moments.core.richtext import START

SPACE = re.compile(r"[ \t\r\n\f]+")
MARKS = {"strong", "em", "sub", "sup"}
INLINE = MARKS | {"a", "span", "br"}
SKIPPED = {"pin", "preview"}  # classes: the link to a paragraph, the preview of a source


class Run(NamedTuple):
    text: str
    marks: frozenset = frozenset()  # names of HTML elements
    language: str = ""
    address: str = ""  # of a link
    note: int = 0  # the number of the note that is called here


class Place(NamedTuple):
    style: str = "p"  # p, h2, h3, blockquote, ul, ol or figure
    level: int = 0  # of a list among lists
    list: int = 0  # the lists are numbered from 1
    number: int = 0  # of an item; 0 for its further paragraphs


class Paragraph(NamedTuple):
    runs: list
    place: Place = Place()

    @property
    def text(self):
        return "".join(f"[{run.note}]" if run.note else run.text for run in self.runs)


class Cell(NamedTuple):
    paragraph: Paragraph
    is_header: bool
    columns: int  # that it spans
    rows: int


class Table(NamedTuple):
    caption: str
    rows: list


def plain(text):
    """A paragraph without markup. Its lines are kept."""
    return Paragraph([Run(text)])


def blocks(markup, base):
    """Links are made absolute with `base`, the address of the page."""
    root = html.fragment_fromstring(clean(markup), create_parent="div")
    return list(_Reader(base).read(root, Place()))


class _Reader:
    def __init__(self, base):
        self.base, self.lists = base, count(1)

    def read(self, element, place):
        runs = self.text(element.text)
        for child in element:
            if child.tag in INLINE:
                runs += self.inline(child)
            else:
                yield from self.paragraph(runs, place)
                yield from self.block(child, place)
                runs = []
            runs += self.text(child.tail)
        yield from self.paragraph(runs, place)

    def block(self, element, place):
        if element.tag in {"ul", "ol"}:
            yield from self.items(element, place.level + 1)
        elif element.tag == "table":
            yield self.table(element)
        elif element.tag == "figure":
            yield from self.paragraph(self.inline(element), Place("figure"))
        elif element.tag in {"h2", "h3", "blockquote"}:
            yield from self.read(element, Place(element.tag))
        else:
            yield from self.read(element, place)

    def items(self, element, level):
        key = next(self.lists)
        items = element.iterchildren("li")
        first = element.get("start", "")  # which was not always checked when a text was saved
        first = int(first) if START.fullmatch(first) else 1
        for number, item in enumerate(items, start=first):
            place = Place(element.tag, level, key, number)
            for index, block in enumerate(self.read(item, place)):
                is_further = index and isinstance(block, Paragraph) and block.place == place
                yield block._replace(place=place._replace(number=0)) if is_further else block

    def paragraph(self, runs, place):
        has_words = [bool(run.note or run.text.strip()) for run in runs]
        if any(has_words):
            runs = runs[has_words.index(True) : len(runs) - has_words[::-1].index(True)]
            runs[0] = runs[0]._replace(text=runs[0].text.lstrip())
            runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip())
            yield Paragraph(runs, place)

    def table(self, element):
        caption = element.find("caption")
        return Table(
            "" if caption is None else caption.text_content().strip(),
            [
                [self.cell(cell) for cell in row.iterchildren("td", "th")]
                for row in element.iter("tr")
            ],
        )

    def cell(self, element):
        return Cell(
            Paragraph(self.inline(element)),
            element.tag == "th",
            int(element.get("colspan", 1)),
            int(element.get("rowspan", 1)),
        )

    def inline(self, element, marks=frozenset(), language="", address=""):
        classes = {*element.get("class", "").split()}
        if classes & SKIPPED:
            return []
        if "ref" in classes:
            return [Run("", note=int(element.text))]
        if element.tag == "br":
            return [Run("\n")]
        inherited = (
            marks | ({element.tag} & MARKS),
            element.get("lang", language),
            self.absolute(element.get("href")) if element.get("href") else address,
        )
        runs = self.text(element.text, *inherited)
        for child in element:
            runs += self.inline(child, *inherited) + self.text(child.tail, *inherited)
        return runs

    def absolute(self, address):
        """The text without a link if the address is not valid, as //[ is not."""
        try:
            return urljoin(self.base, address)
        except ValueError:
            return ""

    def text(self, text, *inherited):
        return [Run(SPACE.sub(" ", text), *inherited)] if text else []
