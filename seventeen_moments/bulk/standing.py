"""What the archive holds already, fetched for many rows at once."""

from functools import cached_property

from taggit.models import Tag

from resources.sources import LAST_POSITION
from seventeen_moments.core import themes

from .columns import ESSAY, MODELS, SOURCE

HEAVY = ["body", "body_html", "body_text", "notes"]


def key(row):
    """Kind, essay and slug: by these a row is known."""
    kind, essay, slug = (row.cells.get(name, "").strip() for name in [SOURCE, ESSAY, "slug"])
    return kind.lower(), essay, slug


class Section:
    """One kind of source of one essay."""

    def __init__(self, given):
        self.slugs, self.titles, self.last = set(given), set(), 0
        self.stored = set()  # slugs

    def add(self, slug, title, position):
        self.slugs.add(slug)
        self.titles.add(title)
        self.last = max(self.last, position)

    def complete(self, source):
        """Gives a new source the slug and the place that it lacks."""
        source.slug = source.slug or source.slug_besides(self.slugs)
        if source.position is None:
            source.position = min(self.last + 1, LAST_POSITION)
        self.add(source.slug, source.title, source.position)


class Standing:
    def __init__(self, access, keys, locking):
        self.access, self.locking = access, locking
        self.given = {}  # by kind and essay, the slugs that the table itself gives
        for kind, essay, slug in keys:
            self.given.setdefault((kind, essay), set()).add(slug)
        self.essays, self.sections, self.sources = {}, {}, {}
        self.themes = themes.names_by_fold()

    def fetch(self, rows):
        """For these rows whatever they will ask for."""
        keys = [key(row) for row in rows]
        self._fetch_essays({essay for _kind, essay, _slug in keys} - self.essays.keys())
        self.sources = {}
        for kind in {kind for kind, _essay, _slug in keys} & MODELS.keys():
            of_kind = [(essay, slug) for name, essay, slug in keys if name == kind]
            self._fetch_sources(kind, of_kind)
            self._fetch_sections(kind, {essay for essay, _slug in of_kind})

    def source(self, kind, essay, slug):
        """The source of this key, or a new one."""
        found = self.sources.get((kind, essay, slug))
        return found or MODELS[kind](essay=self.essays[essay], slug=slug)

    def section(self, kind, essay):
        return self.sections[kind, essay]

    def spelled(self, names):
        """The names as the archive writes them, each once; a new one as it came first."""
        for name in names:
            self.themes.setdefault(themes.fold_name(name), name)
        return sorted({self.themes[themes.fold_name(name)] for name in names})

    def tags_of(self, names):
        """The themes, made where there are none."""
        for name in names:
            if name not in self._tags:
                self._tags[name] = Tag.objects.create(name=name)
        return [self._tags[name] for name in names]

    @cached_property
    def _tags(self):
        return Tag.objects.in_bulk(field_name="name")

    def _fetch_essays(self, slugs):
        self.essays |= dict.fromkeys(slugs)
        for essay in self.access.essays().filter(slug__in=slugs).defer(*HEAVY):
            self.essays[essay.slug] = essay

    def _fetch_sources(self, kind, keys):
        essays = {essay.pk: essay for slug, _ in keys if (essay := self.essays[slug])}
        sources = self.access.sources(MODELS[kind]).filter(
            essay__in=essays, slug__in={slug for _essay, slug in keys}
        )
        if self.locking:
            sources = sources.select_for_update()
        for source in sources.prefetch_related("themes"):
            source.essay = essays[source.essay_id]
            self.sources[kind, source.essay.slug, source.slug] = source

    def _fetch_sections(self, kind, slugs):
        """Of all sources, also of those that this user does not see: a slug is taken or not."""
        essays = {
            essay.pk: slug
            for slug in slugs
            if (kind, slug) not in self.sections and (essay := self.essays[slug])
        }
        for slug in essays.values():
            self.sections[kind, slug] = Section(self.given.get((kind, slug), ()))
        sources = MODELS[kind].objects.filter(essay__in=essays).order_by()
        for essay, *values in sources.values_list("essay", "slug", "title", "position"):
            self.sections[kind, essays[essay]].add(*values)
            self.sections[kind, essays[essay]].stored.add(values[0])
