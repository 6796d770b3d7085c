from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "seventeen_moments.notices"
    verbose_name = _("E-mail notifications")
