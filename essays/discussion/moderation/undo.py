"""What the desk still knows of the action before: how to undo it, or what could not be done."""

from typing import NamedTuple
from uuid import uuid4

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from essays.models import Comment, Decision

from .tabs import KEEP, TRAYS, State

ANSWERABLE = {tray.state for tray in TRAYS.values() if tray.takes_replies}


class Undoable(NamedTuple):
    """The latest action of a moderator; a count of 0 if others have changed all of it since."""

    batch: object
    title: str | Promise
    at: object
    is_reply: bool
    count: int

    @classmethod
    def of(cls, user):
        rows = Decision.objects.last_of(user)
        last = rows.first()
        if last is None:
            return None
        title = KEEP.label if last.before == last.after else State(last.after).label
        return cls(last.batch, title, last.at, not last.before, rows.undoable().count())


class Kept(NamedTuple):
    """A reply that was not taken: its words stay with whoever wrote them."""

    comment: Comment
    text: str
    token: str
    why: list
    tray: str  # where it can be sent all the same; empty: nowhere

    @classmethod
    def of(cls, form):
        comment = form.answered
        why = [error for errors in form.errors.values() for error in errors]
        decided = _(
            "Someone else decided on this comment in the meantime. Your reply is still here."
        )
        answerable = comment.created and not comment.withdrawn and comment.state in ANSWERABLE
        return cls(
            comment,
            form["text"].value() or "",
            form.cleaned_data.get("token") or uuid4().hex,
            why or [decided],
            comment.state if answerable else "",
        )
