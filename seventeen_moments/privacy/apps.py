from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "seventeen_moments.privacy"
    verbose_name = _("Privacy")
    admin_position = 5
