from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from essays.models import Essay
from seventeen_moments.core import languages
from seventeen_moments.core.derived import DerivedFieldsMixin, DerivedFieldsQuerySet
from seventeen_moments.core.names import NamesField, in_words
from seventeen_moments.core.one_line import OneLineMixin
from seventeen_moments.core.permissions import ALL_ACTIONS
from seventeen_moments.core.publication import PublishableQuerySet, Status
from seventeen_moments.core.slugs import SlugMixin
from seventeen_moments.core.themes import ThemesField
from seventeen_moments.editorial.reviews import Review
from seventeen_moments.versions.versioned import Versioned

from . import dates, edtf, rights
from .backlinks import BacklinksMixin

LAST_POSITION = 2**31 - 1  # PostgreSQL’s integer
# What many sources may have in common; of the fields of a kind, those with choices are added.
SHARED_BY_SEVERAL = [
    "essay",
    "creators",
    "date",
    "display_date",
    "language",
    "original_source",
    "repository",
    "reference_code",
    "rights",
    "themes",
    "content_warning",
]


class SourceQuerySet(DerivedFieldsQuerySet, PublishableQuerySet):
    def published(self, at=None):
        essay = Essay.objects.published(at).filter(pk=OuterRef("essay"))
        return self.due(at).filter(Exists(essay))

    def hidden(self, at=None):
        return super().hidden(at) | self.filter(essay__in=Essay.objects.hidden(at).values("pk"))

    def owned_by(self, user):
        return super().owned_by(user).filter(essay__in=Essay.objects.viewable_by(user))

    def viewable_by(self, user, at=None):
        return super().viewable_by(user, at).filter(essay__in=Essay.objects.viewable_by(user, at))

    def with_essay(self):
        """Without the long fields of the essay, which pages of sources do not show."""
        essay = self.model._meta.get_field("essay").related_model
        return self.select_related("essay").defer(*essay.long_fields("essay__"))

    def for_list(self):
        """With their essays, and without the long fields that lists do not show."""
        return self.with_essay().defer(*self.model.long_fields())

    def in_order(self):
        return self.order_by("position", "pk")

    def for_essay(self, essay, at=None):
        """A section of the essay, as all who may see the essay see it."""
        return self.due(at).filter(essay=essay).in_order().defer(*self.model.long_fields())

    def for_page(self):
        return self.with_essay().prefetch_related("themes")

    def before(self, source):
        """The sources before this one in its section, the nearest first."""
        earlier = Q(position=source.position, pk__lt=source.pk)
        return self.filter(Q(position__lt=source.position) | earlier).order_by("-position", "-pk")

    def after(self, source):
        later = Q(position=source.position, pk__gt=source.pk)
        return self.filter(Q(position__gt=source.position) | later).in_order()


class EssayField(models.ForeignKey):
    """Its related name is the one that the kind declares, as in `essay.texts`."""

    def contribute_to_class(self, cls, name, **kwargs):
        if declared := getattr(cls, "source_kind", None):
            self._related_name = self.remote_field.related_name = declared.relation or None
        super().contribute_to_class(cls, name, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs


class Source(SlugMixin, OneLineMixin, BacklinksMixin, DerivedFieldsMixin, Versioned):
    """What all kinds share: the elements of Dublin Core under the names that archives use."""

    role_rights = {"editor": ALL_ACTIONS, "author": ["add"]}
    parent_field = "essay"
    NOT_IN_VERSIONS = Versioned.NOT_IN_VERSIONS | {"earliest", "latest", "day"}
    DERIVED = {"date": ["earliest", "latest", "day"]}
    shown_as_picture = False  # in lists
    picture = None
    # Of some kinds. Templates ask each source, and a missing attribute costs them the most.
    words = duration = None
    publication_details = ""

    essay = EssayField(Essay, verbose_name=_("essay"), on_delete=models.CASCADE)
    title = models.CharField(_("title"), max_length=250)
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        blank=True,
        help_text=_(
            "The last part of the page’s address. Links and citations use it, so avoid changing it."
        ),
    )
    creators = NamesField(_("creators"))
    date = dates.EDTFField(
        _("date"),
        max_length=60,
        blank=True,
        help_text=_(
            "In the Gregorian calendar (new style), as precise as you know it: 1953-03-27, "
            "1953-03, 1953, 1953~ (about), 195X (1950s), 1953/1956. Shown in words."
        ),
    )
    display_date = models.CharField(
        _("display date"),
        max_length=60,
        blank=True,
        help_text=_("If readers should see a different wording: “25 October (7 November) 1917”."),
    )
    language = languages.LanguageField(
        _("language"),
        blank=True,
        help_text=_("Language of the original. Used by screen readers and for hyphenation."),
    )
    original_source = models.CharField(
        _("publication statement"),
        max_length=300,
        blank=True,
        help_text=_("Where it was first published: “Izvestiia, 28 March 1953”."),
    )
    repository = models.CharField(_("repository"), max_length=200, blank=True)
    reference_code = models.CharField(
        _("reference code"),
        max_length=200,
        blank=True,
        help_text=_("Fonds, inventory, file and leaf, or the shelf mark."),
    )
    rights = models.CharField(
        _("rights"),
        max_length=80,
        blank=True,
        choices=rights.STATEMENTS,
        help_text=_("Shown with the source, with a link to the statement."),
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("Public. An empty line starts a new paragraph.")
    )
    content_warning = models.TextField(
        _("content warning"),
        blank=True,
        help_text=_(
            "A short warning about distressing content. Readers see it first and choose whether "
            "to open the source. Its picture and description do not appear in lists."
        ),
    )
    position = models.PositiveIntegerField(
        _("position"),
        blank=True,
        help_text=_("Position within the section. Empty: at the end."),
    )
    themes = ThemesField()

    # Derived from the date. An open end reaches to the first or the last possible day.
    earliest = models.DateField(null=True, editable=False)
    latest = models.DateField(null=True, editable=False)
    # Month and day of a date that is exact to the day, 327 for 27 March.
    day = models.PositiveSmallIntegerField(null=True, editable=False)

    reviews = GenericRelation(Review)

    objects = SourceQuerySet.as_manager()

    class Meta(Versioned.Meta):
        abstract = True
        ordering = ["essay", "position", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.UniqueConstraint(
                fields=["essay", "slug"],
                name="%(app_label)s_%(class)s_slug_unique_in_essay",
                violation_error_message=_(
                    "This section of the essay already has a source with this slug."
                ),
            ),
        ]
        indexes = [
            # Everything that decides whether a source is public.
            models.Index(fields=["status", "published_at", "essay"]),
            models.Index(fields=["essay", "position", "id"]),
            # Counts an essay's public sources; SQLite would use the first index instead.
            models.Index(fields=["essay", "status", "published_at"]),
            # The public sources of a range of days.
            models.Index(fields=["earliest", "latest", "status", "published_at", "essay"]),
            models.Index(fields=["day"]),
            # Sorts the lists of editors.
            models.Index(fields=["title"]),
            models.Index(fields=["published_at"]),
        ]

    def __str__(self):
        return self.title

    def derive(self):
        when = dates.read(self.date)
        self.earliest, self.latest = (when.earliest, when.latest) if when else (None, None)
        self.day = edtf.exact_day(when)

    def clean_fields(self, exclude=None):
        # Not in clean(), which does not know whether the form has a field for the error.
        errors = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if self.status != Status.DRAFT:
            errors |= {
                name: [sentence]
                for name, sentence in self.missing_for_publication(exclude or ()).items()
                if name not in (exclude or ())
            }
        if errors:
            raise ValidationError(errors)

    def fill_in(self):
        if self.slug and self.position is not None:
            return
        neighbours = self.slug_neighbours().order_by().values_list("slug", "position")
        slugs, positions = zip(*neighbours, strict=True) if neighbours else ([], [])
        if self.position is None:
            self.position = min(max(positions, default=0) + 1, LAST_POSITION)
        if not self.slug:
            self.slug = self.slug_besides({*slugs})

    def save(self, **kwargs):
        self.fill_in()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse(f"resources:{self._meta.model_name}", args=[self.essay.slug, self.slug])

    @property
    def public_since(self):
        """With its essay at the earliest."""
        return max(self.published_at, self.essay.published_at)

    def is_published(self, at=None):
        return super().is_published(at) and self.essay.is_published(at)

    def is_owned_by(self, user):
        return super().is_owned_by(user) and self.essay.is_viewable_by(user)

    def is_viewable_by(self, user, at=None):
        return super().is_viewable_by(user, at) and self.essay.is_viewable_by(user, at)

    @classmethod
    def own_fields(cls):
        """The editable fields that only this kind has."""
        shared = {field.name for field in Source._meta.local_fields}
        fields = [field for field in cls._meta.fields if not field.primary_key]
        return [field for field in fields if field.editable and field.name not in shared]

    @classmethod
    def long_fields(cls):
        """What lists do not show: the words of a source, and the times of their lines."""
        shown = {"description", "content_warning", cls.source_kind.alternative}
        shown.add(getattr(cls, "RENDITIONS", ""))
        return [
            field.name
            for field in cls._meta.fields
            if (is_long(field) or isinstance(field, models.JSONField)) and field.name not in shown
        ]

    @classmethod
    def fields_for_several(cls):
        choices = [field.name for field in cls.own_fields() if field.choices]
        return [*SHARED_BY_SEVERAL, *choices, "status"]

    def own_texts(self):
        """Title and text of each long field of its kind, for kinds without a page of their own."""
        return self._titled_values(filter(is_long, self.own_fields()))

    def own_facts(self):
        return self._titled_values(field for field in self.own_fields() if not is_long(field))

    def _titled_values(self, fields):
        titled = []
        for field in fields:
            value = field.value_from_object(self)
            if isinstance(field, NamesField):
                value = in_words(value)
            elif field.choices:
                value = dict(field.flatchoices).get(value, value)
            if value and not isinstance(field, models.FileField):
                titled.append((field.verbose_name, value))
        return titled

    @property
    def kind_in_words(self):
        """ "Letter"; nothing for "other", which says nothing."""
        return "" if getattr(self, "kind", "other") == "other" else self.get_kind_display()

    @property
    def byline(self):
        return in_words(self.creators)

    @property
    def date_in_words(self):
        return self.display_date or dates.in_words(self.date)

    @property
    def content_language(self):
        """The language of its title and description; `language` is that of the original."""
        return self.essay.language

    @property
    def year(self):
        """The moment that it belongs to, None without one."""
        return self.essay.year

    @property
    def excerpt(self):
        return "" if self.content_warning else Truncator(self.description).words(40)

    def parallel(self, names=()):
        """Its words in the named columns; None for a kind that has none."""

    def slug_neighbours(self):
        return super().slug_neighbours().filter(essay=self.essay_id)


def is_long(field):
    return isinstance(field, models.TextField) and not isinstance(field, NamesField)
