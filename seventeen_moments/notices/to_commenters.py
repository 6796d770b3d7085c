"""Notifications to the authors of comments: theirs was published, was removed for a reason that a
moderator gave, or has a reply."""

from django.db.models import Exists, F, OuterRef, Q

from essays.discussion.comments import Comment
from essays.discussion.decisions import Decision

from .messages import render
from .models import Mail

# A thread has two levels: its root comment is the parent, and a reply may answer another reply.
RELATIONS = ["reply_to", "parent"]


def published_comments():
    """Staff are not notified: their comments are published at once."""
    readers = Comment.objects.published().filter(author_role=Comment.AuthorRole.READER)
    return readers.filter(notices_since__isnull=False).exclude(email="")


def replies(relation):
    """Replies to comments whose authors want to be notified."""
    subscribed = {
        f"{relation}__state": Comment.State.APPROVED,
        f"{relation}__notices_since__lt": F("created"),
    }
    queryset = Comment.objects.published().filter(**subscribed)
    queryset = queryset.exclude(**{f"{relation}__email": ""})
    queryset = queryset.exclude(email=F(f"{relation}__email"))  # by the same author
    if relation == "reply_to":
        return queryset
    # One mail is enough if one person wrote both the root comment and the comment replied to.
    has_mail_as_reply_to = Q(
        reply_to__email=F("parent__email"),
        reply_to__state=Comment.State.APPROVED,
        reply_to__notices_since__lt=F("created"),
    )
    return queryset.exclude(has_mail_as_reply_to)


def removals():
    """Removals with a reason, of comments that nobody has changed since."""
    readers = Comment.objects.filter(author_role=Comment.AuthorRole.READER).exclude(email="")
    essays = Comment._meta.get_field("essay").related_model.objects.published()
    removed = Decision.objects.undoable().filter(after=Comment.State.REMOVED).exclude(reason="")
    subscribed = removed.filter(comment__notices_since__lt=F("at"), comment__in=readers)
    return subscribed.filter(Exists(essays.filter(pk=OuterRef("comment__essay"))))


def new_mails():
    """Yields the mails to authors that have not been written yet."""
    written = Mail.objects.filter(decision=OuterRef("pk"))
    for decision in removals().filter(~Exists(written)).select_related("comment__essay"):
        yield _mail(Mail.Kind.REMOVED, decision.comment, decision.comment, decision)
    for comment in _without_mail(published_comments(), "pk"):
        yield _mail(Mail.Kind.APPEARED, comment, comment)
    for relation in RELATIONS:
        for reply in _without_mail(replies(relation), relation).select_related(relation):
            yield _mail(Mail.Kind.REPLY, reply, getattr(reply, relation))


def is_due(mail):
    """Checks again before sending: comments may be removed, and authors may unsubscribe."""
    if mail.kind == Mail.Kind.APPEARED:
        return published_comments().filter(pk=mail.comment_id, email=mail.to).exists()
    if mail.kind == Mail.Kind.REMOVED:
        removed = removals().filter(comment__email=mail.to)
        return removed.filter(pk=mail.decision_id, comment=mail.reader_id).exists()
    return any(
        replies(relation)
        .filter(**{"pk": mail.comment_id, relation: mail.reader_id, f"{relation}__email": mail.to})
        .exists()
        for relation in RELATIONS
    )


def text_of(mail):
    """Subject and text as they would be written now."""
    reader = mail.reader
    comment = Comment.objects.with_essay().get(pk=mail.comment_id or reader.pk)
    reader.essay, decision = comment.essay, mail.decision
    return render(mail.kind, reader.language, reader, comment=comment, decision=decision)


def _without_mail(comments, reader):
    written = Mail.objects.filter(comment=OuterRef("pk"), reader=OuterRef(reader))
    return comments.filter(~Exists(written)).with_essay().defer("html")


def _mail(kind, comment, reader, decision=None):
    reader.essay = comment.essay  # for its address
    return Mail(
        kind=kind,
        # One mail about its publication, and one about each removal.
        comment=None if decision else comment,
        decision=decision,
        reader=reader,
        to=reader.email,
        **render(kind, reader.language, reader, comment=comment, decision=decision),
    )
