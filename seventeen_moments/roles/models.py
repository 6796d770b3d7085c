from django.contrib.auth.models import Group
from django.db import models


class Role(models.Model):
    """Which group has which role: an administrator may give the group any other name."""

    code = models.SlugField(unique=True)
    group = models.OneToOneField(Group, models.CASCADE)

    class Meta:
        default_permissions = ()  # nobody edits this: it goes with its group

    def __str__(self):
        return self.code
