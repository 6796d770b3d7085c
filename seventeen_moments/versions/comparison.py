"""Two states side by side: the changes, field by field and paragraph by paragraph."""

import re
from itertools import groupby
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from seventeen_moments.core.similarity import Bag, similarity

from .field_display import field_texts
from .patience import diff_blocks
from .states import Row
from .worddiff import word_diff

WORD = re.compile(r"\w+")
MIN_LIKENESS = 0.4  # of the words of two paragraphs that are shown side by side
MAX_DISTANCE = 20  # paragraphs between counterparts
BLANK = (None, "")


class Pair(NamedTuple):
    """A paragraph of each state, as [(op, text)]; None where one of them has none."""

    before: list | None
    after: list | None


class Unchanged(NamedTuple):
    paragraphs: int


class Field(NamedTuple):
    label: str
    lines: list  # of Pair and Unchanged


class Source(NamedTuple):
    """A source that was added, removed or changed; `before` or `after` may be None."""

    before: Row | None
    after: Row | None
    fields: list

    @property
    def row(self):
        return self.after or self.before

    @property
    def change(self):
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @property
    def change_label(self):
        labels = {"added": _("Added:"), "removed": _("Removed:"), "changed": _("Changed:")}
        return labels[self.change]

    @property
    def pictures(self):
        """The smallest renditions of both, if the picture was replaced."""
        pictures = [getattr(row and row.instance, "smallest", None) for row in self[:2]]
        return pictures if pictures[0] != pictures[1] else []


class Section(NamedTuple):
    title: str
    sources: list
    order: list  # two lists of titles, empty if the order is the same


def changed_fields(before, after):
    return _compare_rows(before.root, after.root, before, after)


def changed_sections(before, after):
    """The kinds of sources in which something changed."""
    sections = []
    for (kind, earlier), (_kind, later) in zip(before.sections(), after.sections(), strict=True):
        old, new = ({row.pk: row for row in rows} for rows in (earlier, later))
        pairs = [(old.get(key), new.get(key)) for key in new | old]
        sources = [Source(*pair, _compare_rows(*pair, before, after)) for pair in pairs]
        sources = [source for source in sources if source.fields]
        order = []
        if [key for key in old if key in new] != [key for key in new if key in old]:
            order = [list(map(str, earlier)), list(map(str, later))]
        if sources or order:
            sections.append(Section(capfirst(kind._meta.verbose_name_plural), sources, order))
    return sections


def _compare_rows(before, after, state_before, state_after):
    earlier = field_texts(before, state_before) if before else {}
    later = field_texts(after, state_after) if after else {}
    # The positions of an essay’s sources show in their order.
    hidden = {"position", (after or before).model.parent_field} if state_after.is_essay else set()
    fields = [
        Field(label, compare_texts(earlier.get(name, BLANK)[1], later.get(name, BLANK)[1]))
        for name, (label, _text) in (later or earlier).items()
        if name not in hidden
    ]
    return [field for field in fields if field.lines]


def compare_texts(before, after):
    """Two texts paragraph by paragraph; an empty list if they are the same."""
    before, after = (
        [line for line in text.splitlines() if line.strip()] for text in (before, after)
    )
    if before == after:
        return []
    lines = []
    for same, blocks in groupby(diff_blocks(before, after), key=lambda block: block.same):
        first, *rest = blocks
        last = rest[-1] if rest else first
        if same:
            lines.append(Unchanged(last.end - first.start))
        else:
            removed = before[first.start : last.end]
            added = after[first.other_start : last.other_end]
            lines += _side_by_side(_counterparts(removed, added))
    return lines


def _counterparts(before, after):
    """Pairs of similar paragraphs, in the order of both texts; None if there is no counterpart."""
    pairs, start = [], 0
    bags = [Bag.of(WORD.findall(paragraph)) for paragraph in after]
    for paragraph in before:
        words = Bag.of(WORD.findall(paragraph))
        nearby = range(start, min(start + MAX_DISTANCE, len(after)))
        index = next((i for i in nearby if similarity(words, bags[i], MIN_LIKENESS)), None)
        if index is None:
            pairs.append((paragraph, None))
        else:
            pairs += [(None, added) for added in after[start:index]]
            pairs.append((paragraph, after[index]))
            start = index + 1
    return pairs + [(None, added) for added in after[start:]]


def _side_by_side(pairs):
    """In two columns: a removed paragraph shares a row with the one added in its place."""
    rows = []
    for before, after in pairs:
        if before is None and rows and rows[-1].after is None:
            rows[-1] = Pair(rows[-1].before, [("added", after)])
        elif before is None or after is None:
            rows.append(Pair(before and [("removed", before)], after and [("added", after)]))
        else:
            words = word_diff(before, after)
            rows.append(Pair(*[[w for w in words if w[0] != op] for op in ("added", "removed")]))
    return rows
