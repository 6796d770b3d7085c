"""A table with the headings of any system, and what is in its columns."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from seventeen_moments.bulk.columns import headings_of
from seventeen_moments.bulk.table import Table

from .headings import element, fold
from .systems import SYSTEMS

MOST_COLUMNS = 300  # each is a list of all fields on the page
SAMPLES = 3
LONGEST_SAMPLE = 80  # characters
MOST_TEXTS = 500  # different cells of a column that are counted, for choices
LONGEST_TEXT = 200


class RawTable(Table):
    """Its rows have their cells by the number of the column: a heading may occur twice."""

    def __init__(self, path):
        super().__init__(path, {})
        self.folded = [fold(heading) for heading in self.header]
        self.names = dict(zip(self.folded, self.header, strict=True))
        self.columns = list(range(len(self.header)))

    def _count_known(self, cells):
        return sum(map(_is_known, cells))


def _is_known(heading):
    folded = fold(heading)
    names = {folded, element(folded)}
    return folded in headings_of() or any(
        names & {*system.columns, *system.keys, *system.marks} for system in SYSTEMS.values()
    )


class Column:
    """All columns with the same heading."""

    def __init__(self, heading):
        self.heading, self.places = heading, 0
        self.filled, self.samples, self.texts = 0, [], Counter()

    def add(self, text):
        self.filled += 1
        if len(self.samples) < SAMPLES:
            sample = text if len(text) <= LONGEST_SAMPLE else f"{text[: LONGEST_SAMPLE - 1]}…"
            if sample not in self.samples:
                self.samples.append(sample)
        if len(text) <= LONGEST_TEXT and (text in self.texts or len(self.texts) < MOST_TEXTS):
            self.texts[text] += 1


class Survey:
    """Reads the table once, for the page that assigns its columns."""

    def __init__(self, path):
        table = RawTable(path)
        if len(table.header) > MOST_COLUMNS:
            raise ValidationError(
                _("The table has %(n)d columns; at most %(most)d can be assigned."),
                params={"n": len(table.header), "most": MOST_COLUMNS},
            )
        self.rows, self.columns = 0, {}
        for heading, name in zip(table.folded, table.header, strict=True):
            self.columns.setdefault(heading, Column(name.strip())).places += 1
        columns = [self.columns[heading] for heading in table.folded]
        for row in table.rows():
            self.rows += 1
            for column, text in zip(columns, row.cells.values(), strict=False):
                if text := text.strip():
                    column.add(text)

    @property
    def headings(self):
        return list(self.columns)

    def words(self, headings, split):
        """The words of these columns with their numbers, the most frequent first."""
        words = Counter()
        for heading in headings:
            for text, count in self.columns[heading].texts.items():
                for word in split(text):
                    words[word] += count
        return words.most_common()
