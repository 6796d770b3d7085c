"""Reads an OpenDocument text (.odt). By hand: no library that is kept turns one into HTML.

OpenDocument 1.3, part 3: content.xml has the text and the styles that only it uses, styles.xml
the others.
"""

import re
from collections import Counter
from html import escape
from zipfile import ZipFile

from lxml import etree, html

from seventeen_moments.core.languages import is_written_in
from seventeen_moments.core.richtext import LANGUAGES

from .body import PARSER

SPACES = {
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "math": "http://www.w3.org/1998/Math/MathML",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
PREFIXES = {space: prefix for prefix, space in SPACES.items()}
PARAGRAPH, NOTE = f"{{{SPACES['text']}}}p", f"{{{SPACES['text']}}}note"
PARAGRAPHS = {  # by the style from which that of a paragraph derives
    "Title": ("h1", "title"),
    "Subtitle": ("p", "subtitle"),
    "Author": ("p", "byline"),
    "Caption": ("p", "caption"),
    "Quotations": ("blockquote", ""),
}
LEFT_OUT = {
    "text:tracked-changes": "deletions",
    "office:annotation": "comments",
    "draw:object": "objects",
    "text:table-of-content": "contents",
}
WITHOUT_WORDS = {*LEFT_OUT, "office:forms", "text:sequence-decls", "svg:title", "svg:desc"}
BLOCKS = {
    "text:list-item": "li",
    "text:list-header": "li",
    "table:table": "table",
    "table:table-header-rows": "thead",
    "table:table-row": "tr",
}
SIGNS = {"text:line-break": "<br>", "text:s": " ", "text:tab": " "}
PICTURE = re.compile("<img[^>]*>")
MOST_SPANNED = 100  # columns or rows
MOST_PARENTS = 20  # of a style
NUMBER = re.compile("[0-9]{1,4}")


def read(path, store_picture):
    """As word.read(). A damaged file raises what zipfile, lxml and KeyError say."""
    with ZipFile(path) as archive:
        content = etree.fromstring(archive.read("content.xml"), PARSER)
        styles = _Styles(content, etree.fromstring(archive.read("styles.xml"), PARSER))
        writer = _Writer(archive, styles, store_picture)
        text = content.find("office:body/office:text", SPACES)
        words = writer.blocks(text) if text is not None else ""
    body, language = html.fragment_fromstring(words, create_parent="div"), styles.language()
    for same in body.xpath(".//span[@class=$name]", name=f"lang-{language}"):
        same.drop_tag()
    return body, language, writer.left_out


def name_of(element):
    """Such as “text:p”."""
    if not isinstance(element.tag, str):  # a comment
        return ""
    space, _brace, name = element.tag[1:].partition("}")
    return f"{PREFIXES.get(space, '?')}:{name}"


def _number(element, name):
    match = NUMBER.fullmatch(value(element, name))
    return int(match[0]) if match else 1


def value(element, name, default=""):
    prefix, _colon, local = name.partition(":")
    return element.get(f"{{{SPACES[prefix]}}}{local}", default)


class _Styles:
    def __init__(self, *parts):
        self.styles, self.ordered = {}, set()
        self.default = ""
        for part in parts:
            for style in part.iter(f"{{{SPACES['style']}}}style"):
                self.styles[value(style, "style:family"), value(style, "style:name")] = style
            for style in part.iter(f"{{{SPACES['text']}}}list-style"):
                if style.find("text:list-level-style-number", SPACES) is not None:
                    self.ordered.add(value(style, "style:name"))
            for style in part.iter(f"{{{SPACES['style']}}}default-style"):
                if value(style, "style:family") == "paragraph":
                    self.default = self._property(style, "fo:language")
        self.letters = Counter()

    def language(self):
        return max(self.letters, key=self.letters.get, default=self.default)

    def chain(self, family, name):
        """The style and those from which it derives."""
        for _parent in range(MOST_PARENTS):  # they may derive from each other
            style = self.styles.get((family, name))
            if style is None:
                return
            yield name, style
            name = value(style, "style:parent-style-name")

    def find(self, family, name, attribute):
        values = (self._property(style, attribute) for _name, style in self.chain(family, name))
        return next(filter(None, values), "")

    def _property(self, style, attribute):
        properties = style.find("style:text-properties", SPACES)
        return "" if properties is None else value(properties, attribute)


class _Writer:
    def __init__(self, archive, styles, store_picture):
        self.archive, self.styles, self.store_picture = archive, styles, store_picture
        self.left_out = Counter()

    def blocks(self, parent):
        return "".join(self.block(child) for child in parent)

    def block(self, element):
        name = name_of(element)
        if name in WITHOUT_WORDS:
            return self.leave_out(element, name)
        if tag := BLOCKS.get(name):
            return f"<{tag}>{self.blocks(element)}</{tag}>"
        return WRITERS.get(name, _Writer.blocks)(self, element)

    def heading(self, element):
        level = min(max(_number(element, "text:outline-level"), 1), 6)
        return f"<h{level}>{self.inline(element)}</h{level}>"

    def list(self, element):
        tag = "ol" if value(element, "text:style-name") in self.styles.ordered else "ul"
        return f"<{tag}>{self.blocks(element)}</{tag}>"

    def paragraph(self, element):
        style = value(element, "text:style-name")
        chain = [name for name, _style in self.styles.chain("paragraph", style)]
        tag, css = next((PARAGRAPHS[name] for name in chain if name in PARAGRAPHS), ("p", ""))
        words = self.inline(element)
        if tag == "blockquote":
            return f"<blockquote><p>{words}</p></blockquote>"
        return f'<{tag} class="{css}">{words}</{tag}>' if css else f"<{tag}>{words}</{tag}>"

    def cell(self, element):
        is_heading = name_of(element.getparent().getparent()) == "table:table-header-rows"
        tag, attributes = "th" if is_heading else "td", ""
        for spanned, attribute in [("columns", "colspan"), ("rows", "rowspan")]:
            number = _number(element, f"table:number-{spanned}-spanned")
            if 1 < number <= MOST_SPANNED:
                attributes += f' {attribute}="{number}"'
        return f"<{tag}{attributes}>{self.blocks(element)}</{tag}>"

    def inline(self, element):
        parts = [self.words(element, element.text)]
        for child in element:
            parts += [self.inline_child(child), self.words(element, child.tail)]
        return "".join(parts)

    def words(self, element, text):
        language = self.language(element)
        self.styles.letters[language] += sum(map(str.isalpha, text or ""))
        return escape(text or "")

    def language(self, element):
        family = "text" if name_of(element) == "text:span" else "paragraph"
        style = value(element, "text:style-name")
        return self.styles.find(family, style, "fo:language") or self.styles.default

    def inline_child(self, element):
        name = name_of(element)
        if name in WITHOUT_WORDS:
            return self.leave_out(element, name)
        if name in SIGNS:
            return SIGNS[name]
        return INLINE_WRITERS.get(name, _Writer.inline)(self, element)

    def link(self, element):
        return f'<a href="{escape(value(element, "xlink:href"))}">{self.inline(element)}</a>'

    def span(self, element):
        style = value(element, "text:style-name")
        words = self.inline(element)
        if self.styles.find("text", style, "fo:font-weight") == "bold":
            words = f"<strong>{words}</strong>"
        if self.styles.find("text", style, "fo:font-style") == "italic":
            words = f"<em>{words}</em>"
        position = self.styles.find("text", style, "style:text-position").partition(" ")[0]
        if position not in {"", "0%"}:
            tag = "sub" if position == "sub" or position.startswith("-") else "sup"
            words = f"<{tag}>{words}</{tag}>"
        language = self.styles.find("text", style, "fo:language")
        text = "".join(element.itertext())
        if language in LANGUAGES and is_written_in(language, text):
            words = f'<span class="lang-{language}">{words}</span>'
        return words

    def note(self, element):
        # Those in a paragraph of the note, in a box for example, are written with it.
        own = [
            paragraph
            for paragraph in element.iterfind("text:note-body//text:p", SPACES)
            if next(paragraph.iterancestors(PARAGRAPH, NOTE)) is element
        ]
        words = " ".join(self.inline(paragraph).strip() for paragraph in own)
        return f'<span class="footnote">{words}</span>'

    def frame(self, element):
        image = element.find("draw:image", SPACES)
        if element.find("draw:object", SPACES) is not None:
            return self.leave_out(element, "draw:object")
        if image is None:
            return self.box(element)
        words = [element.findtext(name, "", SPACES) for name in ("svg:desc", "svg:title")]
        description = " ".join(next(filter(None, words), "").split())
        try:
            with self.archive.open(value(image, "xlink:href").removeprefix("./")) as file:
                source = self.store_picture(file)
        except KeyError:  # the picture is not in the file
            source = None
        self.left_out["pictures"] += source is None
        return f'<img src="{source}" alt="{escape(description)}">' if source else ""

    def box(self, element):
        """A box with text. If a picture is in it, the words are its caption."""
        words = " ".join(map(self.inline, element.iterfind("draw:text-box/text:p", SPACES)))
        caption = " ".join(html.fromstring(f"<p>{words}</p>").text_content().split())
        pictures = PICTURE.findall(words)
        titled = f'<img title="{escape(caption)}"'
        return "".join(pictures).replace("<img", titled) if pictures else words

    def leave_out(self, element, name):
        if name == "text:tracked-changes":
            self.left_out["deletions"] += len(element.findall(".//text:deletion", SPACES))
        elif name in LEFT_OUT:
            self.left_out[LEFT_OUT[name]] += 1
        return ""


WRITERS = {
    "text:h": _Writer.heading,
    "text:p": _Writer.paragraph,
    "text:list": _Writer.list,
    "table:table-cell": _Writer.cell,
    "draw:frame": _Writer.frame,
}
INLINE_WRITERS = {
    "text:span": _Writer.span,
    "text:a": _Writer.link,
    "text:note": _Writer.note,
    "draw:frame": _Writer.frame,
}
