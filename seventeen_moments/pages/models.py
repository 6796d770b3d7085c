from html import unescape

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seventeen_moments.core import richtext
from seventeen_moments.core.derived import DerivedFieldsMixin, DerivedFieldsQuerySet
from seventeen_moments.core.language import in_language
from seventeen_moments.core.languages import LanguageField
from seventeen_moments.core.one_line import OneLineMixin
from seventeen_moments.core.permissions import ALL_ACTIONS
from seventeen_moments.core.publication import PublishableQuerySet
from seventeen_moments.core.slugs import SlugMixin
from seventeen_moments.editorial.reviews import Review
from seventeen_moments.versions.versioned import Versioned

# Those with an address of their own, in the order of the foot; further pages are below /about/.
FIRST = ["about", "contact", "rights", "privacy"]


def languages():
    """Those of the interface."""
    return settings.LANGUAGES


class PageQuerySet(DerivedFieldsQuerySet, PublishableQuerySet):
    pass


class Page(SlugMixin, OneLineMixin, DerivedFieldsMixin, Versioned):
    """What the archive says about itself, in one language.

    Rows with the same slug are one page in several languages. A reader gets their own language,
    or else one that the page has.
    """

    role_rights = {"editor": ALL_ACTIONS}
    NOT_IN_VERSIONS = Versioned.NOT_IN_VERSIONS | {"body_html", "notes"}
    DERIVED = {"body": ["body_html", "notes"]}

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        blank=True,
        help_text=_(
            "The last part of the page’s address, the same in each language. It cannot be changed "
            "later."
        ),
    )
    language = LanguageField(
        _("language"),
        choices=languages,
        default=settings.LANGUAGE_CODE,
        help_text=_("Readers of other languages get this text if there is none in theirs."),
    )
    body = richtext.RichTextField(_("text"), blank=True, sources=False)
    body_html = models.TextField(editable=False, blank=True)
    notes = models.JSONField(editable=False, default=list, blank=True)

    reviews = GenericRelation(Review)

    objects = PageQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = pgettext_lazy("about the archive", "page")
        verbose_name_plural = pgettext_lazy("about the archive", "pages")
        ordering = ["slug", "language"]
        constraints = [
            *Versioned.Meta.constraints,
            models.UniqueConstraint(
                fields=["slug", "language"],
                name="pages_page_once_in_each_language",
                violation_error_message=_("There is already a page with this slug and language."),
            ),
        ]

    def __str__(self):
        return self.title

    @classmethod
    def fields_for_several(cls):
        return ["status"]

    def slug_neighbours(self):
        return super().slug_neighbours().filter(language=self.language)

    def fill_in(self):
        self.slug = self.slug or self.free_slug()

    @property
    def excerpt(self):
        return Truncator(unescape(strip_tags(self.body_html))).words(40)

    def derive(self):
        self.body = richtext.clean(self.body)
        self.body_html, self.notes, _text = richtext.render(self.body)

    def missing_for_publication(self, exclude=()):
        return {} if self.body else {"body": _("Enter the text of the page.")}

    def save(self, **kwargs):
        self.fill_in()
        super().save(**kwargs)

    @property
    def content_language(self):
        return self.language

    @property
    def address(self):
        """In the language of the current page."""
        if self.slug in FIRST:
            return reverse(f"pages:{self.slug}")
        return reverse("pages:page", args=[self.slug])

    def get_absolute_url(self):
        return in_language(self.address, self.language)
