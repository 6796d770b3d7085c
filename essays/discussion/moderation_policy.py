"""The state of a comment that was just sent, or changed by its author."""

from seventeen_moments.core.names import account_name, parse

from .comment_policy import Approval
from .comments import Comment
from .spam import SPAM, suspicion, suspicion_of_words

State, AuthorRole = Comment.State, Comment.AuthorRole
DENIED = Comment.Suspicion.DENIED


def admit(comment, submission):
    """Sets the suspicion and the state; `comment.essay` needs `with_comment_policy()`."""
    comment.state_since = submission.at
    if comment.author_role != AuthorRole.READER:
        comment.suspicion, comment.state = "", State.APPROVED
        return
    if submission.is_by_owner_of(comment.email):
        comment.proved_at = comment.proved_at or submission.at
    comment.suspicion = suspicion(comment, submission, comment.essay.authors)
    comment.state = _state(comment, submission.at)


def readmit(comment, submission):
    """Decides again, after the author changed the text, but not about what other words cannot mend.

    Spam stays spam. To undo that decision publishes no words that no moderator saw.
    """
    if comment.state == State.SPAM:
        comment.decisions.filter(before=State.APPROVED).update(before=State.WAITING)
        return
    was_denied = comment.suspicion == DENIED
    admit(comment, submission)
    if was_denied and not comment.suspicion:
        comment.suspicion, comment.state = DENIED, State.WAITING


def admit_proved(comment, submission):
    """Decides again, after the author confirmed the address, about what only waited for that.

    `comment.essay` needs `with_comment_policy()`. Not while nobody could send the comment.
    """
    essay, at = comment.essay, submission.at
    if essay.is_published(at) and essay.takes_comments(at) and not comment.root.thread_closed:
        comment.suspicion = suspicion_of_words(comment, submission, essay.authors)
        comment.state, comment.state_since = _state(comment, at), at


def waits_for_proof(comment, at):
    """Whether the comment appears as soon as its author confirms the address."""
    waits = comment.state == State.WAITING and not comment.suspicion and not comment.proved_at
    return waits and _needs_proof(comment, at) and _is_approved_author(comment)


def may_wait_for_proof(comment, at):
    """What the author is told: the same of spam, and whoever is an approved author."""
    is_decided = comment.proved_at or comment.state not in {State.WAITING, State.SPAM}
    return not is_decided and _needs_proof(comment, at)


def author_role_of(user, essay):
    """The role that the account gives to a comment of the user."""
    if not user.is_staff:
        return AuthorRole.READER
    if user.get_full_name() in [str(name) for name in parse(essay.authors)]:
        return AuthorRole.AUTHOR
    if user.has_perm("essays.change_comment"):
        return AuthorRole.MODERATOR
    return AuthorRole.EDITOR if user.has_perm("essays.change_essay") else AuthorRole.READER


def signature_of(user):
    """The name under which staff comment."""
    return account_name(user)[:80]


def _state(comment, at):
    if comment.suspicion:
        return State.SPAM if comment.suspicion in SPAM else State.WAITING
    return State.APPROVED if _appears_at_once(comment, at) else State.WAITING


def _appears_at_once(comment, at):
    if _needs_proof(comment, at):
        return comment.proved_at is not None and _is_approved_author(comment)
    return comment.essay.approval_at(at) == Approval.NEVER


def _needs_proof(comment, at):
    return comment.essay.approval_at(at) == Approval.NEW_AUTHORS


def _is_approved_author(comment):
    return Comment.objects.is_approved_author(comment.email)
