"""What an import will do, or has done."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Remark(NamedTuple):
    row: int | None
    column: str
    sentence: str


@dataclass
class Report:
    rows: int = 0  # number of the last row
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0  # rows that look like what is there
    files: int = 0
    published: int = 0  # become public at once
    scheduled: int = 0  # become public later, or with their essay
    withdrawn: int = 0  # are no longer public
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    duplicates: list = field(default_factory=list)

    @property
    def figures(self):
        """Compared before storing: only what was announced is stored."""
        return "-".join(
            str(getattr(self, name))
            for name in [
                "new",
                "changed",
                "skipped",
                "files",
                "published",
                "scheduled",
                "withdrawn",
            ]
        )

    def refuse(self, row, column, *sentences):
        self.problems += [Remark(row, column, str(sentence)) for sentence in sentences]

    def count(self, entry):
        self.new += entry.is_new
        self.changed += entry.is_changed and not entry.is_new
        self.unchanged += not entry.is_changed
        self.files += len(entry.uploads)
        if entry.is_changed:
            is_public = entry.page.is_published()
            self.published += is_public and not entry.was_public
            self.withdrawn += entry.was_public and not is_public
            self.scheduled += entry.page.status == "published" and not is_public
