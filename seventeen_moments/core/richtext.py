"""Rich text: what an editor may write, how it is cleaned, how footnotes are numbered.

The editor stores a footnote where it is called, as <span class="footnote">, and a passage in
another language as <span class="lang-ru">. `render` turns the one into numbered notes with
links there and back (DPUB-ARIA doc-noteref, doc-backlink) and the other into lang="ru".
A passage that cites a source is <a data-source="text-12">; what the link shows depends on other
rows, and is filled in when the page is read (essays/citing.py).
"""

import re
from functools import cache
from html import escape
from html.parser import HTMLParser
from itertools import groupby
from typing import NamedTuple

import nh3
from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext_lazy
from django_prose_editor.fields import ProseEditorField

from .kinds import kinds_by_name
from .nesting import BLOCKS, MARKS, shallow
from .precomputing import precomputed

LANGUAGES = {
    "ru": gettext_lazy("Russian"),
    "ru-Latn": gettext_lazy("Russian in Latin letters"),
    "uk": gettext_lazy("Ukrainian"),
    "de": gettext_lazy("German"),
    "fr": gettext_lazy("French"),
    "la": gettext_lazy("Latin"),
}
FOOTNOTE = "footnote"
SOURCE = re.compile(r"([a-z]+)-[1-9][0-9]{0,17}")

EXTENSIONS = {
    # Before the other marks, so that a footnote encloses its own italics.
    "TextClass": {
        "cssClasses": [
            {"className": FOOTNOTE, "title": gettext_lazy("Footnote")},
            *({"className": f"lang-{code}", "title": name} for code, name in LANGUAGES.items()),
        ]
    },
    "SourceLink": {
        "words": {
            "button": gettext_lazy("Source"),
            "title": gettext_lazy("Link to a source of this essay"),
            "search": gettext_lazy("Search"),
            "unsaved": gettext_lazy("Save the essay first: its sources then stand here."),
            "empty": gettext_lazy("This essay has no sources yet."),
            "none": gettext_lazy("No source has these words."),
            "failed": gettext_lazy("The sources could not be fetched. Try again in a moment."),
            "remove": gettext_lazy("Remove the link"),
            "cancel": gettext_lazy("Cancel"),
        }
    },
    "PastedText": True,
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "Blockquote": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Menu": {
        "groups": [
            {"group": group}
            for group in ["nodes", "marks", "link", "sources", "notes", "languages", "history"]
        ]
    },
    "OwnStyleSheet": True,
    "NoSpellCheck": False,
}

START = re.compile(r"-?[0-9]{1,9}")  # of a numbered list


def _names_source(value):
    match = SOURCE.fullmatch(value)
    if not match:
        return False
    if kind := kinds_by_name().get(match[1]):
        return kind.source_kind.is_citable
    # An app that brought a kind may be gone, and come back: a link to such a source stays.
    return match[1] not in _names_of_models()


@cache
def _names_of_models():
    return {model._meta.model_name for model in apps.get_models()}


def _checked(tag, attribute, value):
    if attribute == "data-source":
        return value if _names_source(value) else None
    if attribute == "start":
        return value if START.fullmatch(value) else None
    return None if attribute == "title" and not value else value  # the editor leaves it empty


_cleaner = nh3.Cleaner(
    tags=BLOCKS | MARKS | {"br"},
    attributes={"*": set(), "a": {"href", "title", "data-source"}, "ol": {"start"}},
    attribute_filter=_checked,
    allowed_classes={"span": {FOOTNOTE, *(f"lang-{code}" for code in LANGUAGES)}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


@precomputed
def clean(html):
    """The HTML without what an editor may not write; an empty document is the empty string."""
    cleaned = html.replace("\0", "")
    # Cleaned HTML, parsed again, may come out with a tag in another place (browsers, too, move
    # a list item out of a span). At most three rounds were ever seen to settle it.
    for _ in range(9):
        earlier, cleaned = cleaned, _cleaner.clean(shallow(cleaned))
        if cleaned == earlier:
            break
    return "" if cleaned == "<p></p>" else cleaned


class RichTextField(ProseEditorField):
    """Stores clean HTML on every path to the database: save, bulk, update, fixtures.

    A model with this field extends DerivedFieldsMixin, so what is rendered from the HTML is stored
    on the same paths.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, extensions=EXTENSIONS, sanitize=clean, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def formfield(self, **kwargs):
        field = super().formfield(**kwargs)
        field.widget.attrs["lang"] = settings.LANGUAGE_CODE  # for the browser's spell check
        return field

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return clean(value) if isinstance(value, str) else value


class Mark(NamedTuple):
    """Inline markup as it will be written; without an opening tag it leaves no trace."""

    tag: str
    opening: str
    note: bool = False


class Run(NamedTuple):
    """A piece of inline HTML, its words, and the marks around it, the outermost first."""

    html: str
    text: str
    marks: tuple

    @property
    def in_note(self):
        return any(mark.note for mark in self.marks)


class Rendered(NamedTuple):
    html: str
    notes: list  # the HTML of each note, in the order of the numbers
    text: str  # the words alone, without the notes


@precomputed
def render(html):
    """Clean HTML as readers get it, with its notes taken out and numbered from 1."""
    renderer = _Renderer()
    renderer.feed(html)
    renderer.close()
    renderer.flush()
    return Rendered(
        "".join(renderer.written), renderer.notes, " ".join("".join(renderer.words).split())
    )


class _Renderer(HTMLParser):
    """Collects runs up to the edge of a block, then writes them.

    The editor splits a footnote with an italic word in it into pieces, each marked as a
    footnote; runs that touch are therefore one note.
    """

    def __init__(self):
        super().__init__()
        self.written = []
        self.notes = []
        self.words = []
        self.runs = []
        self.open_marks = []
        self.marks = {}  # how often each is open: twice is as good as once

    def handle_starttag(self, tag, attrs):
        if tag in MARKS:
            mark = _mark(tag, dict(attrs))
            self.open_marks.append(mark)
            self.marks[mark] = self.marks.get(mark, 0) + 1
        elif tag == "br":
            self.runs.append(Run("<br>", " ", tuple(self.marks)))
        elif tag in BLOCKS:
            self.flush()
            self.written.append(_opening(tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in MARKS:
            mark = self.open_marks.pop()
            self.marks[mark] -= 1
            if not self.marks[mark]:
                del self.marks[mark]
        elif tag in BLOCKS:
            self.flush()
            self.written.append(f"</{tag}>")

    def handle_data(self, data):
        self.runs.append(Run(escape(data, quote=False), data, tuple(self.marks)))

    def flush(self):
        for in_note, group in groupby(self.runs, key=lambda run: run.in_note):
            runs = list(group)
            words = "".join(run.text for run in runs)
            if in_note and words.strip():
                self.notes.append(_write(runs))
                self.written.append(_reference(len(self.notes)))
            else:
                self.written.append(_write(runs))
                self.words.append(words)
        self.words.append(" ")
        self.runs = []


def _mark(tag, attrs):
    if "data-source" in attrs:
        attrs = {"data-source": attrs["data-source"]}
    classes = attrs.pop("class", "").split()
    languages = [name.removeprefix("lang-") for name in classes if name != FOOTNOTE]
    if languages:
        attrs["lang"] = languages[-1]
    bare = tag in {"a", "span"} and not attrs
    return Mark(tag, "" if bare else _opening(tag, attrs), FOOTNOTE in classes)


def _opening(tag, attrs):
    written = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs.items())
    return f"<{tag}{written}>"


def _write(runs):
    """The runs with each mark opened once for as long as it lasts, links for the longest."""
    written, open_marks = [], []
    for run in [*runs, Run("", "", ())]:
        marks = [mark for mark in run.marks if mark.opening]
        marks.sort(key=lambda mark: mark.tag != "a")
        kept = 0
        while kept < min(len(marks), len(open_marks)) and marks[kept] == open_marks[kept]:
            kept += 1
        written += [f"</{mark.tag}>" for mark in reversed(open_marks[kept:])]
        written += [mark.opening for mark in marks[kept:]]
        written.append(run.html)
        open_marks = marks
    return "".join(written)


def _reference(number):
    return f'<a class="ref" id="r{number}" href="#n{number}" role="doc-noteref">{number}</a>'
