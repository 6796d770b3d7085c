"""The tabs of the moderation queue, and the actions of each."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from essays.models import Comment

State = Comment.State
PAGE_SIZES = [25, 100]  # comments


class Action(NamedTuple):
    name: str
    label: str | Promise
    key: str  # of the keyboard
    state: str  # the new state of the comment; empty: dismisses its flags instead


APPROVE = Action("approve", _("Approve"), "a", State.APPROVED)
SPAM = Action("spam", _("Spam"), "s", State.SPAM)
REMOVE = Action("remove", _("Remove"), "r", State.REMOVED)
RESTORE = Action("restore", _("Restore"), "a", State.APPROVED)
WAIT = Action("wait", _("Back to pending"), "w", State.WAITING)
KEEP = Action("keep", _("Keep, dismiss flags"), "a", "")


class QueueTab(NamedTuple):
    name: str
    title: str | Promise
    state: str
    actions: list[Action]
    takes_replies: bool
    oldest_first: bool

    @property
    def needs_decision(self):
        return self.name in {"waiting", "flagged"}

    def comments(self):
        if self.name == "flagged":
            return Comment.objects.reported()
        return Comment.objects.filter(state=self.state, withdrawn=False)

    @property
    def is_emptied(self):
        """Whether its comments are deleted for good after some time."""
        return self.state in {State.SPAM, State.REMOVED}

    @classmethod
    def of(cls, comment):
        """The tab that shows the comment: reported, or by its state."""
        reported = Comment.objects.reported().filter(pk=comment.pk).exists()
        return TABS["flagged" if reported else comment.state]

    def action(self, name):
        return next((action for action in self.actions if action.name == name), None)


TABS = {
    tab.name: tab
    for tab in [
        QueueTab("waiting", _("Pending"), State.WAITING, [APPROVE, SPAM, REMOVE], True, True),
        QueueTab("flagged", _("Flagged"), State.APPROVED, [KEEP, SPAM, REMOVE], True, True),
        QueueTab("spam", _("Spam"), State.SPAM, [RESTORE, WAIT, REMOVE], False, False),
        QueueTab(
            "removed",
            pgettext_lazy("comment", "Removed"),
            State.REMOVED,
            [RESTORE, WAIT, SPAM],
            False,
            False,
        ),
        QueueTab("approved", _("Approved"), State.APPROVED, [WAIT, SPAM, REMOVE], True, False),
    ]
}
# Comments in any state on one page; each has the actions of its own state.
_ALL = [APPROVE, WAIT, SPAM, REMOVE, KEEP]
MIXED = QueueTab("mixed", _("All states"), "", _ALL, True, False)
_OF_STATE = {
    "waiting": TABS["waiting"],
    "flagged": TABS["flagged"],
    "spam": TABS["spam"]._replace(actions=[APPROVE, WAIT, REMOVE]),
    "removed": TABS["removed"]._replace(actions=[APPROVE, WAIT, SPAM]),
    "approved": TABS["approved"],
}


def tab_on_mixed_page(comment):
    is_reported = comment.state == State.APPROVED and comment.raised_flags
    return _OF_STATE["flagged" if is_reported else comment.state]
