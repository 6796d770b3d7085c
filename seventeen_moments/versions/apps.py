from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VersionsConfig(AppConfig):
    """Drafts of live pages, and every earlier state, stored by django-reversion."""

    name = "seventeen_moments.versions"
    verbose_name = _("History")

    def ready(self):
        from .register import keep_all  # noqa: PLC0415 - imports models, which are loaded only now

        keep_all()
