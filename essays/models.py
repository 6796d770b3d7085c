from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core import richtext
from seventeen_moments.core.anchors import anchored, paragraphs
from seventeen_moments.core.derived import DerivedFieldsMixin, DerivedFieldsQuerySet
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.names import NamesField, in_words
from seventeen_moments.core.permissions import ALL_ACTIONS
from seventeen_moments.core.publication import PublishableQuerySet, Status
from seventeen_moments.core.themes import ThemesField, tagged_items
from seventeen_moments.versions.versioned import Versioned

from . import source_links
from .discussion.comment_policy import Discussed, DiscussedQuerySet
from .discussion.comment_settings import CommentSettings
from .discussion.comments import Comment
from .discussion.decisions import Decision
from .discussion.flags import Flag
from .discussion.submission_log import Arrival
from .sections import sections

__all__ = ["Arrival", "Comment", "CommentSettings", "Decision", "Essay", "Flag"]


OUTSIDE_TIME = IsNull(F("year"), True)  # NULLS LAST, as an index of SQLite can have it


class EssayQuerySet(DerivedFieldsQuerySet, DiscussedQuerySet, PublishableQuerySet):
    def with_section_counts(self, at=None):
        """Adds a count for each kind of source, such as texts_count."""
        return self._with_counts(lambda sources: sources.due(at))

    def with_source_counts(self):
        """The same, drafts included."""
        return self._with_counts(lambda sources: sources)

    def _with_counts(self, narrow):
        return self.annotate(
            **{
                f"{kind.source_kind.relation}_count": _count(narrow(kind.objects.all()))
                for kind in kinds()
            }
        )

    def related_to(self, essay):
        """The nearest first: of the same year, then with the most themes in common."""
        tagged = tagged_items(self.model).filter(tag__in=[theme.pk for theme in essay.themes.all()])
        shared = tagged.filter(object_id=OuterRef("pk")).values("object_id")
        same_year = Q(year=essay.year, year__isnull=False)
        return (
            self.exclude(pk=essay.pk)
            .filter(same_year | Q(pk__in=tagged.values("object_id")))
            .annotate(
                same_year=Case(When(same_year, then=1), default=0),
                shared=Coalesce(Subquery(shared.values_list(Count("pk"))), 0),
            )
            .order_by("-same_year", "-shared", *self.model._meta.ordering)
        )

    def outside_time(self):
        return self.filter(year=None)

    def with_comment_counts(self):
        """Adds comments_count (what readers see) and waiting_count."""
        return self.annotate(
            comments_count=_count(Comment.objects.approved()),
            waiting_count=_count(Comment.objects.waiting()),
        )

    def with_discussion(self):
        """Adds the terms, comments_count and threads_count: what readers see of it."""
        return self.with_terms().annotate(
            comments_count=_count(Comment.objects.approved()),
            threads_count=_count(Comment.objects.openings()),
        )

    def for_list(self, at=None):
        """One card each: byline, counts, lead picture."""
        return self.with_section_counts(at).select_related("lead_image").defer("body", "body_html")

    def for_page(self, at=None):
        essays = self.with_section_counts(at).with_discussion()
        return essays.select_related("lead_image").prefetch_related("themes")


def _count(rows):
    """How many of the rows belong to each essay; a subquery, so that counts never multiply."""
    counted = rows.filter(essay=OuterRef("pk")).order_by().values("essay")
    return Coalesce(Subquery(counted.values_list(Count("pk"))), 0)


class Essay(DerivedFieldsMixin, Discussed, Versioned):
    role_rights = {
        "editor": [*ALL_ACTIONS, "open_close_comments"],
        "moderator": ["view", "open_close_comments"],
        "author": ["add"],
    }
    NOT_IN_VERSIONS = Versioned.NOT_IN_VERSIONS | {"comments_open", "body_text", "notes"}
    DERIVED = {"body": ["body_html", "body_text", "notes", "last_anchor", "cited"]}

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        help_text=_(
            "The last part of the page’s address. Links and citations use it, so avoid changing it."
        ),
    )
    authors = NamesField(_("authors"))
    year = models.PositiveSmallIntegerField(
        _("moment"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1000), MaxValueValidator(2999)],
        help_text=_("The year on the timeline. Leave empty for an undated essay."),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("One or two sentences for lists and search engines. Public with the essay."),
    )
    body = richtext.RichTextField(
        _("body"),
        blank=True,
        help_text=_(
            "To add a footnote, write its text where the number should appear, select it and "
            "choose “Footnote”. Readers see a number, and the text in the margin or at the foot "
            "of the page."
        ),
    )
    themes = ThemesField()
    lead_image = models.ForeignKey(
        "resources.Image",
        verbose_name=_("lead image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("One of this essay’s images. Shown only once that image is published."),
    )
    body_html = models.TextField(editable=False, blank=True)
    body_text = models.TextField(editable=False, blank=True)
    notes = models.JSONField(editable=False, default=list, blank=True)
    last_anchor = models.PositiveIntegerField(editable=False, default=0)
    cited = models.JSONField(editable=False, default=dict, blank=True)

    objects = EssayQuerySet.as_manager()

    class Meta(Discussed.Meta, Versioned.Meta):
        verbose_name = _("essay")
        verbose_name_plural = _("essays")
        ordering = [OUTSIDE_TIME.asc(), "year", "title", "pk"]
        permissions = [("open_close_comments", _("Can open and close comments"))]
        constraints = [
            *Versioned.Meta.constraints,
            *Discussed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__range=(1000, 2999)),
                name="essays_essay_year_has_four_digits",
                violation_error_message=_("A moment is a four-digit year."),
            ),
        ]
        indexes = [
            *Versioned.Meta.indexes,
            models.Index(fields=["year", "title"], name="essays_essay_year_title"),
            # All that is public, in order.
            models.Index("status", OUTSIDE_TIME, "year", "title", "id", name="essays_essay_order"),
            # The line of years stands on every page: counted in the index alone.
            models.Index(fields=["status", "year", "published_at"], name="essays_essay_moments"),
        ]

    def __str__(self):
        return self.title

    def restorable(self, values):
        """No number of a paragraph is given twice."""
        return values | {"last_anchor": max(values.get("last_anchor", 0), self.last_anchor)}

    def derive(self):
        self.body = richtext.clean(self.body)
        html, self.notes, self.body_text = richtext.render(self.body)
        self.body_html, self.last_anchor = anchored(html, self.body_html, self.last_anchor)
        self.cited = source_links.places(self.body_html, self.notes)

    def clean(self):
        super().clean()
        if self.lead_image and self.lead_image.essay_id != self.pk:
            raise ValidationError({"lead_image": _("Choose one of this essay’s own images.")})

    def get_absolute_url(self):
        return reverse("essays:essay", args=[self.slug])

    @property
    def byline(self):
        return in_words(self.authors)

    @property
    def published_on(self):
        """The day of its publication here, which is not its moment; None for a draft."""
        published = self.status == Status.PUBLISHED and self.published_at
        return timezone.localdate(self.published_at) if published else None

    @property
    def changed_on(self):
        """The day of its last change, None if that is not after its publication."""
        changed = timezone.localdate(self.updated)
        return changed if self.published_on and changed > self.published_on else None

    @cached_property
    def paragraphs(self):
        return paragraphs(self.body_html)

    @property
    def excerpt(self):
        return self.summary or Truncator(self.body_text).words(40)

    def sections(self):
        return sections(self)

    def lead(self, at=None):
        """The lead image, if visitors of the essay may see it, and without asking."""
        image = self.lead_image
        if image and image.essay_id == self.pk and image.is_due(at) and not image.content_warning:
            return image
        return None
