"""Addresses whose owners do not want to be asked again whether they wrote a comment.

Only a keyed hash is stored, so that nobody can read the address.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.keyed_hash import keyed_hashes


class RefusedAddressQuerySet(models.QuerySet):
    def of(self, email):
        return self.filter(hash__in=_hashes(email))

    def among(self, emails):
        """Those of the addresses that refuse. One query."""
        by_hash = {hashed: email for email in emails for hashed in _hashes(email)}
        refused = self.filter(hash__in=by_hash) if by_hash else self.none()
        return {by_hash[hashed] for hashed in refused.values_list("hash", flat=True)}

    def refuse(self, email):
        if not self.of(email).exists():
            self.get_or_create(hash=_hashes(email)[0])


class RefusedAddress(models.Model):
    hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now)

    objects = RefusedAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address that refuses questions")

    def __str__(self):
        return f"{self.at:%Y-%m-%d}"


def _hashes(email):
    return keyed_hashes("essays.discussion.refused_addresses", email.lower())
