from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Erasure(models.Model):
    """A record that someone erased the data of an e-mail address, without the address."""

    role_rights = {"moderator": ["erase_person"]}

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    numbers = models.JSONField(default=dict)  # of erased rows, by the name of the data source

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("about one e-mail address")
        ordering = ["-at", "-pk"]
        default_permissions = ()
        permissions = [
            ("erase_person", _("Can see, export and erase everything about an e-mail address"))
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"
