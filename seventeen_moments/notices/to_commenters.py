"""What the authors of comments asked to be told: that theirs appeared, and who replied."""

from django.db.models import Exists, F, OuterRef, Q

from essays.discussion.comments import Comment

from .messages import letter
from .models import Mail

# A reply may answer another reply; the thread has two levels, and its opening is the parent.
ANSWERED = ["answered", "parent"]
HEAVY = ["html", "essay__body", "essay__body_html", "essay__body_text", "essay__notes"]


def appeared():
    """Staff publish at once, and know."""
    readers = Comment.objects.published().filter(author_role=Comment.AuthorRole.READER)
    return readers.filter(notices_since__isnull=False).exclude(email="")


def replies(relation):
    """Those of which the author of what they answer wants to hear."""
    asked = {
        f"{relation}__state": Comment.State.APPROVED,
        f"{relation}__notices_since__lt": F("created"),
    }
    found = Comment.objects.published().filter(**asked).exclude(**{f"{relation}__email": ""})
    found = found.exclude(email=F(f"{relation}__email"))  # nobody hears of themselves
    return found if relation == "answered" else found.exclude(_told_as_answered())


def _told_as_answered():
    """The opening and the answered reply may be of one author, who gets one mail."""
    return Q(
        answered__email=F("parent__email"),
        answered__state=Comment.State.APPROVED,
        answered__notices_since__lt=F("created"),
    )


def unwritten():
    """The mails that are due to authors and were not written before."""
    for comment in _untold(appeared(), "pk"):
        yield _mail(Mail.Kind.APPEARED, comment, comment)
    for relation in ANSWERED:
        for reply in _untold(replies(relation), relation).select_related(relation):
            yield _mail(Mail.Kind.REPLY, reply, getattr(reply, relation))


def stands(mail):
    """Whether it may still go out: nothing was removed, and nobody changed their mind."""
    if mail.kind == Mail.Kind.APPEARED:
        return appeared().filter(pk=mail.comment_id, email=mail.to).exists()
    return any(
        replies(relation)
        .filter(**{"pk": mail.comment_id, relation: mail.reader_id, f"{relation}__email": mail.to})
        .exists()
        for relation in ANSWERED
    )


def _untold(comments, reader):
    told = Mail.objects.filter(comment=OuterRef("pk"), reader=OuterRef(reader))
    return comments.filter(~Exists(told)).select_related("essay").defer(*HEAVY)


def _mail(kind, comment, reader):
    reader.essay = comment.essay  # for its address
    return Mail(
        kind=kind,
        comment=comment,
        reader=reader,
        to=reader.email,
        **letter(kind, reader.language, reader, comment=comment),
    )
