from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from .reviews import Remark, Review

__all__ = ["Remark", "Review", "Role"]


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
