from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.Model):
    """Which group has which role: an administrator may give the group any other name."""

    code = models.SlugField(unique=True)
    group = models.OneToOneField(Group, models.CASCADE)
    # Labels of the models on which the group was given its permissions: once, for an administrator
    # may take them back.
    granted = models.JSONField(default=list)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        default_permissions = ()  # nobody edits this: it goes with its group

    def __str__(self):
        return self.code
