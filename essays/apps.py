from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EssaysConfig(AppConfig):
    name = "essays"
    verbose_name = _("Essays")
    admin_position = 1
    admin_order = [
        "essay",
        "comment",
        "moderationaction",
        "block",
        "savedreply",
        "commentsettings",
    ]

    def ready(self):
        # These modules import models, which can be loaded only now.
        from seventeen_moments.core.completeness import Check, register  # noqa: PLC0415

        from .discussion import retention  # noqa: F401, PLC0415 - declares its rules
        from .models import Essay  # noqa: PLC0415

        register(
            Check(
                "byline",
                _("Without a byline"),
                lambda model: model is Essay,
                lambda model: Q(authors=""),
                _("Publication requires authors."),
                lambda model: "authors",
            )
        )
