"""Slugs of essays and sources that an editor leaves empty."""

from django.db import connection

from .transliteration import to_slug

LAST_LETTER = "\U0010ffff"
LONGEST_STEM = 90  # characters: a number is still added


class SlugMixin:
    def fallback_slug(self):
        """The slug for a title without letters and numerals, such as “…”."""
        return self._meta.model_name

    def slug_neighbours(self):
        """The other objects that must have different slugs."""
        return type(self)._base_manager.exclude(pk=self.pk)

    def free_slug(self, besides=()):
        stem = self._slug_stem()
        taken = self.slug_neighbours().filter(slug__startswith=stem)
        if connection.vendor == "sqlite":
            # No index serves LIKE there, which is a function of ours (letter_case.py).
            taken = taken.filter(slug__range=(stem, f"{stem}{LAST_LETTER}"))
        return self.slug_besides({*besides, *taken.values_list("slug", flat=True)})

    def slug_besides(self, taken):
        stem = self._slug_stem()
        if stem not in taken:
            return stem
        # Numbers are mostly taken in a row. Trying each would take quadratic time for a table of
        # equal titles.
        free = 2
        while f"{stem}-{free}" in taken:
            free *= 2
        below = free // 2
        while free - below > 1:
            middle = (below + free) // 2
            below, free = (middle, free) if f"{stem}-{middle}" in taken else (below, middle)
        return f"{stem}-{free}"

    def _slug_stem(self):
        return to_slug(self.title)[:LONGEST_STEM].strip("-_") or self.fallback_slug()
