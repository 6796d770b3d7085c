"""Where a comment stands when it comes in, or comes back changed by its author."""

from seventeen_moments.core.names import parse

from .comment_policy import Terms
from .comments import Comment
from .spam import SPAM, suspicion

State, AuthorRole = Comment.State, Comment.AuthorRole


def admit(comment, sending):
    """Sets the suspicion and the state; `comment.essay` needs `with_terms()`."""
    ours = comment.author_role != AuthorRole.READER
    comment.suspicion = "" if ours else suspicion(comment, sending)
    if comment.suspicion:
        comment.state = State.SPAM if comment.suspicion in SPAM else State.WAITING
    elif ours or _appears_at_once(comment, sending.at):
        comment.state = State.APPROVED
    else:
        comment.state = State.WAITING


def author_role_of(user, essay):
    """What the account allows to say of whoever writes."""
    if not user.is_staff:
        return AuthorRole.READER
    if user.get_full_name() in [str(name) for name in parse(essay.authors)]:
        return AuthorRole.AUTHOR
    if user.has_perm("essays.change_comment"):
        return AuthorRole.MODERATOR
    return AuthorRole.EDITOR if user.has_perm("essays.change_essay") else AuthorRole.READER


def _appears_at_once(comment, at):
    terms = comment.essay.terms_at(at)
    if terms == Terms.KNOWN:
        return Comment.objects.is_known(comment.email)
    return terms == Terms.EVERYONE
