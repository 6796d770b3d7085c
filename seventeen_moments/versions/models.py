from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.names import account_name
from seventeen_moments.core.page_key import PageKey
from seventeen_moments.core.permissions import permission
from seventeen_moments.core.precomputing import precompute

from .draft_files import DraftFolder, missing_files, store_folders_of_draft
from .register import BEFORE_CHANGE, essay_keys, record, record_if_changed
from .saved_drafts import SavedDraft
from .state_models import Member, RecordedState, VersionFolder
from .values import apply_values

__all__ = [
    "Draft",
    "DraftFolder",
    "EditingSession",
    "Member",
    "RecordedState",
    "SavedDraft",
    "VersionFolder",
]

NOT_PERMITTED = _(
    "“%(title)s” would be deleted with this draft. Whoever publishes it needs the permission to "
    "delete it."
)
FILE_IS_GONE = _(
    "The file that the draft of “%(title)s” names is no longer stored (%(label)s). Choose it again."
)


class DraftQuerySet(models.QuerySet):
    def of(self, row):
        return self.filter(content_type=ContentType.objects.get_for_model(row), object_id=row.pk)

    def due(self, at=None):
        """Scheduled for this time or an earlier one."""
        return self.waiting().filter(publish_at__lte=at or timezone.now())

    def waiting(self):
        """Scheduled, and not failed."""
        return self.filter(publish_at__isnull=False, failure="")

    def empty(self):
        """Without any difference from the public page."""
        return self.filter(data={}, deletes=False, children=None)

    def next_time(self):
        return self.waiting().aggregate(time=Min("publish_at"))["time"]


class Draft(models.Model):
    """The changes of an editor to a page, before visitors see them.

    It holds only those fields that differ from the public row, so that publishing it keeps the
    changes that others made to the rest of the row in the meantime.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = PageKey()
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="children",
        verbose_name=_("saved together with"),
        help_text=_("The draft of the essay in whose form this source was changed."),
    )
    data = models.JSONField(_("changed fields"), default=dict)
    deletes = models.BooleanField(
        _("deletion"),
        default=False,
        help_text=_("Whether the source is deleted when the draft is published."),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("author"),
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)
    updated = models.DateTimeField(_("updated"), auto_now=True)
    publish_at = models.DateTimeField(_("public from"), null=True, blank=True)
    failure = models.TextField(
        _("failure"),
        blank=True,
        help_text=_("Why it could not be published as scheduled."),
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        default_permissions = []  # those of the row apply
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="versions_draft_one_a_row"
            )
        ]
        indexes = [models.Index(fields=["publish_at"], name="versions_draft_due")]

    def __str__(self):
        return _("Draft of “%(title)s”") % {"title": self.target}

    def save(self, **kwargs):
        super().save(**kwargs)
        store_folders_of_draft(self)

    @property
    def author_name(self):
        return self.author and account_name(self.author)

    def installed_children(self):
        """The drafts saved together with it, except those of a kind whose app was removed."""
        children = self.children.select_related("content_type").order_by("pk")
        return [child for child in children if child.content_type.model_class()]

    def lock(self):
        """Locks and returns the row to which it belongs, None if that was deleted."""
        return lock(self.content_type.model_class(), self.object_id)

    def work_ahead(self):
        """Derives what `publish()` stores, before its transaction."""
        for draft in [self, *self.installed_children()]:
            model = draft.content_type.model_class()
            row = model._base_manager.filter(pk=draft.object_id).first()
            if row and not draft.deletes:
                apply_values(row, draft.data)
                precompute(row)

    def publish(self, note="", check=None, user=None):
        """Makes it public, and records the states before and after in the history.

        For what no person publishes at that moment: `publishing.publish()` records one state for
        all that is published together. Needs a transaction, and raises what `apply()` raises.
        """
        self.lock()
        self.refresh_from_db()
        model, parent = self.content_type.model_class(), self.parent_id
        author = user or self.author
        essays = essay_keys(model._base_manager.filter(pk=self.object_id))
        if model.parent_field in self.data:  # the source moves to another essay
            essays = sorted({*essays, self.data[model.parent_field]})
        record_if_changed(model, essays, note=BEFORE_CHANGE)
        self.apply(check, user)
        Draft.objects.filter(pk=parent).empty().delete()
        for key in essays:
            record(model, key, author, note)

    def apply(self, check=None, user=None):
        """Saves its values, with those of the sources saved together with it, and deletes it.

        Raises ValidationError if a row does not (or no longer) allow it or if `check(row)` refuses
        it, and Draft.DoesNotExist if it was published or discarded in the meantime. Needs a
        transaction.
        """
        row = self.lock()
        self.refresh_from_db()
        if self.deletes:
            self._delete_row(row, user)
            return
        children = self.installed_children()
        deletions = [child for child in children if child.deletes]
        for child in deletions:  # first: another source may get the address of a deleted one
            child._delete_row(child.lock(), user)
        if deletions:
            row = self.lock()  # it no longer refers to them
        if missing := missing_files(row, self.data):
            label = row._meta.get_field(missing[0]).verbose_name
            raise ValidationError(FILE_IS_GONE, params={"title": row, "label": label})
        apply_values(row, self.data)
        row.full_clean()
        if check:
            check(row)
        row.save()
        if row.typed_themes is not None:
            row.themes.set(row.typed_themes)
        for child in children:
            if not child.deletes:
                child.apply(check, user)
        self.delete()

    def _delete_row(self, row, user):
        """Deletes the source, unless it was deleted in the meantime, and the draft."""
        user = user or self.author
        if row:
            if not (user and user.has_perm(permission("delete", row))):
                raise ValidationError(NOT_PERMITTED, params={"title": row})
            row.delete()
        self.delete()

    def is_empty(self):
        """Whether it has no difference from the public page."""
        return not (self.data or self.deletes or self.children.exists())

    def discard(self):
        """Deletes it, and the draft of its essay if that is then empty."""
        self.delete()
        if self.parent and self.parent.is_empty():
            self.parent.delete()


class EditingSessionQuerySet(models.QuerySet):
    def of(self, row):
        return self.filter(content_type=ContentType.objects.get_for_model(row), object_id=row.pk)


class EditingSession(models.Model):
    """A window in which somebody has the form of a page open."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    window = models.CharField(max_length=40)  # a random word that the browser chose
    opened = models.DateTimeField(auto_now_add=True)
    seen = models.DateTimeField(db_index=True)  # when the window last reported
    is_changed = models.BooleanField(default=False)

    objects = EditingSessionQuerySet.as_manager()

    class Meta:
        default_permissions = []  # those of the page apply
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "user", "window"],
                name="versions_editing_session_one_a_window",
            )
        ]

    def __str__(self):
        return f"{self.content_type_id}/{self.object_id}: {self.user}"


def lock(model, key):
    # SQLite needs no lock: its transactions begin by waiting for other writers. The key is not
    # locked: comments and sources that point here may be stored in the meantime.
    return model._base_manager.select_for_update(no_key=True).filter(pk=key).first()
