from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VersionsConfig(AppConfig):
    """Drafts of live pages, and their earlier states, stored by django-reversion."""

    name = "seventeen_moments.versions"
    verbose_name = _("History")

    def ready(self):
        from .register import register_models  # noqa: PLC0415 - its imports need loaded models

        register_models()
