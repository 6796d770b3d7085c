from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "seventeen_moments.notices"
    verbose_name = _("E-mail notifications")

    def ready(self):
        # These declare what they do, and import models, which are loaded only now.
        from . import erasing, queue, to_accounts  # noqa: F401, PLC0415
