from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CorrectionsConfig(AppConfig):
    name = "seventeen_moments.corrections"
    verbose_name = _("Corrections")
    admin_position = 4

    def ready(self):
        # These modules import models, which can be loaded only now.
        from essays.discussion.moderation.entry_parts import register_entry_part  # noqa: PLC0415

        from .from_comments import ENTRY_PART  # noqa: PLC0415

        register_entry_part(ENTRY_PART)
