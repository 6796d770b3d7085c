"""What is stored of a state besides django-reversion's tables.

A state lists the versions of its rows. A row that did not change keeps its earlier version, so a
state costs a new version only for each row that changed, and a short list.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from reversion.models import Revision, Version


class RecordedState(models.Model):
    """An essay with its sources at one time. The revision has the time, the user and the note."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="states")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    members = models.ManyToManyField(Version, through="Member", related_name="states")

    class Meta:
        default_permissions = []  # those of the essay apply
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "revision"], name="versions_state_of_essay"
            )
        ]

    def __str__(self):
        return f"{self.content_type} {self.object_id}: {self.revision.date_created}"


class Member(models.Model):
    """A version that belongs to a state; they are stored in the order of the rows."""

    state = models.ForeignKey(RecordedState, on_delete=models.CASCADE, db_index=False)
    # So that reversion's own `deleterevisions` cannot take a row out of a state.
    version = models.ForeignKey(Version, on_delete=models.RESTRICT)

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["state", "version"], name="versions_member_of_state")
        ]

    def __str__(self):
        return f"{self.state_id}: {self.version_id}"


class VersionFolder(models.Model):
    """The folder of an upload that a version needs to be restored."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="folders")
    folder = models.CharField(max_length=100, db_index=True)

    class Meta:
        default_permissions = []

    def __str__(self):
        return self.folder
