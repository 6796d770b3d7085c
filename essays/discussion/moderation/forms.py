from typing import NamedTuple
from uuid import uuid4

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essays.models import Comment, Decision, Essay
from seventeen_moments.core.permissions import viewable_by

from ..decisions import with_deciders
from ..moderation_log import ModerationAction, record
from ..moderation_policy import author_role_of, signature_of
from ..saved_replies import with_saved_reply
from ..submissions import TextForm
from .tabs import PAGE_SIZES, TABS


class QueueFilterForm(forms.Form):
    """The tab, the essay and the first comment of a page: `?tab=spam&essay=3&start=17`.

    `after=17` begins after that comment. `show=100` is kept for later pages.
    """

    tab = forms.ChoiceField(choices=[(name, name) for name in TABS], required=False)
    essay = forms.ModelChoiceField(None, required=False)
    start = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    after = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    show = forms.TypedChoiceField(
        choices=[(size, size) for size in PAGE_SIZES], coerce=int, empty_value=None, required=False
    )

    def __init__(self, data, user):
        super().__init__(data)
        self.fields["essay"].queryset = viewable_by(user, Essay.objects.only("title", "slug"))


class ActionForm(forms.Form):
    """An action, with the key of one comment (`spam:17`) or for all chosen comments (`spam`)."""

    do = forms.RegexField(r"^(?P<action>[a-z]+)(:(?P<key>\d{1,18}))?$")
    chosen = forms.ModelMultipleChoiceField(None, required=False)

    def __init__(self, data, tab):
        super().__init__(data)
        self.tab = tab
        self.fields["chosen"].queryset = Comment.objects.filter(withdrawn=False)

    def clean_do(self):
        name, _colon, key = self.cleaned_data["do"].partition(":")
        is_reply = name == "reply" and key and self.tab.takes_replies
        if not (is_reply or self.tab.action(name)):
            raise forms.ValidationError("no such action")
        self.key = int(key) if key else None
        return name


class UndoForm(forms.Form):
    batch = forms.UUIDField()


class ReplyForm(TextForm):
    """A moderator’s reply, which appears at once. It approves a waiting comment.

    The token belongs to the page on which the reply was written, so that a form that is sent twice
    is stored once.
    """

    token = forms.RegexField(
        r"^[0-9a-f]{32}$",
        error_messages=dict.fromkeys(
            ["required", "invalid"],
            gettext_lazy("The form was not sent completely. Please send it again."),
        ),
    )

    class Meta(TextForm.Meta):
        model = Comment
        fields = ["text"]

    def __init__(self, data, comment, user):
        prefix = f"reply-{comment.pk}"
        super().__init__(with_saved_reply(data, prefix, comment), prefix=prefix)
        self.comment, self.user = comment, user

    def save(self, seen):
        """Returns the reply, or None if the comment is no longer as it was seen."""
        token = self.cleaned_data["token"]
        with transaction.atomic():
            comments = Comment.objects.select_for_update(of=["self"])
            comment = comments.select_related("essay").filter(pk=self.comment.pk).first()
            if earlier := Comment.objects.filter(token=token).first():
                return earlier
            if comment is None or comment.withdrawn or not seen.matches(comment):
                return None
            reply, user, batch = self.instance, self.user, uuid4()
            reply.essay, reply.reply_to = comment.essay, comment
            reply.parent_id = comment.parent_id or comment.pk
            reply.name, reply.email = signature_of(user), user.email.lower()
            reply.author_role = author_role_of(user, comment.essay)
            reply.state, reply.token = Comment.State.APPROVED, token
            approved = Comment.objects.filter(pk=comment.pk)
            approved.decide(reply.state, user, seen=seen, batch=batch)
            reply.save()
            Decision.objects.create(comment=reply, by=user, after=reply.state, batch=batch)
            kind, decisions = ModerationAction.Kind.REPLY, Decision.objects.filter(batch=batch)
            about = {"essay": comment.essay, "comment": comment}
            record(kind, user, id=batch, count=decisions.count(), **about)
        return reply


class UnsentReply(NamedTuple):
    """A reply that was not stored; the page shows its text again."""

    comment: Comment
    text: str
    token: str
    errors: list
    tab: str  # where it can still be sent; empty: nowhere

    @classmethod
    def of(cls, form, seen):
        comment = form.comment
        errors = [error for errors in form.errors.values() for error in errors]
        is_stored = comment.created is not None and not comment.withdrawn
        changed = with_deciders(
            _(
                "This comment has changed in the meantime, or was deleted by its author. Your "
                "reply is still here."
            ),
            Decision.objects.deciders_of([comment] if is_stored else [], seen),
        )
        return cls(
            comment,
            form["text"].value() or "",
            form.cleaned_data.get("token") or uuid4().hex,
            errors or [changed],
            comment.state if is_stored and TABS[comment.state].takes_replies else "",
        )
