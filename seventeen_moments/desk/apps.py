"""How Django's admin and django-taggit are installed here, named in INSTALLED_APPS."""

from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _
from taggit.apps import TaggitAppConfig


class DeskConfig(AdminConfig):
    default_site = "seventeen_moments.desk.site.Desk"


class ThemesConfig(TaggitAppConfig):
    verbose_name = _("Themes")

    def ready(self):
        # Editors know tags as themes. A proxy model would bring permissions of its own.
        options = self.get_model("Tag")._meta
        options.verbose_name, options.verbose_name_plural = _("theme"), _("themes")
