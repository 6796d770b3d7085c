"""Addresses whose owners do not want to be asked again whether they wrote a comment.

Only a keyed hash is stored, so that nobody can read the address.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.keyed_hash import keyed_hashes

WITHOUT_DOTS = {"gmail.com", "googlemail.com"}  # there, an.na@ is anna@


class RefusedAddressQuerySet(models.QuerySet):
    def of(self, email):
        return self.filter(hash__in=_hashes(email))

    def among(self, emails):
        """Those of the addresses that refuse. One query."""
        hashes = {email: _hashes(email) for email in emails}
        each = [hashed for those in hashes.values() for hashed in those]
        refused = set(self.filter(hash__in=each).values_list("hash", flat=True) if each else [])
        return {email for email, those in hashes.items() if not refused.isdisjoint(those)}

    def refuse(self, email):
        if not self.of(email).exists():
            self.refuse_hash(hash_of(email))

    def refuse_hash(self, hashed):
        self.get_or_create(hash=hashed)


class RefusedAddress(models.Model):
    hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now)

    objects = RefusedAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address that refuses questions")

    def __str__(self):
        return f"{self.at:%Y-%m-%d}"


def mailbox(email):
    """To which the address leads: that of anna+news@example.org is anna@example.org."""
    name, _sign, domain = email.lower().rpartition("@")
    name = name.partition("+")[0] or name
    if domain in WITHOUT_DOTS:
        name = name.replace(".", "")
    return f"{name}@{domain}"


def hash_of(email):
    return _hashes(email)[0]


def _hashes(email):
    return keyed_hashes("essays.discussion.refused_addresses", mailbox(email))
