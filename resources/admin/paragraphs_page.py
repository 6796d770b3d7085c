"""The admin page that joins and splits the paragraphs of a source’s versions, side by side.

Each button sends the texts, and gets them back changed; nothing is saved until “Save draft”. So it
works without JavaScript. With it, paragraphs.js puts the answer into the open page.
"""

from itertools import zip_longest
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from seventeen_moments.editorial.fields_page import FieldsPage
from seventeen_moments.editorial.model_admin import is_key

from .. import paragraphs, parallel_text, timing, webvtt

OPERATION = "operation"  # name of the buttons


class Column(NamedTuple):
    name: str
    label: str
    language: str
    text: str
    errors: list


class Cell(NamedTuple):
    column: Column
    number: int  # of the part in its version
    words: str
    joins: bool  # whether a part follows
    ends_verse: bool
    places: list

    @property
    def key(self):
        """The number for attributes, where it is never localized."""
        return str(self.number)


class ParagraphsPage(FieldsPage):
    name = "paragraphs"
    title = _("Join and split paragraphs")
    template = "admin/resources/paragraphs.html"

    def __init__(self, model_admin):
        super().__init__(model_admin)
        self.kind = model_admin.model.source_kind
        self.fields = [*self.kind.parallel, *filter(None, [self.kind.timing])]

    def submit(self, request, row, form):
        # Browsers send line ends as \r\n, of two characters.
        for name in self.fields:
            sent = form.data.get(name, getattr(row, name))
            form.data[name] = webvtt.LINE_END.sub("\n", sent)
        if OPERATION in form.data:
            self._change(form.data, form.data[OPERATION])
            return {}
        return super().submit(request, row, form)

    def _change(self, data, operation):
        """Such as "split:original:3:120". Others show the texts again, as the button says."""
        verb, name, number, offset = [*operation.split(":"), "", "", ""][:4]
        if name not in self.kind.parallel or not is_key(number):
            return
        text, number, offset = data[name], int(number), int(offset) if is_key(offset) else 0
        by_line = self.kind.parallel_lines
        if verb == "join":
            data[name] = paragraphs.join(text, number, by_line)
        elif verb == "split":
            data[name] = paragraphs.split(text, number, offset, by_line)
        elif verb == "verse" and by_line:
            data[name] = paragraphs.end_verse(text, number)
        if self.kind.timing and name == self.kind.parallel[0]:
            self._retime(data, verb, number, offset, text)

    def _retime(self, data, verb, number, offset, before):
        """Keeps a time for each line."""
        old = paragraphs.parts(before, by_line=True)
        new = paragraphs.parts(data[self.kind.parallel[0]], by_line=True)
        try:
            cues = webvtt.parse(timing.to_webvtt(data[self.kind.timing]))
        except ValidationError:
            return  # saving reports it
        if len(cues) != len(old) or len(old) == len(new):
            return
        if verb == "join":
            cues = timing.join_cues(cues, number)
        else:
            cues = timing.split_cue(cues, number, offset / len(old[number].words))
        if len(cues) == len(new):
            timed = [(cue.start, cue.end, part.words) for cue, part in zip(cues, new, strict=True)]
            data[self.kind.timing] = webvtt.serialize(timed)

    def context(self, row, form):
        texts = form.data if form.is_bound else {name: form[name].value() for name in self.fields}
        is_refused = form.is_bound and OPERATION not in form.data
        for name in self.kind.parallel:
            setattr(row, name, texts[name])  # for the sentence; the row is not saved any more
        titled = parallel_text.columns_in(row.language, row.content_language)
        languages = {
            name: column.language for name, column in zip(self.kind.parallel, titled, strict=False)
        }
        columns = [
            Column(
                name,
                capfirst(row._meta.get_field(name).verbose_name),
                languages.get(name, ""),
                texts[name],
                form.errors.get(name, []) if is_refused else [],
            )
            for name in self.kind.parallel
        ]
        shown = [column for column in columns if column.text.strip()]
        return {
            "columns": columns,
            "shown": shown,
            "groups": groups(shown, self.kind.parallel_lines),
            "by_line": self.kind.parallel_lines,
            "differing": paragraphs.differing(row),
            "is_refused": is_refused,
            "timing": self.kind.timing and form[self.kind.timing],
        }


def groups(columns, by_line):
    """Rows of cells, None where a version has no more; those of a verse are one group."""
    versions = [_cells(column, by_line) for column in columns]
    if not by_line:
        return [list(zip_longest(*versions))]
    verses = zip_longest(*map(_verses, versions), fillvalue=[])
    return [list(zip_longest(*verse)) for verse in verses]


def _verses(cells):
    verses = [[]]
    for cell in cells:
        verses[-1].append(cell)
        if cell.ends_verse:
            verses.append([])
    return verses[:-1]


def _cells(column, by_line):
    parts = paragraphs.parts(column.text, by_line)
    last = len(parts) - 1
    return [
        Cell(
            column,
            number,
            part.words,
            joins=number < last,
            ends_verse=by_line and part.ends,
            places=paragraphs.places(part.words),
        )
        for number, part in enumerate(parts)
    ]


def warn_of_differing_numbers(request, source):
    """Says after saving that the versions differ, with a link to the page that corrects it."""
    if not source.source_kind.parallel:
        return
    if sentence := paragraphs.differing(source):
        options = source._meta
        address = reverse(
            f"admin:{options.app_label}_{options.model_name}_paragraphs", args=[source.pk]
        )
        link = format_html('<a href="{}">{}</a>', address, _("Join and split them"))
        messages.warning(request, format_html("{} {}", sentence, link))
