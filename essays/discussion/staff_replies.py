"""Replies that staff publish below a comment from the admin."""

from .comments import Comment
from .decisions import Decision
from .moderation_log import ModerationAction, record
from .moderation_policy import author_role_of, signature_of


def publish_reply(comment, user, text):
    """Returns the reply, or the earlier one with this text: a form may be sent twice."""
    role = author_role_of(user, comment.essay)
    earlier = comment.direct_replies.approved().filter(author_role=role, text=text).first()
    if earlier:
        return earlier
    reply = Comment.objects.create(
        essay=comment.essay,
        parent=comment.root,
        reply_to=comment,
        name=signature_of(user),
        email=user.email.lower(),
        author_role=role,
        state=Comment.State.APPROVED,
        text=text,
    )
    kind = ModerationAction.Kind.REPLY
    action = record(kind, user, essay=comment.essay, comment=comment)
    Decision.objects.create(comment=reply, by=user, after=reply.state, batch=action.pk)
    return reply
