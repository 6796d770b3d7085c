"""The rows of a table of essays."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essays.models import Essay
from resources.models import Image

from .columns import LEAD_IMAGE, headings_of
from .duplicates import Likeness, Original
from .existing import ExistingPages, Section


class ExistingEssays(ExistingPages):
    file = "essays.csv"  # in the audit trail
    brings_essays = True
    needed = ["title"]
    name_column = "slug"
    same_key = gettext_lazy("Row %(row)d has the same slug.")
    taken_slug = gettext_lazy("There is an essay with this slug already.")
    may_not_add = gettext_lazy("You do not have permission to add essays.")
    may_not_change = gettext_lazy("You do not have permission to change this essay.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.essays, self.images = {}, {}
        # Includes essays that the user may not see: their slugs are taken too.
        self.all = Section(self.reserved.get((), ()))
        columns = ["pk", "slug", "title", "year", "authors"]
        for key, slug, title, year, authors in Essay.objects.order_by().values_list(*columns):
            self.all.add(slug)
            self.all.stored.add(slug)
            likeness = Likeness(title, str(year or ""), authors)
            self.all.originals.add(Original(likeness, key))

    @staticmethod
    def headings():
        return headings_of(Essay)

    @staticmethod
    def key(row):
        return (row.cells.get("slug", "").strip(),)

    @staticmethod
    def essay_slug(row):
        return row.cells.get("slug", "").strip()

    @staticmethod
    def essay_key(page):
        return page.pk

    def load(self, rows):
        slugs = {self.essay_slug(row) for row in rows}
        essays = self.lock(self.access.visible(Essay).filter(slug__in=slugs))
        essays = essays.select_related("lead_image").prefetch_related("themes")
        self.essays = {essay.slug: essay for essay in essays}
        keys = [essay.pk for essay in self.essays.values()]
        names = {row.cells.get(LEAD_IMAGE, "").strip() for row in rows}
        images = self.access.visible(Image).filter(essay__in=keys, slug__in=names)
        self.images = {(image.essay_id, image.slug): image for image in images}

    def page(self, row):
        (slug,) = self.key(row)
        return self.essays.get(slug) or Essay(slug=slug)

    def section(self, row):
        return self.all

    def stored_page(self, row, key):
        essays = self.lock(self.access.visible(Essay).filter(pk=key))
        return essays.select_related("lead_image").first()

    def likeness(self, page, checksum=""):
        return Likeness(page.title, str(page.year or ""), page.authors, checksum, page.slug)

    def lead_image(self, essay, slug):
        if not slug:
            return None
        if image := self.images.get((essay.pk, slug)):
            return image
        raise ValidationError(
            _("This essay has no image with the slug “%(slug)s”."), params={"slug": slug[:100]}
        )
