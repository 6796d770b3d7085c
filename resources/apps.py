from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = _("Sources")

    def ready(self):
        from . import checks  # noqa: F401, PLC0415 - imports models, which are loaded only now
