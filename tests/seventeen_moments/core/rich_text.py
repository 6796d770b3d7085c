"""Footnotes as the editor writes them, and a judge of clean HTML."""

import re
from html.parser import HTMLParser

from seventeen_moments.core.richtext import BLOCKS, MARKS

REFERENCE = '<a class="ref" id="r{0}" href="#n{0}" role="doc-noteref">{0}</a>'


def note(html, css_class="footnote"):
    return f'<span class="{css_class}">{html}</span>'


class Judge(HTMLParser):
    """Collects all markup that an editor may not write."""

    TAGS = BLOCKS | MARKS | {"br"}
    ATTRIBUTES = {
        "a": {"href", "title", "data-source"},
        "figure": {"data-source"},
        "ol": {"start"},
        "span": {"class"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
    }

    def __init__(self):
        super().__init__()
        self.offences = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.TAGS:
            self.offences.append(tag)
        for name, value in attrs:
            schemeless = ":" not in value or value.startswith(("http:", "https:", "mailto:"))
            allowed = name in self.ATTRIBUTES.get(tag, ())
            if name == "href":
                allowed = allowed and schemeless
            if name == "data-source":
                allowed = allowed and re.fullmatch(r"[a-z]{4,9}-[0-9]+", value)
            if not allowed:
                self.offences.append(f"{tag} {name}={value}")

    def handle_comment(self, data):
        self.offences.append(f"comment {data}")

    handle_decl = unknown_decl = handle_pi = handle_comment


class RenderedJudge(Judge):
    TAGS = Judge.TAGS | {"div"}
    ATTRIBUTES = Judge.ATTRIBUTES | {
        "div": {"class", "tabindex", "role", "aria-label"},
        "a": {"href", "title", "data-source", "class", "id", "role"},
        "span": {"lang"},
    }


def offences(html, judge=Judge):
    judge = judge()
    judge.feed(html)
    judge.close()
    return judge.offences
