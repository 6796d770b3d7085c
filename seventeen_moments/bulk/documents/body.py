"""The text of a document as the rich text of an essay."""

import re
from collections import Counter
from typing import NamedTuple

from lxml import etree, html

BYLINE = re.compile(r"(?:by|von|par|por|автор[ы]?:?)\s+(\S.*)", re.IGNORECASE)
LONGEST_BYLINE = 100  # characters: what is longer is a paragraph that begins with “By”
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)  # for the parts of a file


class Picture(NamedTuple):
    source: str  # the `src` in the tree
    description: str
    caption: str


class Body(NamedTuple):
    title: str
    byline: str
    html: str  # with <img src> where a picture stands
    pictures: list
    found: Counter


def read_body(tree):
    """The body of a tree that mammoth or opendocument.py made."""
    title, byline = _take_title(tree)
    _level_headings(tree)
    pictures = _take_captions(tree)
    _arrange_tables(tree)
    for paragraph in tree.xpath(".//p"):
        if not paragraph.text_content().strip() and not paragraph.xpath(".//img"):
            paragraph.drop_tree()
    found = Counter(
        paragraphs=len(tree.xpath("./p | ./blockquote/p")),
        headings=len(tree.xpath("./h2 | ./h3")),
        notes=len(tree.xpath(".//span[@class='footnote']")),
        tables=len(tree.xpath(".//table")),
        pictures=len(pictures),
        languages=len(set(tree.xpath(".//span[starts-with(@class, 'lang-')]/@class"))),
    )
    words = "".join(html.tostring(child, encoding="unicode") for child in tree)
    return Body(title, byline, words, pictures, found)


def _take_title(tree):
    titles = tree.xpath("./h1[@class='title']") or tree.xpath("./*[normalize-space()][1][self::h1]")
    if not titles:
        return "", ""
    title = titles[0]
    following = title.getnext()
    title.drop_tree()
    if following is None:
        return _words(title), ""
    words = _words(following)
    match = len(words) <= LONGEST_BYLINE and BYLINE.fullmatch(words)
    if following.get("class") == "byline" or match:
        following.drop_tree()
        return _words(title), match[1] if match else words
    return _words(title), ""


def _level_headings(tree):
    """The highest level becomes h2, all others h3."""
    headings = tree.xpath("|".join(f".//h{level}" for level in range(1, 7)))
    highest = min((heading.tag for heading in headings), default="")
    for heading in headings:
        heading.tag = "h2" if heading.tag == highest else "h3"


def _take_captions(tree):
    """A picture stands between paragraphs; the caption below it becomes its own."""
    pictures, latest = [], {}  # the latest picture of each block
    for picture in tree.xpath(".//img"):
        if not picture.get("src"):
            picture.drop_tree()
            continue
        around = [picture, *picture.iterancestors()]
        block = next(above for above in around if above.getparent() is tree)
        caption = picture.get("title", "")
        following = block.getnext()
        if not caption and following is not None and following.get("class") == "caption":
            caption = _words(following)
            following.drop_tree()
        pictures.append(Picture(picture.get("src"), picture.get("alt", ""), caption))
        bare = html.Element("img", src=picture.get("src"))
        if block is picture:
            replace(picture, bare)
            continue
        latest.get(block, block).addnext(bare)
        latest[block] = bare
        picture.drop_tree()
    return pictures


def _arrange_tables(tree):
    for table in tree.xpath(".//table"):
        for near in (table.getprevious(), table.getnext()):
            if near is not None and near.get("class") == "caption":
                caption = html.Element("caption")
                move_words(near, caption)
                table.insert(0, caption)
                near.drop_tree()
                break


def _words(element):
    return " ".join(element.text_content().split())


def move_words(source, target):
    """Moves the content of paragraphs into one line."""
    blocks = source.xpath(".//p") or [source]
    for block in blocks:
        separator = " " if len(target) or target.text else ""
        _append(target, separator + (block.text or ""))
        for child in list(block):
            target.append(child)  # with its tail


def _append(target, words):
    if len(target):
        target[-1].tail = (target[-1].tail or "") + words
    else:
        target.text = (target.text or "") + words


def strip(element):
    """Removes the spaces at both ends of a line."""
    element.text = (element.text or "").lstrip()
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip()
    else:
        element.text = element.text.rstrip()


def replace(old, new):
    new.tail = old.tail
    old.getparent().replace(old, new)


def as_authors(byline):
    """A line for each person, family name first; the form shows the guess."""
    people = re.split(r"\s+(?:and|und|et|y|и)\s+|[,;&]", byline)
    return "\n".join(map(_inverted, filter(None, map(str.strip, people))))


def _inverted(name):
    given, _space, family = name.rpartition(" ")
    words = given.split()
    while words and words[-1].islower():  # von, de la
        family = f"{words.pop()} {family}"
    return f"{family}, {' '.join(words)}" if words else family
