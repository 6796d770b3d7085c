from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Lower
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core import languages, richtext
from seventeen_moments.core.anchors import anchored, paragraphs
from seventeen_moments.core.derived import DerivedFieldsMixin, DerivedFieldsQuerySet
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.names import NamesField, in_words
from seventeen_moments.core.one_line import OneLineMixin
from seventeen_moments.core.permissions import ALL_ACTIONS
from seventeen_moments.core.publication import PublishableQuerySet, Status
from seventeen_moments.core.slugs import SlugMixin
from seventeen_moments.core.themes import ThemesField, tagged_items
from seventeen_moments.core.word_count import count_words
from seventeen_moments.editorial.reviews import Review
from seventeen_moments.versions.versioned import Versioned

from .discussion.blocks import Block
from .discussion.comment_notes import CommentNote
from .discussion.comment_policy import CommentPolicy, CommentPolicyQuerySet
from .discussion.comment_settings import CommentSettings
from .discussion.comments import Comment
from .discussion.confirmations import Confirmation
from .discussion.decisions import Decision
from .discussion.edits import CommentEdit
from .discussion.flags import Flag
from .discussion.moderation_log import ModerationAction
from .discussion.redactions import Redaction
from .discussion.refused_addresses import RefusedAddress
from .discussion.saved_replies import SavedReply
from .discussion.senders import CommentSender
from .discussion.submission_log import LoggedSubmission
from .sections import sections
from .source_links import paragraphs_by_source

__all__ = [
    "Block",
    "Comment",
    "CommentEdit",
    "CommentNote",
    "CommentSender",
    "CommentSettings",
    "Confirmation",
    "Decision",
    "Essay",
    "Flag",
    "LoggedSubmission",
    "ModerationAction",
    "Redaction",
    "RefusedAddress",
    "SavedReply",
]


# Sorts essays without a year last; unlike NULLS LAST, an index of SQLite can contain it.
WITHOUT_YEAR = IsNull(F("year"), True)


class EssayQuerySet(DerivedFieldsQuerySet, CommentPolicyQuerySet, PublishableQuerySet):
    def with_section_counts(self, at=None):
        """Adds the number of due sources of each kind, such as texts_count."""
        return self._with_counts(lambda sources: sources.due(at))

    def with_source_counts(self):
        """Adds the same counts, drafts included."""
        return self._with_counts(lambda sources: sources)

    def _with_counts(self, select):
        counts = {
            f"{kind.source_kind.relation}_count": _count(select(kind.objects.all()))
            for kind in kinds()
        }
        return self.annotate(**counts)

    def related_to(self, essay):
        """Essays of the same year first, then those with the most themes in common."""
        return self.related(essay.pk, essay.year, [theme.pk for theme in essay.themes.all()])

    def related(self, essay, year, themes):
        """The same by the keys of the essay and of its themes."""
        tagged = tagged_items(self.model).filter(tag__pk__in=themes)
        shared = tagged.filter(object_id=OuterRef("pk")).values("object_id")
        same_year = Q(pk__in=[]) if year is None else Q(year=year)
        return (
            self.exclude(pk=essay)
            .filter(same_year | Q(pk__in=tagged.values("object_id")))
            .annotate(
                same_year=Case(When(same_year, then=1), default=0),
                shared=Coalesce(Subquery(shared.values_list(Count("pk"))), 0),
            )
            .order_by("-same_year", "-shared", *self.model._meta.ordering)
        )

    def without_body(self):
        """Keeps body_text of the long fields: its beginning replaces an empty summary."""
        return self.defer(*(name for name in self.model.long_fields() if name != "body_text"))

    def without_year(self):
        return self.filter(year=None)

    def with_comment_counts(self):
        """Adds comments_count (what readers see) and waiting_count."""
        return self.annotate(
            comments_count=_count(Comment.objects.approved()),
            waiting_count=_count(Comment.objects.waiting()),
        )

    def with_discussion(self):
        """Adds the comment policy, and the numbers of comments and threads that readers see."""
        return self.with_comment_policy().annotate(
            comments_count=_count(Comment.objects.approved()),
            threads_count=_count(Comment.objects.root_comments()),
        )

    def for_list(self, at=None):
        """Adds what a card shows: the counts and the lead image."""
        return self.with_section_counts(at).select_related("lead_image").without_body()

    def for_page(self, at=None):
        essays = self.with_section_counts(at).with_discussion()
        return essays.select_related("lead_image").prefetch_related("themes")


def _count(queryset):
    """Counts the objects of each essay; in a subquery, so that several counts do not multiply."""
    objects = queryset.filter(essay=OuterRef("pk")).order_by().values("essay")
    return Coalesce(Subquery(objects.values_list(Count("pk"))), 0)


class Essay(SlugMixin, OneLineMixin, DerivedFieldsMixin, CommentPolicy, Versioned):
    role_rights = {
        "editor": [*ALL_ACTIONS, "open_close_comments"],
        "moderator": ["view", "open_close_comments"],
        "author": ["add"],
    }
    NOT_IN_VERSIONS = Versioned.NOT_IN_VERSIONS | {
        *("comments_open", "closing"),
        *("body_text", "words", "notes"),
    }
    DERIVED = {"body": ["body_html", "body_text", "words", "notes", "last_anchor", "source_links"]}

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
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
    language = languages.LanguageField(
        _("language"),
        default=languages.content_language,
        help_text=_(
            "Language of the essay, and of the titles and descriptions of its sources. Used by "
            "screen readers and for hyphenation."
        ),
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
    words = models.PositiveIntegerField(editable=False, default=0)
    notes = models.JSONField(editable=False, default=list, blank=True)
    last_anchor = models.PositiveIntegerField(editable=False, default=0)
    source_links = models.JSONField(editable=False, default=dict, blank=True)

    reviews = GenericRelation(Review)

    beginning = None  # of body_text, which lists do not load

    objects = EssayQuerySet.as_manager()

    class Meta(CommentPolicy.Meta, Versioned.Meta):
        verbose_name = _("essay")
        verbose_name_plural = _("essays")
        ordering = [WITHOUT_YEAR.asc(), "year", "title", "pk"]
        permissions = [("open_close_comments", _("Can open and close comments"))]
        constraints = [
            *Versioned.Meta.constraints,
            *CommentPolicy.Meta.constraints,
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__range=(1000, 2999)),
                name="essays_essay_year_has_four_digits",
                violation_error_message=_("A moment is a four-digit year."),
            ),
        ]
        indexes = [
            *Versioned.Meta.indexes,
            models.Index(fields=["year", "title"], name="essays_essay_year_title"),
            # For the list of all published essays.
            models.Index("status", WITHOUT_YEAR, "year", "title", "id", name="essays_essay_order"),
            # For the line of years on every page: counted from the index only.
            models.Index(fields=["status", "year", "published_at"], name="essays_essay_moments"),
            # For editors, whose list has drafts, too.
            models.Index(WITHOUT_YEAR, "year", "title", "id", name="essays_essay_all"),
            # By title; a page far into the list is counted off on the index.
            models.Index(
                fields=["title", "id", "status", "published_at"], name="essays_essay_title"
            ),
            models.Index(fields=["published_at"], name="essays_essay_published_at"),
            # Mistyped addresses.
            models.Index(Lower("slug"), name="essays_essay_small_slug"),
            # Counts the public essays of each language.
            models.Index(
                fields=["language", "status", "year", "published_at"], name="essays_essay_language"
            ),
        ]

    def __str__(self):
        return self.title

    @classmethod
    def long_fields(cls, prefix=""):
        """What lists do not show, as names for `defer()`."""
        return [f"{prefix}{name}" for name in ["body", "body_html", "body_text", "notes"]]

    @classmethod
    def fields_for_several(cls):
        return ["authors", "year", "language", "themes", "status"]

    def restorable(self, values):
        """Keeps the largest anchor, so that no paragraph gets the number of an earlier one."""
        return values | {"last_anchor": max(values.get("last_anchor", 0), self.last_anchor)}

    def derive(self):
        self.body = richtext.clean(self.body)
        html, self.notes, self.body_text = richtext.render(self.body)
        self.words = count_words(self.body_text)
        self.body_html, self.last_anchor = anchored(html, self.body_html, self.last_anchor)
        self.source_links = paragraphs_by_source(self.body_html, self.notes)

    def clean(self):
        super().clean()
        if self.lead_image and self.lead_image.essay_id != self.pk:
            raise ValidationError({"lead_image": _("Choose one of this essay’s own images.")})

    def fill_in(self):
        self.slug = self.slug or self.free_slug()

    def fallback_slug(self):
        return f"essay-{self.year}" if self.year else "essay"

    def save(self, **kwargs):
        self.fill_in()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("essays:essay", args=[self.slug])

    @property
    def content_language(self):
        return self.language

    @property
    def byline(self):
        return in_words(self.authors)

    @property
    def published_on(self):
        """The day of publication in this archive; None for a draft."""
        published = self.status == Status.PUBLISHED and self.published_at
        return timezone.localdate(self.published_at) if published else None

    @property
    def changed_on(self):
        """The day of the last change; None if it is not after the day of publication."""
        changed = timezone.localdate(self.updated)
        return changed if self.published_on and changed > self.published_on else None

    @cached_property
    def paragraphs(self):
        return paragraphs(self.body_html)

    @property
    def excerpt(self):
        text = self.body_text if self.beginning is None else self.beginning
        return self.summary or Truncator(text).words(40)

    def sections(self):
        return sections(self)

    def visible_sources(self, relation):
        """A section as all who may see the essay see it, or as its previewed draft has it."""
        stored = getattr(self, relation).for_essay(self)
        return self.draft_preview.section(stored, self) if self.draft_preview else stored

    def show_draft(self, preview):
        super().show_draft(preview)
        for relation in (kind.source_kind.relation for kind in kinds()):
            if hasattr(self, f"{relation}_count"):
                setattr(self, f"{relation}_count", len(self.visible_sources(relation)))
        if self.lead_image:
            self.lead_image = preview.row(self.lead_image)

    @property
    def picture(self):
        """What lists show it with, or None."""
        return self.lead()

    def lead(self, at=None):
        """The lead image, if it is due and shown without a content warning."""
        image = self.lead_image
        if image and image.essay_id == self.pk and image.is_due(at) and image.picture:
            image.essay = self  # saves a query
            return image
        return None
