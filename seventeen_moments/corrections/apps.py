from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CorrectionsConfig(AppConfig):
    name = "seventeen_moments.corrections"
    verbose_name = _("Corrections")
    admin_position = 4
