"""The one rule of visibility: drafts and publication times."""

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Min, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .edition import due_time

# Of a time of publication: databases cannot read back what is near the years 1 and 9999.
YEARS = range(1900, 3000)
TIME_OUT_OF_RANGE = _("The time of publication must be between the years 1900 and 2999.")
# No row has this key. Among the keys of a query it lets Django ask the database even if there are
# no others: otherwise the answer to what is hidden would take longer than to what is missing.
NO_KEY = 0


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class PublishableQuerySet(models.QuerySet):
    """`at` is an aware datetime, by default now."""

    def due(self, at=None):
        """Objects whose own status is published and whose own time has come."""
        return self.filter(status=Status.PUBLISHED, published_at__lte=at or timezone.now())

    def published(self, at=None):
        """What a visitor may see. Models that depend on another object narrow this further."""
        return self.due(at)

    def hidden(self, at=None):
        """All but `published()`. These are few: an index finds them among very many rows."""
        return self.filter(status=Status.DRAFT) | self.upcoming(at)

    def upcoming(self, at=None):
        """Published objects whose own time has not come yet."""
        return self.filter(status=Status.PUBLISHED, published_at__gt=at or timezone.now())

    def owned_by(self, user):
        return self.filter(owner=user)

    def viewable_by(self, user, at=None):
        """What an author may see: their own objects, and those that are due."""
        return self.owned_by(user) | self.due(at)

    def newest(self):
        return self.order_by("-published_at", "-pk")


class Publishable(models.Model):
    role_rights = {}  # actions that the group of a role is first permitted, by role

    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        help_text=_("Only editors can see a draft."),
    )
    published_at = models.DateTimeField(
        _("public from"),
        blank=True,
        null=True,
        help_text=_(
            "Leave empty to publish immediately. If the time is in the future, a published page "
            "appears automatically at that time."
        ),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)
    updated = models.DateTimeField(_("updated"), auto_now=True)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT) | Q(published_at__isnull=False),
                name="%(app_label)s_%(class)s_published_has_time",
                violation_error_message=_("Publication requires a time."),
            )
        ]
        indexes = [models.Index(fields=["status", "published_at"])]

    def save(self, **kwargs):
        fields = kwargs.get("update_fields")
        if fields is None:
            self._date_publication()
        elif fields:
            dated = "status" in fields and self._date_publication()
            kwargs["update_fields"] = {*fields, "updated", *(["published_at"] if dated else [])}
        # What follows a save, such as the search index, is stored with it or not at all.
        with transaction.atomic(savepoint=False):
            super().save(**kwargs)

    def fill_in(self):
        """Fills fields that an editor may leave empty."""

    def clean(self):
        super().clean()
        self._date_publication()
        if self.published_at and self.published_at.year not in YEARS:
            raise ValidationError(TIME_OUT_OF_RANGE)

    def make_public(self, at=None):
        """From the given time, or at once. A page that was public before keeps its time."""
        self.status = Status.PUBLISHED
        if at or self.published_at is None or self.published_at > timezone.now():
            self.published_at = at or timezone.now()

    def make_draft(self):
        """Withdraws it, or its publication at a later time."""
        self.status = Status.DRAFT
        if self.published_at and self.published_at > timezone.now():
            self.published_at = None

    def missing_for_publication(self, exclude=()):
        """Messages by the name of a field that is needed before publication.

        `exclude` are the fields that the form does not have, or has refused.
        """
        return {}

    def is_due(self, at=None):
        if self.status != Status.PUBLISHED or self.published_at is None:
            return False
        return self.published_at <= (at or timezone.now())

    def is_owned_by(self, user):
        """Whether the object is in `owned_by()`."""
        return self.owner_id is not None and self.owner_id == user.pk

    def is_viewable_by(self, user, at=None):
        """Whether the object is in `viewable_by()`."""
        return self.is_owned_by(user) or self.is_due(at)

    def is_published(self, at=None):
        """Whether the object is in `published()`."""
        return self.is_due(at)

    @property
    def public_since(self):
        """The time from which a published object is visible."""
        return self.published_at

    @property
    def kind_name(self):
        """The kind of page in the reader's language: "essay", "text", "image"."""
        return self._meta.verbose_name

    @property
    def kind_name_plural(self):
        return self._meta.verbose_name_plural

    def _date_publication(self):
        if self.status == Status.PUBLISHED and self.published_at is None:
            self.published_at = timezone.now()
            return True
        return False


@due_time
def next_publication(at=None):
    """The next time at which a published object becomes visible. One query."""
    first, *others = [
        model.objects.upcoming(at)
        .order_by()
        .values(all=Value(1))
        .annotate(next=Min("published_at"))
        .values_list("next", flat=True)
        for model in apps.get_models()
        if issubclass(model, Publishable)
    ]
    return min(filter(None, first.union(*others, all=True)), default=None)
