"""Reads the table of another system as if it had our columns."""

from collections import Counter
from functools import cached_property

from django.utils.translation import gettext as _

from seventeen_moments.bulk.bundle import Bundle
from seventeen_moments.bulk.columns import ESSAY, SOURCE
from seventeen_moments.bulk.table import Row

from .mapped_row import MappedRow
from .mapping import SKIP
from .raw_table import RawTable
from .remarks import INCOMPLETE, LEFT_OUT, MISSING, SKIPPED, TRANSLATION, sentence
from .systems import LEAVE_OUT
from .words import Words

LONGEST_SHOWN = 80  # characters of a heading or a word


class MappedTable(RawTable):
    """Its rows have the cells that the mapping makes of them.

    Empty cells are left out, so that what is stored stays; fixed values are for new sources only.
    """

    def __init__(self, path, mapping, bundle=None):
        super().__init__(path)
        self.mapping, self.bundle = mapping, bundle or Bundle()
        self.words = Words(mapping)
        self.skips_incomplete = mapping.incomplete == SKIP
        self.dates = {}  # as they were read, by their words
        self.counts = Counter()
        self.addresses = {}  # names of files that are not in the zip, by address

    @cached_property
    def titles(self):
        """Of the rows by their numbers, if the essay is that of a parent’s number (AtoM)."""
        columns = self.mapping.columns
        if columns.get("parentid") != ESSAY:
            return {}
        targets = [columns.get(heading) for heading in self.folded]
        titles = {}
        for row in super().rows():
            cells = dict(zip(targets, row.cells.values(), strict=False))
            titles.setdefault(cells.get("slug", "").strip(), cells.get("title", "").strip())
        return titles

    def faults(self, needed):
        """Of the mapping: the header of the table has none."""
        sentence = _("Assign a column to “%(field)s”, or choose a value for all rows.")
        sentences = {
            SOURCE: sentence % {"field": _("Kind of source")},
            ESSAY: sentence % {"field": _("Essay")},
            "title": _("Assign a column to the title."),
        }
        return [(name, sentences[name]) for name in needed if not self._is_given(name)]

    def _is_given(self, name):
        # The extension of a file tells the kind, too.
        columns = [name, "file"] if name == SOURCE else [name]
        is_mapped = any(self.mapping.columns.get(h) in columns for h in self.folded)
        return is_mapped or bool(self.mapping.fixed.get(name))

    def rows(self):
        self.counts, self.addresses = Counter(), {}
        cultures = {}  # of the first row with each key
        for row in super().rows():
            if row.fault:
                yield row
            elif self._translates(row, cultures):
                self.counts[TRANSLATION, ""] += 1
            elif mapped := self._map(row):
                yield mapped

    def _translates(self, row, cultures):
        """Whether an earlier row has the same key in another language, as AtoM exports them."""
        system, texts = self.mapping.profile, list(row.cells.values())
        key, culture = (
            next((texts[self.folded.index(h)].strip() for h in names if h in self.folded), "")
            for names in (system.keys, [system.culture])
        )
        return bool(key and culture) and cultures.setdefault(key, culture) != culture

    def _map(self, row):
        by_target = {}
        texts = map(str.strip, row.cells.values())
        for heading, text in zip(self.folded, texts, strict=True):
            if not text or text in self.mapping.profile.empty:
                continue
            target = self.mapping.columns.get(heading, LEAVE_OUT)
            if target == LEAVE_OUT:
                self.counts[LEFT_OUT, heading] += 1
            else:
                by_target.setdefault(target, []).append((heading, text))
        kind, word = self.words.kind(by_target)
        if kind == SKIP:
            self.counts[SKIPPED, word] += 1
            return None
        mapped = MappedRow(self, kind, by_target)
        mapped.fill()
        return Row(row.number, mapped.cells, for_new=mapped.for_new, wanted=mapped.wanted)

    def skip(self, row):
        self.counts[INCOMPLETE, ""] += 1

    def notes(self):
        """What was left out, moved or not found, with figures."""
        yield from super().notes()
        for (what, name), n in self.counts.items():
            yield self.names.get(name, name)[:LONGEST_SHOWN], sentence(what, n)
        if n := len(self.addresses):
            yield "", sentence(MISSING, n)
