from uuid import uuid4

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from essays.models import Comment, Decision, Essay
from seventeen_moments.core.permissions import viewable_by

from ..moderation_policy import author_role_of
from ..submissions import WordsForm
from .tabs import TRAYS


class PlaceForm(forms.Form):
    """Which tray, of which essay, from which comment on: `?tray=spam&essay=3&start=17`.

    Or after that comment: `after=17`.
    """

    tray = forms.ChoiceField(choices=[(name, name) for name in TRAYS], required=False)
    essay = forms.ModelChoiceField(None, required=False)
    start = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    after = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)

    def __init__(self, data, user):
        super().__init__(data)
        self.fields["essay"].queryset = viewable_by(user, Essay.objects.only("title", "slug"))


class ChoiceForm(forms.Form):
    """What is to be done with the comments chosen: an action, or an action and one comment."""

    do = forms.RegexField(r"^(?P<action>[a-z]+)(:(?P<one>\d{1,18}))?$")
    chosen = forms.ModelMultipleChoiceField(None, required=False)

    def __init__(self, data, tray):
        super().__init__(data)
        self.tray = tray
        self.fields["chosen"].queryset = Comment.objects.filter(withdrawn=False)

    def clean_do(self):
        name, _colon, one = self.cleaned_data["do"].partition(":")
        replies = name == "reply" and one and self.tray.takes_replies
        if not (replies or self.tray.action(name)):
            raise forms.ValidationError("no such action")
        self.one = int(one) if one else None
        return name


class UndoForm(forms.Form):
    batch = forms.UUIDField()


class ReplyForm(WordsForm):
    """A moderator’s answer, which stands at once. What waits is approved by being answered.

    The token is of the page that the reply was written on: what is sent twice is stored once.
    """

    token = forms.RegexField(
        r"^[0-9a-f]{32}$",
        error_messages=dict.fromkeys(
            ["required", "invalid"], _("The form was not sent completely. Please send it again.")
        ),
    )

    class Meta(WordsForm.Meta):
        model = Comment
        fields = ["text"]

    def __init__(self, data, answered, user):
        super().__init__(data, prefix=f"reply-{answered.pk}")
        self.answered, self.user = answered, user

    def save(self, seen):
        """The reply; None where the comment is no longer as it was seen."""
        token = self.cleaned_data["token"]
        with transaction.atomic():
            comments = Comment.objects.select_for_update(of=["self"])
            answered = comments.select_related("essay").filter(pk=self.answered.pk).first()
            if earlier := Comment.objects.filter(token=token).first():
                return earlier
            if answered is None or answered.withdrawn or not seen.holds_for(answered):
                return None
            return self._store(answered, token, seen)

    def _store(self, answered, token, seen):
        user, batch, reply = self.user, uuid4(), self.instance
        reply.essay, reply.answered = answered.essay, answered
        reply.parent_id = answered.parent_id or answered.pk
        reply.name = (user.get_full_name() or user.get_username())[:80]
        reply.email, reply.author_role = user.email, author_role_of(user, answered.essay)
        reply.state, reply.token = Comment.State.APPROVED, token
        Comment.objects.filter(pk=answered.pk).decide(reply.state, user, seen=seen, batch=batch)
        reply.save()
        Decision.objects.create(comment=reply, by=user, after=reply.state, batch=batch)
        return reply
