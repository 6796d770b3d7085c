"""One page of a tab: the comments with everything that a moderator needs to decide.

A page begins at or after a given comment, not at an offset: the hundredth page loads as fast as the
first, and decisions in the meantime shift nothing.
"""

from typing import NamedTuple
from uuid import uuid4

from django.db.models import Prefetch, Q
from django.utils.functional import Promise

from essays.models import Comment, CommentNote, Decision, ModerationAction, Redaction
from seventeen_moments.core.permissions import may_view

from ..action_texts import sentence_of
from ..decisions import WITH_DECISIONS, Kind
from ..edits import compared_texts
from ..staff_names import is_like_staff, staff_names
from .entry_parts import prepare
from .redaction_form import RedactionForm
from .tabs import PAGE_SIZES, TABS

AuthorRole = Comment.AuthorRole
MAX_COUNT = 1000  # shown as “1,000+” above


class QueuePage:
    sizes = PAGE_SIZES  # offered

    def __init__(self, tab, user, filters, size=PAGE_SIZES[0]):
        """`filters` are the valid values of a QueueFilterForm."""
        self.tab, self.user, self.size = tab, user, size
        self.essay, self.start = filters.get("essay"), filters.get("start")
        self.after = filters.get("after")
        self.starts_midway = bool(self.start or self.after)

    def entries(self):
        """Returns the comments of the page, and whether there are more."""
        comments = list(self._queryset()[: self.size + 1])
        entries, has_more = comments[: self.size], len(comments) > self.size
        counts = Comment.objects.counts_by_state({each.email for each in entries if each.email})
        names = staff_names() if entries else set()
        for comment in entries:
            comment.tab = self.tab_of(comment)
            comment.counts_by_state = counts.get(comment.email, {})
            comment.other_comments = _other_comments(comment, comment.counts_by_state)
            comment.last_decision = next(iter(comment.valid_decisions), None)
            comment.latest_flag = max((flag.pk for flag in comment.raised_flags), default=0)
            comment.has_public_essay = comment.essay.is_published()
            comment.essay_is_shown = may_view(self.user, comment.essay)
            comment.reply_token = uuid4().hex
            # Accounts may have got the name since.
            comment.is_like_staff = comment.author_role == AuthorRole.READER and is_like_staff(
                comment.name, names, comment.essay.authors
            )
            comment.compared_texts = compared_texts(comment, comment.edits.all())
            comment.shown_redactions = comment.redactions.all()
            comment.redaction_form = RedactionForm(comment.pk)
        prepare(entries, self.user)
        return entries, has_more

    def tab_of(self, comment):
        """The tab with the actions of the comment."""
        return self.tab

    def counts(self):
        """Each tab with its number of comments."""
        counts = []
        for tab in TABS.values():
            comments = self._of_essay(tab.comments()).order_by().values("pk")
            count = comments[: MAX_COUNT + 1].count()
            counts.append((tab, f"{MAX_COUNT:,}+" if count > MAX_COUNT else count))
        return counts

    def next_comment(self, comment):
        """The comment that follows in the tab, or None."""
        return self._from(comment).first()

    def _queryset(self):
        key = self.after or self.start
        comment = key and Comment.objects.filter(pk=key).first()
        comments = self._from(comment, inclusive=not self.after) if comment else self._ordered()
        decisions = Decision.objects.not_undone().select_related("by")
        redactions = Redaction.objects.select_related("by")
        notes = CommentNote.objects.select_related("by")
        return (
            comments.with_essay()
            .select_related("parent")
            .with_raised_flags()
            .prefetch_related(Prefetch("decisions", decisions, "valid_decisions"))
            .prefetch_related("edits", Prefetch("redactions", redactions))
            .prefetch_related(Prefetch("moderator_notes", notes))
        )

    def _from(self, comment, inclusive=False):
        """The comments of the tab that follow the comment, with it or without it."""
        created, pk = comment.created, comment.pk
        if self.tab.oldest_first:
            following = Q(created=created, pk__gt=pk) | Q(created__gt=created)
            bound = Q(created__gte=created)
        else:
            following = Q(created=created, pk__lt=pk) | Q(created__lt=created)
            bound = Q(created__lte=created)
        if inclusive:
            following |= Q(pk=pk)
        # The bound is implied by the other condition, but makes the database use its index.
        return self._ordered().filter(bound, following)

    def _ordered(self):
        order = ["created", "pk"] if self.tab.oldest_first else ["-created", "-pk"]
        return self.comments().order_by(*order)

    def comments(self):
        return self._of_essay(self.tab.comments())

    def _of_essay(self, comments):
        return comments.filter(essay=self.essay) if self.essay else comments


class LatestAction(NamedTuple):
    """The latest action of a moderator, which the queue offers to undo."""

    batch: object
    title: str | Promise
    at: object
    is_reply: bool
    count: int  # 0 if others have changed all of the comments since
    sentence: str = ""  # of other actions than decisions

    @classmethod
    def of(cls, user):
        action = ModerationAction.objects.latest_of(user)
        if action is None:
            return None
        title, count, sentence = action.get_kind_display(), action.count, ""
        if action.kind == Kind.DECISION:
            title = Comment.State(action.changes["after"]).label
        if action.kind in WITH_DECISIONS:
            count = Decision.objects.filter(batch=action.pk).undoable().count()
        else:
            sentence = sentence_of(action)
        is_reply = action.kind == Kind.REPLY
        return cls(action.pk, title, action.at, is_reply, count, sentence)


def _other_comments(comment, counts):
    """How many other comments the author wrote, by state, as pairs of label and number."""
    others = counts | {comment.state: counts.get(comment.state, 1) - 1}
    return [
        (Comment.State(state).label, others[state])
        for state in Comment.State.values
        if others.get(state)
    ]
