from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "seventeen_moments.audit"
    verbose_name = _("Audit trail")

    def ready(self):
        # These connect their signals, and import models, which are loaded only now.
        from . import accounts, retention, sign_ins  # noqa: F401, PLC0415
