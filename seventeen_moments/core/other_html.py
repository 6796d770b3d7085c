"""HTML that others wrote, in the tags of the editor, before it is cleaned.

A tag that is only dropped leaves its words at those of its neighbours: <div>a</div><div>b</div>
would be "ab". Pasting does the same in the browser (pasted_blocks.js); this is for imports, and for
browsers without JavaScript.
"""

import re
from html.parser import HTMLParser

import nh3

from .nesting import BLOCKS, MARKS

RENAMED = {
    "b": "strong",
    "i": "em",
    "h1": "h2",
    "h4": "h3",
    "h5": "h3",
    "h6": "h3",
    "dir": "ul",
    "menu": "ul",
}
UNKNOWN = {
    *("address", "article", "aside", "center", "dd", "details", "dialog", "div", "dl", "dt"),
    *("fieldset", "footer", "form", "header", "hgroup", "hr", "legend", "main", "nav", "optgroup"),
    *("option", "pre", "search", "section", "summary"),
}
OTHERS = {*RENAMED, *UNKNOWN, "q"}
FOUND = re.compile(rf"<(?:{'|'.join(sorted(OTHERS))})\b", re.IGNORECASE)
CELL = re.compile(r"<(?=t[rdh]\b)", re.IGNORECASE)
TABLE = re.compile(r"<table\b", re.IGNORECASE)
ONE_LINE = {"p", "h2", "h3", "caption", "figcaption"}  # no paragraph begins in them

# Elements are closed in order, which the translation relies on.
_parser = nh3.Cleaner(
    tags=BLOCKS | MARKS | OTHERS | {"br"},
    clean_content_tags={"script", "style", "title"},
    generic_attribute_prefixes={"data-"},
    attributes={
        "*": {"class"},
        "a": {"href", "title"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    link_rel=None,
)


def translate(html):
    """Leaves HTML with the editor’s tags as it is."""
    if not TABLE.search(html):
        html = CELL.sub(" <", html)  # a parser drops the tags of cells without a table
    if not FOUND.search(html):
        return html
    translator = _Translator()
    translator.feed(_parser.clean(html))
    translator.close()
    translator.end_run(at_unknown=True)
    return "".join(translator.output)


class _Translator(HTMLParser):
    """Makes paragraphs of text that begins or ends at a block which the editor does not know."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.output = []
        self.run = []  # since the last tag of a block
        self.has_words = False
        self.after_unknown = False
        self.blocks = []  # that are open
        self.preformatted = 0

    def handle_starttag(self, tag, attrs):
        name = RENAMED.get(tag, tag)
        html = self.get_starttag_text() if name == tag else f"<{name}>"
        if tag == "q":
            self.run.append("“")
        elif tag in UNKNOWN:
            self.end_run(at_unknown=True)
            self.preformatted += tag == "pre"
        elif name in BLOCKS:
            self.end_run(at_unknown=False)
            self.blocks.append(name)
            self.output.append(html)
        else:
            self.run.append(html)

    def handle_endtag(self, tag):
        name = RENAMED.get(tag, tag)
        if tag == "q":
            self.run.append("”")
        elif tag in UNKNOWN:
            self.end_run(at_unknown=True)
            self.preformatted -= tag == "pre"
        elif name in BLOCKS:
            self.end_run(at_unknown=False)
            self.blocks.pop()
            self.output.append(f"</{name}>")
        else:
            self.run.append(f"</{name}>")

    def handle_data(self, data):
        self.has_words = self.has_words or bool(data.strip())
        self.run.append(data.strip("\n").replace("\n", "<br>") if self.preformatted else data)

    def handle_entityref(self, name):
        self.handle_data(f"&{name};")

    def handle_charref(self, name):
        self.handle_data(f"&#{name};")

    def end_run(self, at_unknown):
        run = "".join(self.run)
        if not self.has_words or not (at_unknown or self.after_unknown):
            self.output.append(run)
        elif self.blocks and self.blocks[-1] in ONE_LINE:
            self.output += [run, " "]
        else:
            self.output += ["<p>", run.strip(), "</p>"]
        self.run, self.has_words, self.after_unknown = [], False, at_unknown
