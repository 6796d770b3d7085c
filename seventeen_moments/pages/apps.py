from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """About, contact, rights, privacy, and what else editors tell about the archive."""

    name = "seventeen_moments.pages"
    verbose_name = _("Pages")
    admin_position = 4
