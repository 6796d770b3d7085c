from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RolesConfig(AppConfig):
    name = "seventeen_moments.roles"
    verbose_name = _("Roles")

    def ready(self):
        from .groups import grant_kinds  # noqa: PLC0415 - asks for models, which are loaded only now

        post_migrate.connect(grant_kinds, sender=self)
