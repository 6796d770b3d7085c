from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BulkConfig(AppConfig):
    name = "seventeen_moments.bulk"
    admin_position = 6
    verbose_name = _("Import and export")
