from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Removal(models.Model):
    """A source that was removed for good. Nothing here tells what it was."""

    at = models.DateTimeField(_("removed"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
    )
    kind = models.CharField(_("kind"), max_length=60)  # "image"
    reason = models.TextField(
        _("reason"),
        max_length=1000,
        help_text=_(
            "Who asked for it, and when. It is kept, and only administrators read it: do not "
            "repeat what is removed."
        ),
    )

    class Meta:
        verbose_name = _("removal")
        verbose_name_plural = _("removals")
        ordering = ["-pk"]
        default_permissions = ["add", "view"]  # of no role: administrators have all

    def __str__(self):
        return f"{self.kind}, {self.at:%Y-%m-%d}"


class RemovedAddressQuerySet(models.QuerySet):
    def of(self, model, addresses):
        """Of pairs of the key of an essay and the slug of a source in it."""
        return self.filter(digest__in=[digest(model, *address) for address in addresses])


class RemovedAddress(models.Model):
    """An address at which the source was public. Its slug says what it was, so it is a digest."""

    removal = models.ForeignKey(Removal, on_delete=models.CASCADE, related_name="addresses")
    digest = models.CharField(max_length=64, unique=True)

    objects = RemovedAddressQuerySet.as_manager()

    class Meta:
        default_permissions = []

    def __str__(self):
        return self.digest


def digest(model, essay, slug):
    return sha256(f"{model._meta.label_lower}/{essay}/{slug}".encode()).hexdigest()
