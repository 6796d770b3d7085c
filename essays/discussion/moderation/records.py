"""What is known of the people who wrote comments: one record for each e-mail address."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Min

from essays.models import Block, Comment, CommentNote, Decision, Flag, Redaction

from ..blocks import meeting
from ..redacted_text import shown

READER, State = Comment.AuthorRole.READER, Comment.State
LATEST = 3  # decisions


@dataclass
class Record:
    email: str
    names: list = field(default_factory=list)
    counts: dict = field(default_factory=dict)  # comments by state
    since: datetime | None = None
    flags_raised: int = 0
    flags_dismissed: int = 0
    redactions: int = 0
    notes: int = 0
    decisions: list = field(default_factory=list)  # the latest ones
    blocks: list = field(default_factory=list)

    @property
    def count(self):
        return sum(self.counts.values())

    @property
    def labelled_counts(self):
        """Pairs of state and number."""
        return [(State(name), self.counts[name]) for name in State.values if name in self.counts]

    @property
    def is_approved_author(self):
        """The same rule as `Comment.objects.is_approved_author()`."""
        return State.APPROVED in self.counts and State.SPAM not in self.counts


def records_of(emails):
    """The records in the order of the addresses; eight queries, however many there are."""
    records = {email: Record(email) for email in emails if email}
    if not records:
        return []
    for email, counts in Comment.objects.counts_by_state(list(records)).items():
        records[email].counts = counts
    comments = Comment.objects.filter(email__in=records, author_role=READER).order_by()
    names = comments.values_list("email", "name").annotate(first=Min("created"))
    for email, name, first in names.order_by("first"):
        records[email].names.append(shown(name))
        records[email].since = records[email].since or first
    of_comments = {"comment__email__in": records, "comment__author_role": READER}
    _count_flags(records, Flag.objects.filter(**of_comments, suspicion=""))
    for model, name in [(Redaction, "redactions"), (CommentNote, "notes")]:
        rows = model.objects.filter(**of_comments).order_by().values_list("comment__email")
        for email, count in rows.annotate(Count("pk")):
            setattr(records[email], name, count)
    _add_decisions(records, Decision.objects.not_undone().filter(**of_comments))
    _add_blocks(records)
    return list(records.values())


def _count_flags(records, flags):
    rows = flags.order_by().values_list("comment__email", "dismissed").annotate(Count("pk"))
    for email, dismissed, count in rows:
        setattr(records[email], "flags_dismissed" if dismissed else "flags_raised", count)


def _add_decisions(records, decisions):
    """The newest, of at most so many that one busy address does not make the page slow."""
    newest = decisions.order_by("-pk").select_related("by", "comment")
    for decision in newest.defer("comment__html", "comment__text")[: 20 * len(records)]:
        latest = records[decision.comment.email].decisions
        if len(latest) < LATEST:
            latest.append(decision)


def _add_blocks(records):
    blocks = list(Block.objects.in_force().matching(records))
    for email, record in records.items():
        record.blocks = meeting(blocks, email)
