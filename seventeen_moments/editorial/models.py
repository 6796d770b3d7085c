from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.names import account_name
from seventeen_moments.versions.values import editable_field

from .reviews import Remark, Review

__all__ = ["BulkChange", "Remark", "Review", "Role"]

UNDOABLE_FOR = timedelta(days=30)


class Role(models.Model):
    """The group of a role. Administrators may rename the group."""

    code = models.SlugField(unique=True)
    group = models.OneToOneField(Group, models.CASCADE)
    # Labels of models whose permissions were granted to the group. They are granted once, because
    # administrators may withdraw them.
    granted = models.JSONField(default=list)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        default_permissions = ()  # nobody edits this: it is deleted with its group

    def __str__(self):
        return self.code


class BulkChangeQuerySet(models.QuerySet):
    def of(self, model):
        return self.filter(content_type=ContentType.objects.get_for_model(model))

    def undoable(self, at=None):
        return self.filter(at__gt=(at or timezone.now()) - UNDOABLE_FOR, undone_at=None)

    def expired(self, at=None):
        return self.filter(at__lte=(at or timezone.now()) - UNDOABLE_FOR)


class BulkChange(models.Model):
    """One change of several rows of a model, with what is needed to undo it."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, db_index=True)
    fields = models.JSONField(default=list)  # names
    rows = models.PositiveIntegerField()
    # By the key of each row: its values before and after, by the names of the fields.
    values = models.JSONField(default=dict)
    digest = models.CharField(max_length=32)  # of the preview that was confirmed
    undone_at = models.DateTimeField(null=True)

    objects = BulkChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of several rows")
        verbose_name_plural = _("changes of several rows")
        default_permissions = ()  # those of the rows apply

    def __str__(self):
        return f"{self.content_type}: {', '.join(self.fields)}"

    @property
    def user_name(self):
        return account_name(self.user) if self.user else "–"

    @property
    def labels(self):
        """The labels of the changed fields."""
        fields = (editable_field(self.content_type.model_class(), name) for name in self.fields)
        return ", ".join(str(field.verbose_name) for field in fields if field)
