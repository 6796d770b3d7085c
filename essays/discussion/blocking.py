"""Blocks the author of a comment, and what already waits from them."""

from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from .blocks import Block, ascii_email, domains_of, shown_email
from .comments import Comment
from .decisions import Decision
from .moderation_log import ModerationAction, record, undoes
from .public_mail import PUBLIC_MAIL
from .seen import Seen
from .senders import CommentSender

Kind, State = Block.Kind, Comment.State
MOST_DOMAINS = 50  # in one condition


class Target(NamedTuple):
    """What can be blocked about a comment."""

    kind: str
    value: str
    comment: Comment

    @property
    def shown(self):
        if self.kind == Kind.SENDER:
            return ""  # a hash
        return shown_email(f"@{self.value}" if self.kind == Kind.DOMAIN else self.value)

    @property
    def is_public_mail(self):
        return self.kind == Kind.DOMAIN and self.value in PUBLIC_MAIL

    def comments(self):
        """The comments of readers that the block would have met."""
        readers = Comment.objects.filter(author_role=Comment.AuthorRole.READER)
        if self.kind == Kind.EMAIL:
            return readers.filter(email=self.comment.email)
        if self.kind == Kind.DOMAIN:
            return readers.filter(at_domains([self.value]))
        return readers.filter(sender__sender=self.value)

    def waiting(self):
        return self.comments().filter(state=State.WAITING, withdrawn=False)

    def approved_of_others(self):
        approved = self.comments().filter(state=State.APPROVED, withdrawn=False)
        return approved.exclude(email=self.comment.email).count()

    def meets_others(self):
        return self.is_public_mail or self.approved_of_others() > 0


def targets_of(comment):
    """Empty for staff, whose comments no block meets, and for what its author has deleted."""
    if comment.withdrawn or comment.author_role != Comment.AuthorRole.READER:
        return []
    email, targets = ascii_email(comment.email), []
    if "@" in email:
        domain = email.rpartition("@")[2]
        targets = [Target(Kind.EMAIL, email, comment), Target(Kind.DOMAIN, domain, comment)]
    sender = CommentSender.objects.filter(comment=comment).first()
    return targets + ([Target(Kind.SENDER, sender.sender, comment)] if sender else [])


@transaction.atomic
def block(target, by, *, days=None, follow=False):
    """Blocks without an end, or for some days. Returns the number of comments marked as spam."""
    at = timezone.now()
    until = at + timedelta(days=days) if days else None
    comment = target.comment
    standing, before = Block.objects.block(
        target.kind, target.value, by=by, at=at, until=until, comment=comment
    )
    changes = {"block": standing.pk} | _until_before(before)
    about = {"essay_id": comment.essay_id, "comment": comment}
    action = record(ModerationAction.Kind.BLOCK, by, changes=changes, **about)
    if not follow:
        return 0
    seen = Seen(state=State.WAITING)
    marked = target.waiting().decide(State.SPAM, by, seen=seen, batch=action.pk).changed
    action.count += marked
    action.save(update_fields=["count"])
    return marked


@transaction.atomic
def block_entries(entries, by, **fields):
    """Blocks what a moderator typed, as kinds and values. Returns how many are new or longer."""
    count = 0
    for kind, value in entries:
        standing, before = Block.objects.block(kind, value, by=by, **fields)
        if before is ... or before != standing.until:
            changes = {"block": standing.pk} | _until_before(before)
            record(ModerationAction.Kind.BLOCK, by, changes=changes)
            count += 1
    return count


@transaction.atomic
def set_until(standing, until, by):
    """Ends the block at another time; None: never."""
    before = Block.objects.select_for_update().get(pk=standing.pk).until
    if before != until:
        Block.objects.filter(pk=standing.pk).update(until=until)
        changes = {"block": standing.pk} | _until_before(before)
        record(ModerationAction.Kind.BLOCK, by, changes=changes)


@transaction.atomic
def end(standing, by):
    """Ends the block early. Returns whether it was still in force."""
    ended = Block.objects.in_force().filter(pk=standing.pk).update(ended_at=timezone.now())
    if ended:
        changes = {"block": standing.pk, "ended": True}
        record(ModerationAction.Kind.BLOCK, by, changes=changes)
    return bool(ended)


@undoes(ModerationAction.Kind.BLOCK)
def undo(action, by):
    blocks = Block.objects.filter(pk=action.changes["block"])
    if action.changes.get("ended"):
        return _take_up_again(blocks.exclude(ended_at=None).first())
    restored = Decision.objects.filter(batch=action.pk).undo()
    # A colleague blocked the same since, or set another end.
    if action.later().filter(changes__block=action.changes["block"]).exists():
        return restored
    standing = blocks.filter(ended_at=None)
    if "until_before" in action.changes:
        until = action.changes["until_before"]
        return restored + standing.update(until=until and parse_datetime(until))
    return restored + standing.update(ended_at=timezone.now())


def _take_up_again(ended):
    again = {"ended_at": None} | ({"kind": ended.kind, "value": ended.value} if ended else {})
    if ended is None or Block.objects.filter(**again).exists():
        return 0
    return Block.objects.filter(pk=ended.pk).update(ended_at=None)


def _until_before(before):
    return {} if before is ... else {"until_before": before and before.isoformat()}


def at_domains(domains):
    """Of addresses at the domains or below them, as they were typed or in ASCII."""
    forms = {form for domain in domains for form in (domain, shown_email(f"@{domain}")[1:])}
    found = Q(pk__in=[])
    for form in forms:
        found |= Q(email__endswith=f"@{form}") | Q(email__endswith=f".{form}")
    return found


def count_approved(entries):
    """How many approved comments each of the entries would have met: `{entry: count}`."""
    domains = [value for kind, value in entries if kind == Kind.DOMAIN]
    emails = [value for kind, value in entries if kind == Kind.EMAIL]
    approved = Comment.objects.filter(state=State.APPROVED, withdrawn=False)
    approved = approved.filter(author_role=Comment.AuthorRole.READER)
    if len(domains) + len(emails) <= MOST_DOMAINS:
        typed = [form for email in emails for form in (email, shown_email(email))]
        approved = approved.filter(at_domains(domains) | Q(email__in=typed))
    wanted, counts = set(entries), {}
    by_email = approved.order_by().values_list("email").annotate(Count("pk"))
    for email, count in by_email.iterator():
        own = [(Kind.EMAIL, ascii_email(email)), *((Kind.DOMAIN, d) for d in domains_of(email))]
        for entry in wanted.intersection(own):
            counts[entry] = counts.get(entry, 0) + count
    return counts
