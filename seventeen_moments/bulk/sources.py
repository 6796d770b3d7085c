"""The rows of a table of sources."""

from unicodedata import normalize

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essays.models import Essay
from resources.files import WithFile
from seventeen_moments.core.nearest import did_you_mean

from .cells import tidy
from .columns import ESSAY, MODELS, SOURCE, headings_of, kind_named
from .duplicates import Likeness, Original
from .existing import ExistingPages, Section

MOST_NEAREST = 30  # messages that propose a slug: comparing takes time


class EssayNames:
    """Finds the essay that a cell names, by its slug or else by its title in any case."""

    def __init__(self, access):
        self.slugs, self.by_title, self.nearest_left = set(), {}, MOST_NEAREST
        for slug, title in access.visible(Essay).order_by("slug").values_list("slug", "title"):
            self.slugs.add(slug)
            self.by_title.setdefault(_fold_title(title), []).append(slug)

    def find(self, cell):
        """The slug, or the cell itself if it names no essay, or several."""
        named = [] if cell in self.slugs else self.by_title.get(_fold_title(cell), [])
        return named[0] if len(named) == 1 else cell

    def missing(self, cell):
        named = self.by_title.get(_fold_title(cell), [])
        if named:
            sentence = _(
                "Several essays have the title “%(title)s”. Write one of the slugs: %(slugs)s."
            )
            return sentence % {"title": cell[:100], "slugs": ", ".join(named)}
        sentence = _("There is no essay with the slug or title “%(cell)s”.") % {"cell": cell[:100]}
        self.nearest_left -= 1
        return sentence + did_you_mean(cell, self.slugs) if self.nearest_left >= 0 else sentence


def _fold_title(title):
    return normalize("NFC", " ".join(title.split())).casefold()


class ExistingSources(ExistingPages):
    file = "sources.csv"  # in the audit trail
    needed = [SOURCE, ESSAY, "title"]
    name_column = SOURCE
    same_key = gettext_lazy("Row %(row)d has the same source, essay and slug.")
    taken_slug = gettext_lazy("This section of the essay already has a source with this slug.")
    may_not_add = gettext_lazy("You do not have permission to add sources of this kind.")
    may_not_change = gettext_lazy("You do not have permission to change this source.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.essays, self.sections, self.sources = {}, {}, {}

    @staticmethod
    def headings():
        return headings_of()

    essay_names = EssayNames

    @staticmethod
    def key(row):
        kind, essay, slug = (tidy(row.cells.get(name, "")) for name in [SOURCE, ESSAY, "slug"])
        return kind_named(kind), essay, slug

    @staticmethod
    def essay_slug(row):
        return tidy(row.cells.get(ESSAY, ""))

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
            sentence = (
                _("“%(kind)s” is not one of: %(kinds)s.")
                if kind
                else _("This row names no kind of source. Write one of: %(kinds)s.")
            ) % values
            raise ValidationError({SOURCE: sentence + did_you_mean(kind, MODELS)})
        if not self.essays[essay]:
            raise ValidationError({ESSAY: self.names.missing(essay)})
        source = self.sources.get((kind, essay, slug))
        return source or MODELS[kind](essay=self.essays[essay], slug=slug)

    def section(self, row):
        kind, essay, _slug = self.key(row)
        return self.sections[kind, essay]

    def stored_page(self, row, key):
        kind, essay, _slug = self.key(row)
        source = self.lock(self.access.visible(MODELS[kind]).filter(pk=key)).first()
        if source:
            source.essay = self.essays[essay]
        return source

    def likeness(self, page, checksum=""):
        return Likeness(page.title, page.date, page.creators, checksum, page.slug)

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
        columns = ["essay", "slug", "position", "pk", "title", "date", "creators"]
        if issubclass(MODELS[kind], WithFile):
            columns.append("checksum")
        for essay, slug, position, key, *likeness in sources.values_list(*columns):
            section = self.sections[kind, essays[essay]]
            section.add(slug, position)
            section.stored.add(slug)
            section.originals.add(Original(Likeness(*likeness), key))
