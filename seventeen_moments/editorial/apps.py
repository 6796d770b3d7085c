from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from taggit.apps import TaggitAppConfig


class SiteConfig(AdminConfig):
    """Django's admin, with the site of site.py."""

    default_site = "seventeen_moments.editorial.site.EditorialSite"


class ThemesConfig(TaggitAppConfig):
    verbose_name = _("Themes")
    admin_position = 3

    def ready(self):
        # Editors call tags themes. ModelAdmin offers no hook for the names in confirmations of
        # deletions, recent actions and lists of models. A proxy model would change the
        # permissions, the addresses and the history of themes, and the sender of their signals.
        options = self.get_model("Tag")._meta
        options.verbose_name, options.verbose_name_plural = _("theme"), _("themes")


class EditorialConfig(AppConfig):
    name = "seventeen_moments.editorial"
    verbose_name = _("Roles")

    def ready(self):
        from .groups import grant_rights  # noqa: PLC0415 - imports models, which are loaded only now

        post_migrate.connect(grant_rights, sender=self)
