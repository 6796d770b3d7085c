from uuid import uuid4

from django import forms
from django.db import transaction

from essays.admission import standing_of
from essays.models import Comment, Decision, Essay
from essays.readers_forms import WordsForm

from .trays import TRAYS


class PlaceForm(forms.Form):
    """Which tray, of which essay, after which comment: `?tray=spam&essay=3&after=17`."""

    tray = forms.ChoiceField(choices=[(name, name) for name in TRAYS], required=False)
    essay = forms.ModelChoiceField(Essay.objects.only("title", "slug"), required=False)
    after = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


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


class ReplyForm(WordsForm):
    """A moderator’s answer, which stands at once. What waits is approved by being answered."""

    class Meta(WordsForm.Meta):
        model = Comment
        fields = ["text"]

    def __init__(self, *args, answered, user, **kwargs):
        super().__init__(*args, prefix=f"reply-{answered.pk}", **kwargs)
        self.answered, self.user = answered, user

    def save(self):
        answered, user, batch = self.answered, self.user, uuid4()
        reply = self.instance
        reply.essay, reply.parent = answered.essay, answered.parent or answered
        reply.name = (user.get_full_name() or user.get_username())[:80]
        reply.email, reply.standing = user.email, standing_of(user, answered.essay)
        reply.state = Comment.State.APPROVED
        with transaction.atomic():
            Comment.objects.filter(pk=answered.pk).decide(
                reply.state, user, seen=answered.state, batch=batch
            )
            reply.save()
            Decision.objects.create(comment=reply, by=user, after=reply.state, batch=batch)
        return reply
