"""Two states side by side: what changed, field by field and paragraph by paragraph."""

import re
from itertools import groupby
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from seventeen_moments.core.similarity import Bag, similarity

from .field_words import told
from .patience import stretches
from .states import Row
from .worddiff import word_diff

WORD = re.compile(r"\w+")
ALIKE = 0.4  # of the words of two paragraphs that stand beside one another
BLANK = (None, "")
FAR = 20  # paragraphs; a counterpart further away is not looked for


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
    """A source that was added, removed or changed between the states; one of the rows may miss."""

    before: Row | None
    after: Row | None
    fields: list

    @property
    def row(self):
        return self.after or self.before

    @property
    def fate(self):
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @property
    def fate_in_words(self):
        return {"added": _("Added:"), "removed": _("Removed:"), "changed": _("Changed:")}[self.fate]

    @property
    def pictures(self):
        """The smallest renditions of both, where the picture is another."""
        pictures = [getattr(row and row.instance, "smallest", None) for row in self[:2]]
        return pictures if pictures[0] != pictures[1] else []


class Section(NamedTuple):
    title: str
    sources: list
    order: list  # pairs of titles, empty where the order stayed


def compared(before, after):
    """The fields that differ."""
    return _differing(before.root, after.root, before, after)


def sections(before, after):
    """The kinds of sources in which something differs."""
    pairs = zip(before.sections(), after.sections(), strict=True)
    found = [_section(kind, some, others, before, after) for (kind, some), (_kind, others) in pairs]
    return [section for section in found if section.sources or section.order]


def _section(kind, some, others, before, after):
    earlier, later = {row.pk: row for row in some}, {row.pk: row for row in others}
    pairs = [(earlier.get(key), later.get(key)) for key in later | earlier]
    sources = [Source(*pair, _differing(*pair, before, after)) for pair in pairs]
    return Section(
        capfirst(kind._meta.verbose_name_plural),
        [source for source in sources if source.fields],
        _order(some, others, earlier.keys() & later.keys()),
    )


def _order(some, others, common):
    earlier = [row.pk for row in some if row.pk in common]
    later = [row.pk for row in others if row.pk in common]
    return [list(map(str, some)), list(map(str, others))] if earlier != later else []


def _differing(before, after, state_before, state_after):
    earlier = told(before, state_before) if before else {}
    later = told(after, state_after) if after else {}
    # Of an essay’s sources, the places are told by their order.
    hidden = {"position", (after or before).model.parent_field} if state_after.is_whole else set()
    fields = [
        Field(label, lines(earlier.get(name, BLANK)[1], later.get(name, BLANK)[1]))
        for name, (label, _words) in (later or earlier).items()
        if name not in hidden
    ]
    return [field for field in fields if field.lines]


def lines(before, after):
    """Two texts paragraph by paragraph; empty where the words are the same."""
    some, others = _paragraphs(before), _paragraphs(after)
    if some == others:
        return []
    found = []
    for same, parts in groupby(stretches(some, others), key=lambda part: part.same):
        first, *rest = parts
        last = rest[-1] if rest else first
        if same:
            found.append(Unchanged(last.end - first.start))
        else:
            changed = some[first.start : last.end], others[first.there : last.there_end]
            found += _beside(_counterparts(*changed))
    return found


def _paragraphs(words):
    return [line for line in words.splitlines() if line.strip()]


def _counterparts(some, others):
    """Pairs of paragraphs that say nearly the same, in the order of both; None for none."""
    pairs, there = [], 0
    bags = [_words(other) for other in others]
    for paragraph in some:
        words = _words(paragraph)
        near = range(there, min(there + FAR, len(others)))
        place = next((place for place in near if similarity(words, bags[place], ALIKE)), None)
        if place is None:
            pairs.append((paragraph, None))
        else:
            pairs += [(None, other) for other in others[there:place]]
            pairs.append((paragraph, others[place]))
            there = place + 1
    return pairs + [(None, other) for other in others[there:]]


def _words(paragraph):
    return Bag.of(WORD.findall(paragraph))


def _beside(pairs):
    """As columns: what went and what came in its place share a row."""
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
