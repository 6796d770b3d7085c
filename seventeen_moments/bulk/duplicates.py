"""Rows of a table that look like something that the archive, or the table itself, already has.

A row is found again by its key: its slug, and for a source its kind and essay. These rows have
another key or none, but the same file, or a similar title and nothing that contradicts it.
"""

from typing import NamedTuple

from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seventeen_moments.core.similar_names import WORD, fold
from seventeen_moments.core.similarity import Bag, similarity
from seventeen_moments.editorial.model_admin import is_key

SKIP, ADD, UPDATE = "skip", "add", "update"
CHOICES = {
    SKIP: gettext_lazy("Skip it"),
    ADD: gettext_lazy("Import anyway"),
    UPDATE: gettext_lazy("Update what is there"),
}
SIMILAR = 0.6  # of the words of both titles
MOST_COMPARED = 20  # pages with the same title, or of the same date


class Likeness(NamedTuple):
    """What shows that two pages are the same. Anything but the title may be empty."""

    title: str
    date: str = ""
    creators: str = ""
    checksum: str = ""
    slug: str = ""  # of a row

    def agrees(self, other):
        """Whether the date or the creators are known, and the same."""
        return (self.date and self.date == other.date) or (
            self.creators and self.creators == other.creators
        )


class Original(NamedTuple):
    """What a row looks like: a stored page, or an earlier row."""

    likeness: Likeness
    key: int | None = None  # of the page
    row: int | None = None

    def contradicts(self, likeness):
        names = ["date", "creators"]
        if self.row:
            # Two rows with slugs or files of their own. The file of a stored page may differ from
            # its upload, without the place where a picture was taken.
            names += ["slug", "checksum"]
        pairs = [(getattr(self.likeness, name), getattr(likeness, name)) for name in names]
        return any(one and two and one != two for one, two in pairs)


class Duplicate(NamedTuple):
    row: int
    model: type
    title: str
    original: Original
    choice: str  # what the import does with the row
    is_own: bool = False  # chosen for this row, not for all

    @property
    def choices(self):
        """Pairs of name and label. An earlier row is not stored yet, and cannot be updated."""
        is_stored = self.original.key is not None
        return [(name, label) for name, label in CHOICES.items() if is_stored or name != UPDATE]

    @property
    def url(self):
        """The form of the stored page."""
        if self.original.key is None:
            return ""
        return reverse(admin_urlname(self.model._meta, "change"), args=[self.original.key])

    @property
    def sentence(self):
        if self.original.row:
            return _("Looks like row %(row)d, “%(title)s”.") % {
                "row": self.original.row,
                "title": self.original.likeness.title,
            }
        return _("Looks like “%(title)s”, which is already there.") % {
            "title": self.original.likeness.title
        }


class Originals:
    """Of one section, indexed so that a row is compared with few of them."""

    def __init__(self):
        self.by_title, self.by_date, self.by_checksum = {}, {}, {}

    def add(self, original):
        likeness = original.likeness
        self.by_title.setdefault(fold(likeness.title), []).append(original)
        if likeness.date:
            self.by_date.setdefault(likeness.date, []).append(original)
        if likeness.checksum:
            self.by_checksum.setdefault(likeness.checksum, original)

    def find(self, likeness):
        """The first that the row looks like, or None."""
        if likeness.checksum in self.by_checksum:
            return self.by_checksum[likeness.checksum]
        for original in self.by_title.get(fold(likeness.title), [])[:MOST_COMPARED]:
            other = original.likeness
            is_same_title = _plain(other.title) == _plain(likeness.title)
            if not original.contradicts(likeness) and (is_same_title or likeness.agrees(other)):
                return original
        words, (_letters, numbers) = _words(likeness), fold(likeness.title)
        for original in self.by_date.get(likeness.date, [])[:MOST_COMPARED]:
            other = original.likeness
            is_similar = similarity(words, _words(other), SIMILAR)
            # "Portrait of Lenin 1" and "Portrait of Lenin 2" are different.
            is_same_number = fold(other.title)[1] == numbers
            if is_similar and is_same_number and not original.contradicts(likeness):
                return original
        return None


def _plain(title):
    """The words without capitals, punctuation and spaces: "Order No. 2" is "order no 2"."""
    return WORD.findall(title.casefold())


def _words(likeness):
    return Bag.of(_plain(likeness.title))


class Choices(NamedTuple):
    """What to do with duplicates: with all, or with single rows."""

    for_all: str = ADD
    by_row: dict = {}

    @classmethod
    def sent(cls, data):
        """From the form of the report; a row that names nothing is as all."""
        for_all = data.get("duplicates", SKIP)
        rows = {}
        for name, choice in data.items():
            prefix, _dash, number = name.partition("-")
            if prefix == "duplicate" and is_key(number) and choice in CHOICES:
                rows[int(number)] = choice
        return cls(for_all if for_all in CHOICES else SKIP, rows)

    def of(self, row, original):
        choice = self.by_row.get(row, self.for_all)
        return SKIP if choice == UPDATE and original.key is None else choice

    def __str__(self):
        """Compared: the report was made with these choices."""
        return ",".join(
            [self.for_all, *(f"{row}:{what}" for row, what in sorted(self.by_row.items()))]
        )
