from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportMapping(models.Model):
    """A mapping that an editor saved, for the next table of its kind: Mapping.from_json()."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    content = models.JSONField(_("columns"), default=dict, editable=False)
    updated = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        default_permissions = ()  # those to import: ImportMappingAdmin
        ordering = ["name"]
        verbose_name = _("import mapping")
        verbose_name_plural = _("import mappings")

    def __str__(self):
        return self.name
