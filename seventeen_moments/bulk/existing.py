"""What the archive has already, loaded for many rows at once."""

from functools import cached_property

from taggit.models import Tag

from resources.sources import LAST_POSITION
from seventeen_moments.core import themes

from .duplicates import Originals


class Section:
    """Pages that must have different slugs: the sources of one kind in an essay, or all essays."""

    def __init__(self, reserved):
        self.slugs, self.last_position = set(reserved), 0
        self.stored = set()  # slugs
        self.originals = Originals()

    def add(self, slug, position=0):
        self.slugs.add(slug)
        self.last_position = max(self.last_position, position)

    def complete(self, page):
        """Gives a new page a slug, and a source a position, if the table has none."""
        page.slug = page.slug or page.slug_besides(self.slugs)
        if getattr(page, "position", 0) is None:
            page.position = min(self.last_position + 1, LAST_POSITION)
        self.add(page.slug, getattr(page, "position", 0))


class ExistingPages:
    """For a table of sources or of essays. A subclass says what a row is, and finds its page."""

    brings_essays = False
    needed = []  # columns
    same_key = taken_slug = may_not_add = may_not_change = ""  # messages
    name_column = ""  # for messages about the whole page

    def __init__(self, access, keys, locking, names=None):
        self.access, self.locking, self.names = access, locking, names
        self.reserved = {}  # slugs in the table, by what else their keys contain
        for *within, slug in keys:
            self.reserved.setdefault(tuple(within), set()).add(slug)
        self.themes = themes.names_by_fold()

    @staticmethod
    def essay_names(access):
        """Finds the essays that the rows name; None for a table that names none."""

    @staticmethod
    def key(row):
        """What identifies a page; its slug is the last part."""
        raise NotImplementedError

    @staticmethod
    def essay_slug(row):
        raise NotImplementedError

    @staticmethod
    def essay_key(page):
        """The key of the essay with which the page is recorded."""
        raise NotImplementedError

    def load(self, rows):
        """Loads what these rows need."""
        raise NotImplementedError

    def page(self, row):
        """Returns the page with the key of the row, or a new one."""
        raise NotImplementedError

    def section(self, row):
        raise NotImplementedError

    def stored_page(self, row, key):
        """The page of the row's kind with this key, None if the user may not see it."""
        raise NotImplementedError

    def likeness(self, page, checksum=""):
        raise NotImplementedError

    def lock(self, queryset):
        return queryset.select_for_update(of=["self"]) if self.locking else queryset

    def resolve_themes(self, names):
        """Returns the names as the archive spells them; the first spelling counts for new ones."""
        for name in names:
            self.themes.setdefault(themes.fold_name(name), name)
        return sorted({self.themes[themes.fold_name(name)] for name in names})

    def tags(self, names):
        """Returns the tags of the names, and creates those that are missing."""
        for name in names:
            if name not in self._tags:
                self._tags[name] = Tag.objects.create(name=name)
        return [self._tags[name] for name in names]

    @cached_property
    def _tags(self):
        return Tag.objects.in_bulk(field_name="name")
