"""The filters of a search: kind, moment, theme, language, dates."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Filters:
    kind: str = ""
    year: int | None = None
    theme: int | None = None  # its key
    language: str = ""
    earliest: date | None = None
    latest: date | None = None

    def conditions(self, exclude=()):
        """SQL conditions on the document `d`, each with its values, except the excluded names."""
        conditions = {
            "kind": ("d.kind = %s", self.kind),
            "year": ("d.year = %s", self.year),
            "theme": (
                "d.id IN (SELECT document_id FROM search_document_themes WHERE tag_id = %s)",
                self.theme,
            ),
            "language": ("d.language = %s", self.language),
            "earliest": ("d.latest >= %s", self.earliest),
            "latest": ("d.earliest <= %s", self.latest),
        }
        return [
            (condition, [value])
            for name, (condition, value) in conditions.items()
            if value not in {"", None} and name not in exclude
        ]
