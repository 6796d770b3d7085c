from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = _("Sources")
    admin_position = 2

    def ready(self):
        # Modules that import models, which are loaded only now.
        from seventeen_moments.core.completeness import register  # noqa: PLC0415

        from . import checks  # noqa: F401, PLC0415
        from .linkcheck import DEAD_LINK  # noqa: PLC0415
        from .rendition_jobs import UNREADABLE  # noqa: PLC0415

        register(DEAD_LINK)
        register(UNREADABLE)
