from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """About, contact, rights, privacy, and what else editors tell about the archive."""

    name = "seventeen_moments.pages"
    verbose_name = _("Pages")
    admin_position = 4

    def ready(self):
        from django.db.models.signals import post_delete, post_save  # noqa: PLC0415

        from . import foot  # noqa: PLC0415 - imports models, which are loaded only now

        post_save.connect(foot.invalidate, sender=foot.Page)
        post_delete.connect(foot.invalidate, sender=foot.Page)
