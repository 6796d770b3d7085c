"""Rich text: what an editor may write, how it is cleaned, how footnotes are numbered.

The editor stores a footnote in place, as <span class="footnote">, and a passage in another
language as <span class="lang-ru">. `render` turns the first into numbered notes with links there
and back (DPUB-ARIA doc-noteref, doc-backlink) and the second into lang="ru" with its direction.
A link to a source is <a data-source="text-12">. Its target depends on other objects, and is filled
in when the page is read (essays/source_links.py).
"""

import json
import re
from html import escape
from html.parser import HTMLParser
from itertools import groupby
from typing import NamedTuple

import nh3
from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext_lazy
from django_prose_editor.fields import ProseEditorField

from . import editor_words, languages, other_html
from .editor_blocks import FIGURE, TABLE, paste_report_words
from .kinds import kinds_by_name
from .nesting import BLOCKS, MARKS, shallow
from .precomputing import precomputed
from .tables import uniform

LANGUAGES = languages.of_passages()
FOOTNOTE = "footnote"
SOURCE = re.compile(r"([a-z]+)-[1-9][0-9]{0,17}")

EXTENSIONS = {
    "Footnote": editor_words.FOOTNOTE,
    "NoteList": editor_words.NOTE_LIST,
    "TextClass": {
        "cssClasses": [
            {"className": f"lang-{code}", "title": name} for code, name in LANGUAGES.items()
        ],
        "words": editor_words.LANGUAGE,
    },
    "SourceLink": {
        "words": {
            "button": gettext_lazy("Source"),
            "title": gettext_lazy("Link to a source of this essay"),
            "search": gettext_lazy("Search"),
            "unsaved": gettext_lazy("Save the essay first: its sources will then be listed here."),
            "empty": gettext_lazy("This essay has no sources yet."),
            "none": gettext_lazy("No source matches."),
            "failed": gettext_lazy(
                "The sources could not be loaded. Please try again in a moment."
            ),
            "remove": gettext_lazy("Remove the link"),
            "cancel": gettext_lazy("Cancel"),
        }
    },
    "SourceFigure": {"words": FIGURE},
    "Table": {"words": TABLE},
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "PastedText": True,
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "Blockquote": True,
    "BulletList": True,
    "OrderedList": editor_words.NUMBERED_LIST,
    "ListItem": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Menu": {
        "groups": [
            {"group": group}
            for group in [
                *("marks", "notes", "sources", "table", "link", "nodes", "languages"),
                *("history", "help"),
            ]
        ]
    },
    "Toolbar": editor_words.TOOLBAR,
    "OwnStyleSheet": True,
    "NoSpellCheck": False,
}

START = re.compile(r"-?[0-9]{1,9}")  # of a numbered list
# Names of places in our pages. Those that programs give to notes have digits and signs.
PLACE = re.compile(r"#(p[0-9]+|[a-z]+(-[a-z]+)*)")


def _is_source_key(value):
    match = SOURCE.fullmatch(value)
    if not match:
        return False
    if kind := kinds_by_name().get(match[1]):
        return kind.source_kind.is_citable
    # The app of a kind may be removed and come back, so links to its sources stay.
    return all(model._meta.model_name != match[1] for model in apps.get_models())


def _filter_attribute(tag, attribute, value):
    if attribute == "data-source":
        return value if _is_source_key(value) else None
    if attribute == "start":
        return value if START.fullmatch(value) else None
    if attribute == "href":
        is_dead = not value or (value.strip()[0:1] == "#" and not PLACE.fullmatch(value))
        return None if is_dead else value
    return None if attribute == "title" and not value else value  # the editor leaves it empty


_cleaner = nh3.Cleaner(
    tags=BLOCKS | MARKS | {"br"},
    attributes={
        "*": set(),
        "a": {"href", "title", "data-source"},
        "figure": {"data-source"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    attribute_filter=_filter_attribute,
    allowed_classes={"span": {FOOTNOTE, *(f"lang-{code}" for code in LANGUAGES)}},
    clean_content_tags={"script", "style", "title"},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


@precomputed
def clean(html):
    """Drops HTML that an editor may not write. An empty document becomes the empty string."""
    cleaned = other_html.translate(shallow(html.replace("\0", "")))
    # When cleaned HTML is parsed again, a tag may move: browsers, too, move a list item out of a
    # span. Three rounds were enough for all HTML that was tried.
    for _ in range(9):
        earlier, cleaned = cleaned, uniform(_cleaner.clean(shallow(cleaned)))
        if cleaned == earlier:
            break
    return "" if cleaned == "<p></p>" else cleaned


class RichTextField(ProseEditorField):
    """Stores clean HTML on every path to the database: save, bulk, update, fixtures.

    A model with this field extends DerivedFieldsMixin, so that the rendered HTML is stored on the
    same paths.
    """

    def __init__(self, *args, sources=True, **kwargs):
        """`sources`: whether the page has sources, which the text may link and show."""
        left_out = set() if sources else {"SourceLink", "SourceFigure"}
        extensions = {name: EXTENSIONS[name] for name in EXTENSIONS if name not in left_out}
        super().__init__(*args, extensions=extensions, sanitize=clean, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def formfield(self, **kwargs):
        field = super().formfield(**kwargs)
        field.widget.attrs["lang"] = settings.CONTENT_LANGUAGE  # for the browser's spell check
        field.widget.attrs["data-pasted"] = json.dumps(paste_report_words())
        return field

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return clean(value) if isinstance(value, str) else value


class Mark(NamedTuple):
    """Inline markup. Without an opening tag it is not written."""

    tag: str
    opening: str
    note: bool = False


class Run(NamedTuple):
    """A piece of inline HTML with its words, and the marks around it from the outside in."""

    html: str
    text: str
    marks: tuple
    note: int | None = None  # differs between notes that touch; None outside of notes


class Rendered(NamedTuple):
    html: str
    notes: list  # the HTML of each note, in order
    text: str  # plain text without the notes


@precomputed
def render(html):
    """Renders clean HTML for readers. Notes are taken out and numbered from 1."""
    renderer = _Renderer()
    renderer.feed(html)
    renderer.close()
    renderer.flush()
    text = " ".join("".join(renderer.words).split())
    return Rendered("".join(renderer.output), renderer.notes, text)


class _Renderer(HTMLParser):
    """Collects the runs of a block, then writes them.

    The editor once split a footnote with an italic word into several spans, each marked as a
    footnote. Notes that touch are therefore one note if other marks begin or end between them,
    and two notes if nothing does. The editor reads them in the same way (editor_notes.js).
    """

    def __init__(self):
        super().__init__()
        self.output = []
        self.notes = []
        self.words = []
        self.runs = []
        self.open_marks = []
        self.marks = {}  # how often each is open: the same mark twice is written once
        self.in_caption = False  # of a figure
        self.table = None  # where its opening tag is in the output, and its first word
        self.note = 0
        self.note_just_ended = False

    @property
    def in_note(self):
        return any(mark.note for mark in self.marks)

    def handle_starttag(self, tag, attrs):
        if tag == "figcaption":
            self.in_caption = True
            self.output.append("<figcaption>")
        elif tag in MARKS:
            mark = _mark(tag, dict(attrs))
            self.note += mark.note and self.note_just_ended and not self.in_note
            self.note_just_ended = False
            self.open_marks.append(mark)
            self.marks[mark] = self.marks.get(mark, 0) + 1
        elif tag == "br":
            self.add_run("<br>", " ")
        elif tag in BLOCKS:
            self.flush()
            if tag == "table":
                self.table = len(self.output), len(self.words)
            self.output.append(_opening(tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag == "figcaption":
            self.in_caption = False
            self.output.append("</figcaption>")
        elif tag in MARKS:
            mark = self.open_marks.pop()
            self.marks[mark] -= 1
            if not self.marks[mark]:
                del self.marks[mark]
            self.note_just_ended = mark.note
        elif tag in BLOCKS:
            self.flush()
            self.output.append(f"</{tag}>")
            if tag in {"caption", "tr"} and self.table:
                self.open_region(*self.table)
            if tag == "table":
                self.output.append("</div>")

    def open_region(self, place, first_word):
        """A wide table scrolls by itself, by keyboard too: its caption or first row is the name."""
        name = escape(" ".join("".join(self.words[first_word:]).split()))
        role = f' role="region" aria-label="{name}"' if name else ""
        self.output.insert(place, f'<div class="table" tabindex="0"{role}>')
        self.table = None

    def handle_data(self, data):
        if self.in_caption:  # readers see the caption of the source, or none
            self.output.append(escape(data, quote=False))
        else:
            self.add_run(escape(data, quote=False), data)

    def add_run(self, html, text):
        note = self.note if self.in_note else None
        self.note_just_ended = False
        self.runs.append(Run(html, text, tuple(self.marks), note))

    def flush(self):
        for note, group in groupby(self.runs, key=lambda run: run.note):
            runs = list(group)
            words = "".join(run.text for run in runs)
            if note is not None and words.strip():
                self.notes.append(_write(runs))
                n = len(self.notes)
                link = f'<a class="ref" id="r{n}" href="#n{n}" role="doc-noteref">{n}</a>'
                self.output.append(link)
            else:
                self.output.append(_write(runs))
                self.words.append(words)
        self.words.append(" ")
        self.runs = []


def _mark(tag, attrs):
    if "data-source" in attrs:
        attrs = {"data-source": attrs["data-source"]}
    classes = attrs.pop("class", "").split()
    tags = [name.removeprefix("lang-") for name in classes if name != FOOTNOTE]
    if tags:
        attrs["lang"] = tags[-1]
        if languages.direction(tags[-1]) == "rtl":
            attrs["dir"] = "rtl"
    bare = tag in {"a", "span"} and not attrs
    return Mark(tag, "" if bare else _opening(tag, attrs), FOOTNOTE in classes)


def _opening(tag, attrs):
    attributes = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs.items())
    return f"<{tag}{attributes}>"


def _write(runs):
    """The HTML of the runs. Each mark is opened once for adjacent runs, links as the outermost."""
    output, open_marks = [], []
    for run in [*runs, Run("", "", ())]:
        marks = [mark for mark in run.marks if mark.opening]
        marks.sort(key=lambda mark: mark.tag != "a")
        common = 0
        while common < min(len(marks), len(open_marks)) and marks[common] == open_marks[common]:
            common += 1
        output += [f"</{mark.tag}>" for mark in reversed(open_marks[common:])]
        output += [mark.opening for mark in marks[common:]]
        output.append(run.html)
        open_marks = marks
    return "".join(output)
