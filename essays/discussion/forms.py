from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .comments import Comment
from .flags import Flag
from .moderation_policy import admit, author_role_of
from .submission_log import Arrival
from .submissions import AboutForm, StampedForm, WordsForm, left, refusal


class PlaceForm(AboutForm):
    """What a comment answers or quotes: `?to=17`, `?about=p3`."""

    to = forms.ModelChoiceField(
        None,
        required=False,
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _(
                "The comment you are replying to no longer exists. Send the form again to post "
                "your text as a new comment."
            )
        },
    )

    def __init__(self, *args, essay, **kwargs):
        super().__init__(*args, essay=essay, **kwargs)
        self.fields["to"].queryset = essay.comments.approved().select_related("parent")


class CommentForm(PlaceForm, StampedForm):
    """A new comment. Staff write it under the name of their account."""

    too_many = _("Too many comments from your network. Please try again in an hour.")

    notices = forms.BooleanField(
        label=_("E-mail me when my comment is published and when someone replies"), required=False
    )

    def __init__(self, *args, essay, user, **kwargs):
        super().__init__(*args, essay=essay, subject=essay, **kwargs)
        self.instance.essay = essay
        self.instance.author_role = author_role_of(user, essay)
        self.user = user
        if self.by_staff:
            del self.fields["name"], self.fields["email"]
            if not user.email:
                del self.fields["notices"]

    class Meta(StampedForm.Meta):
        model = Comment
        fields = ["name", "email", "text"]
        labels = {"name": _("Your name"), "email": _("E-mail")}
        help_texts = {"name": _("Shown with your comment."), "email": _("Never published.")}

    @property
    def by_staff(self):
        return self.instance.author_role != Comment.AuthorRole.READER

    @property
    def is_limited(self):
        return not self.by_staff

    @property
    def signature(self):
        return (self.user.get_full_name() or self.user.get_username())[:80]

    @property
    def shown(self):
        """The fields that people see, in their order."""
        names = ["name", "email", "about", "text"]
        return [self[name] for name in names if name in self.fields and name != self.unneeded]

    @property
    def unneeded(self):
        """An answer is about what it answers; an essay without paragraphs has none to offer."""
        offered = len(self.fields["about"].choices) > 1
        return None if offered and not self.answered else "about"

    @cached_property
    def answered(self):
        if self.is_bound:
            return self.cleaned_data.get("to")
        return self.initial.get("to")

    def clean_name(self):
        return left(self, "name")

    def clean(self):
        if self.has_error("to"):  # else it would be sent again and again
            self.data = self.data.copy()
            self.data["to"] = ""
        super().clean()

    def receive(self, sending):
        comment, answered = self.instance, self.cleaned_data["to"]
        if answered:
            comment.parent, comment.answered = answered.parent or answered, answered
        self.quote(comment, comment.essay)
        if self.by_staff:
            comment.name, comment.email = self.signature, self.user.email.lower()
        if self.cleaned_data.get("notices"):
            comment.ask_for_notices(True)
        admit(comment, sending)


class OwnForm(WordsForm):
    """A comment that its author changes: it is looked at again, as if it were new."""

    class Meta(WordsForm.Meta):
        model = Comment
        fields = ["text"]

    def save(self, sending):
        if self.has_changed():
            admit(self.instance, sending)
            self.instance.save(update_fields=["text", "state", "suspicion"])
        return self.instance


class NoticesForm(forms.Form):
    """By the author, on the comment's own page: notices from now on, or no more."""

    notices = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce="1".__eq__)

    def save(self, comment):
        comment.ask_for_notices(self.cleaned_data["notices"])
        comment.save(update_fields=["notices_since", "language"])


class FlagForm(forms.ModelForm):
    def __init__(self, *args, comment, sending, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.comment, self.sending = comment, sending

    class Meta:
        model = Flag
        fields = ["reason"]

    def clean_reason(self):
        return left(self, "reason")

    def clean(self):
        super().clean()
        if self.sending.is_one_too_many():
            raise refusal("too many")

    def save(self):
        Flag.objects.raise_once(self.comment, self.sending.address, self.cleaned_data["reason"])
        Arrival.objects.note(self.sending.address, "", self.sending.at)


class SwitchForm(forms.Form):
    open = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce="1".__eq__)
