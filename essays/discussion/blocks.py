"""Who is blocked: e-mail addresses, domains, networks, and senders known only by a hash.

What a blocked reader sends is stored as spam, or as a dismissed flag. They are not told.
"""

import re
from contextlib import suppress
from datetime import timedelta
from ipaddress import ip_network

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.encoding import punycode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.proxies import parse_address
from seventeen_moments.core.retention import delete_expired, retention_rule

from .comment_settings import CommentSettings
from .senders import sender_hashes

ENDED_RETENTION = timedelta(days=30)  # so long the end of a block can be undone


class BlockQuerySet(models.QuerySet):
    def in_force(self, at=None):
        return self.filter(Q(until=None) | Q(until__gt=at or timezone.now()), ended_at=None)

    def matching(self, emails, hashes=()):
        """Blocks of the addresses, of their domains and the domains above, and of the senders."""
        emails, kinds = {ascii_email(email) for email in emails if "@" in email}, Block.Kind
        domains = {domain for email in emails for domain in domains_of(email)}
        return self.filter(
            Q(kind=kinds.SENDER, value__in=list(hashes))
            | Q(kind=kinds.EMAIL, value__in=emails)
            | Q(kind=kinds.DOMAIN, value__in=domains)
        )

    def block(self, kind, value, *, by, at=None, until=None, **fields):
        """Returns the block in force, and the end that it had before; `...` if it is new.

        A block that is in force is extended, never shortened.
        """
        at = at or timezone.now()
        with transaction.atomic():
            self.filter(kind=kind, value=value, until__lte=at).delete()
            defaults = {"by": by, "at": at, "until": until, **fields}
            block, is_new = self.select_for_update().get_or_create(
                kind=kind, value=value, ended_at=None, defaults=defaults
            )
            before = ... if is_new else block.until
            if not is_new and block.until and (until is None or until > block.until):
                block.until = until
                block.save(update_fields=["until"])
        return block, before


class Block(models.Model):
    role_rights = {"moderator": ["add", "change", "view"]}

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail address")
        DOMAIN = "domain", _("Domain")
        NETWORK = "network", _("Network")
        SENDER = "sender", _("Sender")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    # In small letters, with the domain in ASCII; a hash for a sender, which nobody sees.
    value = models.CharField(_("blocked"), max_length=320)
    reason = models.CharField(
        _("reason"), max_length=200, blank=True, help_text=_("Only for moderators.")
    )
    comment = models.ForeignKey(
        "essays.Comment",
        verbose_name=_("comment"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("blocked by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("since"), default=timezone.now)
    until = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Leave empty for a block without an end.")
    )
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("blocked sender")
        verbose_name_plural = _("blocked senders")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="essays_block_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value"],
                condition=Q(ended_at=None),
                name="essays_block_once",
            )
        ]

    def __str__(self):
        # The log of the admin repeats this text, and outlives the block.
        return f"{self.get_kind_display()} · {self.at:%Y-%m-%d}"

    @property
    def shown(self):
        """What is blocked, as moderators know it."""
        if self.kind == self.Kind.SENDER:
            return gettext("The sender of a comment")
        if self.kind == self.Kind.NETWORK:
            return self.value
        return shown_email(self.value if self.kind == self.Kind.EMAIL else f"@{self.value}")

    def is_in_force(self, at=None):
        """The same rule as `in_force()`."""
        return self.ended_at is None and (self.until is None or self.until > (at or timezone.now()))


def is_blocked(email, network, at=None):
    """Whether a reader with this e-mail address, in this network, is blocked. One query."""
    blocks = Block.objects.in_force(at)
    found = blocks.matching([email], sender_hashes(network)) | blocks.filter(
        kind=Block.Kind.NETWORK
    )
    rows = found.values_list("kind", "value")
    return any(kind != Block.Kind.NETWORK or _is_in_network(network, value) for kind, value in rows)


def ascii_email(email):
    """In lower case, with the domain as resolvers know it: xn--90ahr3b.xn--p1ai of “хлеб.рф.”"""
    name, sign, domain = email.strip("<>,; ").lower().rpartition("@")
    with suppress(UnicodeError):  # no domain
        domain = punycode(domain.rstrip("."))
    return f"{name}{sign}{domain}"


def shown_email(email):
    name, sign, domain = email.rpartition("@")
    with suppress(UnicodeError):
        domain = domain.encode("ascii").decode("idna")
    return f"{name}{sign}{domain}"


def domains_of(email):
    """The domain, and those above it that have a dot: mail.spam.example, spam.example."""
    labels = ascii_email(email).rpartition("@")[2].split(".")
    return [".".join(labels[start:]) for start in range(len(labels) - 1)]


def meeting(blocks, email, sender=None):
    """Those of the blocks that meet the address or the sender."""
    email = ascii_email(email)
    keys = {(Block.Kind.EMAIL, email), (Block.Kind.SENDER, sender)}
    keys |= {(Block.Kind.DOMAIN, domain) for domain in domains_of(email)}
    return [block for block in blocks if (block.kind, block.value) in keys]


def parse_lines(text):
    """Returns the kinds and values in the text, once each, and the errors of all other entries."""
    found, errors = {}, []
    for entry in re.split(r"[\s,;]+", text):
        try:
            found[parse_entry(entry)] = None
        except ValidationError as error:
            errors += [error] * bool(entry)
    return list(found), errors


def parse_entry(entry):
    """Returns the kind and the value of what a moderator typed, or raises ValidationError."""
    typed, entry = entry, ascii_email(entry).removeprefix("*")
    with suppress(ValueError):
        network = ip_network(parse_address(entry) or entry, strict=False)
        is_one = network.num_addresses == 1
        return Block.Kind.NETWORK, str(network.network_address if is_one else network)
    name, _sign, domain = entry.rpartition("@")
    try:
        EmailValidator(allowlist=[])(f"{name or 'anybody'}@{domain.removeprefix('.')}")
    except ValidationError:
        refusal = _("“%(entry)s” is not an e-mail address, a domain, an IP address or a network.")
        raise ValidationError(refusal, params={"entry": typed}) from None
    kind = Block.Kind.EMAIL if name else Block.Kind.DOMAIN
    return kind, entry if name else domain.removeprefix(".")


def _is_in_network(address, entry):
    """An entry for one IPv6 address blocks its /64 network, which counts as one address."""
    try:
        network = ip_network((address, 64)) if ":" in address else ip_network(address)
        return network.overlaps(ip_network(entry))
    except ValueError:
        return False


@retention_rule("blocks that have ended")
def delete_ended(at):
    """A hash of a sender is not kept longer than the block was meant to last."""
    ended = Q(until__lte=at) | Q(ended_at__lte=at - ENDED_RETENTION)
    return delete_expired(Block.objects.filter(ended))


@retention_rule("blocked addresses of the comment settings")
def move_old_lines(at):
    """Until there were blocks, the comment settings had a list of lines.

    Not in a migration: the code of the release before still uses the list while that runs.
    """
    if not CommentSettings.objects.exclude(blocked_addresses="").exists():
        return 0
    with transaction.atomic():
        row = CommentSettings.objects.locked_row()
        entries, _errors = parse_lines(row.blocked_addresses)
        for kind, value in entries:
            Block.objects.block(kind, value, by=None, at=at)
        row.blocked_addresses = ""
        row.save(update_fields=["blocked_addresses"])
    return len(entries)
