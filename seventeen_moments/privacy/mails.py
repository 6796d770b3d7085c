"""Notices by e-mail: to the address, and to others about what was written under it."""

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext_lazy as _

from essays.models import Comment
from seventeen_moments.notices.models import Mail

from .data_source import Line, PersonalDataSource


def find(email):
    theirs = Q(to__iexact=email)
    mails = Mail.objects.filter(theirs | Q(comment__email__iexact=email) | _digests_about(email))
    theirs = ExpressionWrapper(theirs, output_field=BooleanField())
    return mails.exclude(to="").annotate(theirs=theirs)


def _digests_about(email):
    """They name no comment but by its address within their words, or by the one of earlier days."""
    keys = Comment.objects.filter(email__iexact=email).values_list("pk", flat=True)
    key = f"({'|'.join(map(str, keys))})"
    address = rf"/admin/(moderation/comments/{key}|essays/comment/{key}/change)/"
    return Q(kind=Mail.Kind.DIGEST, body__regex=address)


def tell(mails):
    """What others got is told of; what it says, and to whom, is theirs."""
    for mail in mails:
        told = {"id": mail.pk, "kind": mail.kind, "state": mail.state}
        told["written"] = mail.created.isoformat()
        yield told | (
            {"to": mail.to, "subject": mail.subject, "body": mail.body} if mail.theirs else {}
        )


def line(mail, user):
    return Line(
        where=mail.get_kind_display(),
        url="",
        when=mail.created,
        state=mail.get_state_display(),
        name=mail.to if mail.theirs else _("to someone else"),
        words="",  # it has links that are for its reader alone
    )


def erase(mails):
    number = mails.count()
    mails.forget()
    return number


HOLDER = PersonalDataSource(
    name="mails",
    title=_("E-mail notifications"),
    fate=_(
        "Addresses and text are erased, also in e-mails to others about these comments. Queued "
        "e-mails are never sent. E-mails already sent remain with their recipients."
    ),
    find=find,
    tell=tell,
    line=line,
    erase=erase,
)
