from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HistoryConfig(AppConfig):
    """Every state of an essay with its sources, kept by django-reversion."""

    name = "seventeen_moments.history"
    label = "history"
    verbose_name = _("History")

    def ready(self):
        from .kept import keep_all  # noqa: PLC0415 - imports models, which are loaded only now

        keep_all()
