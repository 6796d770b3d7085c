"""The rows of a table of sources."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essays.models import Essay

from .columns import ESSAY, MODELS, SOURCE, columns_of
from .existing import ExistingPages, Section


class ExistingSources(ExistingPages):
    needed = [SOURCE, ESSAY, "title"]
    name_column = SOURCE
    same_key = gettext_lazy("Row %(row)d has the same source, essay and slug.")
    same_title = gettext_lazy(
        "A source with this title already exists; without its slug, this row adds another."
    )
    taken_slug = gettext_lazy("This section of the essay already has a source with this slug.")
    may_not_add = gettext_lazy("You do not have permission to add sources of this kind.")
    may_not_change = gettext_lazy("You do not have permission to change this source.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.essays, self.sections, self.sources = {}, {}, {}

    @staticmethod
    def columns():
        return columns_of()

    @staticmethod
    def key(row):
        kind, essay, slug = (row.cells.get(name, "").strip() for name in [SOURCE, ESSAY, "slug"])
        return kind.lower(), essay, slug

    @staticmethod
    def essay_slug(row):
        return row.cells.get(ESSAY, "").strip()

    @staticmethod
    def essay_key(page):
        return page.essay_id

    def load(self, rows):
        keys = [self.key(row) for row in rows]
        slugs = {essay for _kind, essay, _slug in keys} - self.essays.keys()
        self.essays |= dict.fromkeys(slugs)
        for essay in self.access.visible(Essay).filter(slug__in=slugs).defer(*Essay.long_fields()):
            self.essays[essay.slug] = essay
        self.sources = {}
        for kind in {kind for kind, _essay, _slug in keys} & MODELS.keys():
            keys_of_kind = [(essay, slug) for name, essay, slug in keys if name == kind]
            self._load_sources(kind, keys_of_kind)
            self._load_sections(kind, {essay for essay, _slug in keys_of_kind})

    def page(self, row):
        kind, essay, slug = self.key(row)
        if kind not in MODELS:
            values = {"kind": kind[:40], "kinds": ", ".join(MODELS)}
            raise ValidationError({SOURCE: _("“%(kind)s” is not one of: %(kinds)s.") % values})
        if not self.essays[essay]:
            raise ValidationError(
                {ESSAY: _("There is no essay with the slug “%(slug)s”.") % {"slug": essay[:100]}}
            )
        source = self.sources.get((kind, essay, slug))
        return source or MODELS[kind](essay=self.essays[essay], slug=slug)

    def section(self, row):
        kind, essay, _slug = self.key(row)
        return self.sections[kind, essay]

    def _load_sources(self, kind, keys):
        essays = {essay.pk: essay for slug, _ in keys if (essay := self.essays[slug])}
        sources = self.access.visible(MODELS[kind]).filter(
            essay__in=essays, slug__in={slug for _essay, slug in keys}
        )
        for source in self.lock(sources).prefetch_related("themes"):
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
