"""E-mail notifications: to the address, and to others about comments from the address."""

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext_lazy as _

from essays.models import Comment
from seventeen_moments.notices.models import Mail

from .data_source import PersonalDataSource, Summary


def find(email):
    keys = Comment.objects.filter(email__iexact=email).values_list("pk", flat=True)
    is_digest_about = Q(pk__in=Mail.objects.digests_about(keys).values("pk"))
    is_recipient = Q(to__iexact=email)
    mails = Mail.objects.filter(is_recipient | Q(comment__email__iexact=email) | is_digest_about)
    is_recipient = ExpressionWrapper(is_recipient, output_field=BooleanField())
    mails = mails.select_related("subscription__user")
    return mails.exclude(to="").annotate(is_recipient=is_recipient)


def export(mails, user):
    """Lists mails to other people as well, but neither their text nor their recipient."""
    for mail in mails:
        fields = {"id": mail.pk, "kind": mail.kind, "state": mail.state}
        fields["written"] = mail.created.isoformat()
        if mail.is_recipient:
            fields["to"] = mail.to
            # An e-mail to a moderator may name pages that another one may not see.
            if mail.subscription is None or mail.subscription.user == user:
                fields |= {"subject": mail.subject, "body": mail.body}
        yield fields


def summary(mail, user):
    return Summary(
        title=mail.get_kind_display(),
        time=mail.created,
        state=mail.get_state_display(),
        name=mail.to if mail.is_recipient else _("to someone else"),
        # no text: it contains links that are only for the recipient
    )


def erase(mails):
    count = mails.count()
    mails.erase()
    return count


DATA_SOURCE = PersonalDataSource(
    name="mails",
    title=_("E-mail notifications"),
    erase_note=_(
        "Addresses and text are erased, also in e-mails to others about these comments. Queued "
        "e-mails are never sent. E-mails already sent remain with their recipients."
    ),
    find=find,
    export=export,
    summary=summary,
    erase=erase,
)
