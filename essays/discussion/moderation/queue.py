"""One page of a tray: the comments with all that a moderator needs to decide.

Pages are found by the comment that they follow, not by counting: the hundredth opens as fast as
the first, and what is decided meanwhile shifts nothing.
"""

from uuid import uuid4

from django.db.models import Prefetch, Q

from essays.models import Comment, Decision
from seventeen_moments.core.permissions import may_view

from .tabs import TRAYS

PER_PAGE = 25
UNREAD = ["body", "body_html", "body_text", "notes", "cited"]
COUNTED = 1000  # whatever is more is “1,000+”


class Queue:
    def __init__(self, tray, user, essay=None, start=None, after=None):
        self.tray, self.user, self.essay = tray, user, essay
        self.start, self.after = start, after

    def entries(self):
        """The comments of the page, and whether more follow."""
        rows = list(self._page()[: PER_PAGE + 1])
        shown = rows[:PER_PAGE]
        record = Comment.objects.record({row.email for row in shown if row.email})
        for row in shown:
            row.record = _record(record.get(row.email, {}), row)
            row.last_decision = next(iter(row.standing_decisions), None)
            row.latest_flag = max((flag.pk for flag in row.raised_flags), default=0)
            row.is_in_public = row.essay.is_published()
            row.essay_is_shown = may_view(self.user, row.essay)
            row.reply_token = uuid4().hex
        return shown, len(rows) > PER_PAGE

    def counts(self):
        """By tray: how many comments wait there."""
        return {name: _count(self._narrowed(tray.comments())) for name, tray in TRAYS.items()}

    def following(self, comment):
        """The comment that takes the place of this one, or None."""
        return self._beyond(comment).first()

    @property
    def is_entered_midway(self):
        return bool(self.start or self.after)

    def _page(self):
        key = self.after or self.start
        place = key and Comment.objects.filter(pk=key).first()
        rows = self._beyond(place, itself=not self.after) if place else self._ordered()
        decisions = Decision.objects.not_undone().select_related("by")
        return (
            rows.select_related("essay", "parent")
            .defer(*(f"essay__{name}" for name in UNREAD))
            .with_raised_flags()
            .prefetch_related(Prefetch("decisions", decisions, "standing_decisions"))
        )

    def _ordered(self):
        order = ["created", "pk"] if self.tray.oldest_first else ["-created", "-pk"]
        return self._narrowed(self.tray.comments()).order_by(*order)

    def _beyond(self, place, itself=False):
        if self.tray.oldest_first:
            beyond = Q(created=place.created, pk__gt=place.pk) | Q(created__gt=place.created)
            bound = Q(created__gte=place.created)
        else:
            beyond = Q(created=place.created, pk__lt=place.pk) | Q(created__lt=place.created)
            bound = Q(created__lte=place.created)
        if itself:
            beyond |= Q(pk=place.pk)
        # The bound says what the rest implies: it leads the database to its index.
        return self._ordered().filter(bound, beyond)

    def _narrowed(self, comments):
        return comments.filter(essay=self.essay) if self.essay else comments


def _count(comments):
    counted = comments.order_by().values("pk")[: COUNTED + 1].count()
    return f"{COUNTED:,}+" if counted > COUNTED else counted


def _record(counts, comment):
    """How the author fared before: this comment is not counted."""
    earlier = counts | {comment.state: counts.get(comment.state, 1) - 1}
    return [
        (Comment.State(state).label, earlier[state])
        for state in Comment.State.values
        if earlier.get(state)
    ]
