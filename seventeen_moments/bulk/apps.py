from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BulkConfig(AppConfig):
    name = "seventeen_moments.bulk"
    admin_position = 6
    verbose_name = _("Import and export")

    def ready(self):
        from . import undoing  # noqa: F401, PLC0415 - declares how imports are undone
