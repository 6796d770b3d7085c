from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemovalsConfig(AppConfig):
    name = "seventeen_moments.removals"
    verbose_name = _("Removals")
    admin_position = 6
