"""The drafts of live pages as they were saved. They stay when the draft is published or discarded.

draft_history.py stores, compares and restores them.
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.names import account_name
from seventeen_moments.core.page_key import PageKey

from .values import display_time


class SavedDraftQuerySet(models.QuerySet):
    def of(self, row):
        """The drafts of the row, also those saved in the form of its essay, newest first."""
        content_type = ContentType.objects.get_for_model(row)
        saved = self.filter(content_type=content_type, object_id=row.pk)
        return saved.exclude(data={}, deletes=False, children=None).order_by("-pk")

    def with_author(self):
        return self.select_related("author", "parent")


class SavedDraft(models.Model):
    """A draft as it was saved. Like the draft, it holds only what differed from the public page."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = PageKey()
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    data = models.JSONField(default=dict)
    deletes = models.BooleanField(default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved = models.DateTimeField()
    publish_at = models.DateTimeField(null=True, blank=True)

    objects = SavedDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved draft")
        verbose_name_plural = _("saved drafts")
        default_permissions = []  # those of the row apply
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="versions_saved_draft_of_row")
        ]

    def __str__(self):
        # Without a query: the page that confirms a deletion lists all drafts.
        return _("Draft of %(time)s") % {"time": display_time(self.saved)}

    @property
    def author_name(self):
        return self.author and account_name(self.author)

    @property
    def scheduled_for(self):
        return self.parent.publish_at if self.parent else self.publish_at

    def parts(self):
        """Itself and the drafts saved with it, of those sources that still belong to the page."""
        children = self.children.order_by("pk").prefetch_related("target")
        return [self, *filter(self._has_source_of, children)]

    def _has_source_of(self, child):
        source = child.target
        return source and getattr(source, f"{source.parent_field}_id") == self.object_id
