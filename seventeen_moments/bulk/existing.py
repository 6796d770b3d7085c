"""What the archive has already, loaded for many rows at once."""

from functools import cached_property

from taggit.models import Tag

from essays.models import Essay
from resources.sources import LAST_POSITION
from seventeen_moments.core import themes

from .columns import ESSAY, MODELS, SOURCE


def key(row):
    """Kind, essay and slug, which identify a source."""
    kind, essay, slug = (row.cells.get(name, "").strip() for name in [SOURCE, ESSAY, "slug"])
    return kind.lower(), essay, slug


class Section:
    """The sources of one kind in one essay."""

    def __init__(self, reserved):
        self.slugs, self.titles, self.last_position = set(reserved), set(), 0
        self.stored = set()  # slugs

    def add(self, slug, title, position):
        self.slugs.add(slug)
        self.titles.add(title)
        self.last_position = max(self.last_position, position)

    def complete(self, source):
        """Gives a new source a slug and a position if the table has none."""
        source.slug = source.slug or source.slug_besides(self.slugs)
        if source.position is None:
            source.position = min(self.last_position + 1, LAST_POSITION)
        self.add(source.slug, source.title, source.position)


class ExistingRows:
    def __init__(self, access, keys, locking):
        self.access, self.locking = access, locking
        self.reserved = {}  # slugs in the table, by kind and essay
        for kind, essay, slug in keys:
            self.reserved.setdefault((kind, essay), set()).add(slug)
        self.essays, self.sections, self.sources = {}, {}, {}
        self.themes = themes.names_by_fold()

    def load(self, rows):
        """Loads the essays, sources and sections of these rows."""
        keys = [key(row) for row in rows]
        slugs = {essay for _kind, essay, _slug in keys} - self.essays.keys()
        self.essays |= dict.fromkeys(slugs)
        for essay in self.access.visible(Essay).filter(slug__in=slugs).defer(*Essay.long_fields()):
            self.essays[essay.slug] = essay
        self.sources = {}
        for kind in {kind for kind, _essay, _slug in keys} & MODELS.keys():
            keys_of_kind = [(essay, slug) for name, essay, slug in keys if name == kind]
            self._load_sources(kind, keys_of_kind)
            self._load_sections(kind, {essay for essay, _slug in keys_of_kind})

    def source(self, kind, essay, slug):
        """Returns the source with this key, or a new one."""
        source = self.sources.get((kind, essay, slug))
        return source or MODELS[kind](essay=self.essays[essay], slug=slug)

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

    def _load_sources(self, kind, keys):
        essays = {essay.pk: essay for slug, _ in keys if (essay := self.essays[slug])}
        sources = self.access.visible(MODELS[kind]).filter(
            essay__in=essays, slug__in={slug for _essay, slug in keys}
        )
        if self.locking:
            sources = sources.select_for_update()
        for source in sources.prefetch_related("themes"):
            source.essay = essays[source.essay_id]
            self.sources[kind, source.essay.slug, source.slug] = source

    def _load_sections(self, kind, slugs):
        """Includes sources that the user may not see: their slugs are taken too."""
        essays = {
            essay.pk: slug
            for slug in slugs
            if (kind, slug) not in self.sections and (essay := self.essays[slug])
        }
        for slug in essays.values():
            self.sections[kind, slug] = Section(self.reserved.get((kind, slug), ()))
        sources = MODELS[kind].objects.filter(essay__in=essays).order_by()
        for essay, *values in sources.values_list("essay", "slug", "title", "position"):
            self.sections[kind, essays[essay]].add(*values)
            self.sections[kind, essays[essay]].stored.add(values[0])
