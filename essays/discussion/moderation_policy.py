"""The state of a comment that was just sent, or changed by its author."""

from seventeen_moments.core.names import account_name, parse

from .comment_policy import Approval
from .comments import Comment
from .spam import SPAM, suspicion

State, AuthorRole = Comment.State, Comment.AuthorRole


def admit(comment, submission):
    """Sets the suspicion and the state; `comment.essay` needs `with_comment_policy()`."""
    by_staff = comment.author_role != AuthorRole.READER
    comment.state_since = submission.at
    comment.suspicion = "" if by_staff else suspicion(comment, submission)
    if comment.suspicion:
        comment.state = State.SPAM if comment.suspicion in SPAM else State.WAITING
    elif by_staff or _appears_at_once(comment, submission.at):
        comment.state = State.APPROVED
    else:
        comment.state = State.WAITING


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


def _appears_at_once(comment, at):
    approval = comment.essay.approval_at(at)
    if approval == Approval.NEW_AUTHORS:
        return Comment.objects.is_approved_author(comment.email)
    return approval == Approval.NEVER
