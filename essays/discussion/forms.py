import re

from django import forms
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from . import address_proof, slow_mode
from .comments import Comment
from .edits import record_edit
from .moderation_policy import admit, author_role_of, readmit, signature_of
from .senders import CommentSender
from .submissions import (
    ParagraphForm,
    SubmissionForm,
    TextForm,
    clean_required,
    submission_error,
)
from .switch_field import SwitchField

THREAD_LEFT = _(
    "The comment you are replying to no longer exists. Send the form again to reply in the same "
    "thread, or post your text as a new comment."
)


class CommentTargetForm(ParagraphForm):
    """What a comment replies to or quotes: `?to=17`, `?about=p3`."""

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

    def clean_to(self):
        reply_to = self.cleaned_data["to"]
        if reply_to and reply_to.root.thread_closed:
            raise forms.ValidationError(
                _("This thread is closed. Send the form again to post your text as a new comment.")
            )
        return reply_to


class CommentForm(CommentTargetForm, SubmissionForm):
    """A new comment. Staff comment under the name of their account."""

    too_many = _("Too many comments from your network. Please try again in an hour.")

    notices = forms.BooleanField(
        label=_("E-mail me when my comment is published and when someone replies"), required=False
    )

    thread_left = None  # where the comment was that it replied to, which is gone

    def __init__(self, *args, essay, user, **kwargs):
        super().__init__(*args, essay=essay, subject=essay, **kwargs)
        self.instance.essay = essay
        self.instance.author_role = author_role_of(user, essay)
        self.user = user
        self.by_staff = self.instance.author_role != Comment.AuthorRole.READER
        self.is_limited = not self.by_staff
        if self.by_staff:
            self.signature = signature_of(user)
            del self.fields["name"], self.fields["email"]
            if not user.email:
                del self.fields["notices"]

    class Meta(SubmissionForm.Meta):
        model = Comment
        fields = ["name", "email", "text"]
        labels = {"name": _("Your name"), "email": _("E-mail")}
        help_texts = {"name": _("Shown with your comment."), "email": _("Never published.")}

    @property
    def shown(self):
        """The fields that readers see, in their order.

        The paragraph is left out of a reply, and where the essay has no paragraphs.
        """
        has_paragraphs = len(self.fields["about"].choices) > 1
        about = ["about"] if has_paragraphs and not self.reply_to else []
        names = ["name", "email", *about, "text"]
        return [self[name] for name in names if name in self.fields]

    @cached_property
    def reply_to(self):
        if not self.is_bound:
            return self.initial.get("to")
        return self.cleaned_data.get("to") or self.thread_left

    def clean_name(self):
        return clean_required(self, "name")

    def clean(self):
        if self.has_error("to"):  # else the invalid value would be sent again
            self.data = self.data.copy()
            self.thread_left = self.thread_of(self.data.get("to", ""))
            self.data["to"] = self.thread_left.pk if self.thread_left else ""
        if self.thread_left:
            self.errors["to"] = self.error_class([THREAD_LEFT])
        super().clean()
        is_new = self.is_limited and self.earlier is None
        essay = self.instance.essay
        if left := is_new and slow_mode.minutes_left(essay, self.submission):
            raise submission_error("slow", slow_mode.refusal(essay, left))

    def thread_of(self, key):
        """The public comment with an open thread in which the comment was that is gone."""
        if not re.fullmatch(r"\d{1,18}", key):
            return None
        roots = self.fields["to"].queryset.filter(thread_closed=False)
        return roots.filter(pk__in=Comment.objects.filter(pk=key).values("parent")).first()

    def prepare(self, submission):
        if self.is_limited:
            slow_mode.log(self.instance.essay, submission)
        comment, reply_to = self.instance, self.cleaned_data["to"]
        if reply_to:
            comment.parent, comment.reply_to = reply_to.parent or reply_to, reply_to
        self.set_paragraph(comment, comment.essay)
        if self.by_staff:
            comment.name, comment.email = self.signature, self.user.email.lower()
        admit(comment, submission)
        if self.by_staff and self.cleaned_data.get("notices"):
            comment.set_notices(True)

    def save(self):
        comment = super().save()
        if self.is_limited and self.earlier is None:
            CommentSender.objects.remember(comment, self.submission)
            address_proof.ask(comment, self.submission.at, self.cleaned_data.get("notices"))
        return comment


class EditCommentForm(TextForm):
    """Changes a comment by its author; the changed text is checked as if it were new."""

    class Meta(TextForm.Meta):
        model = Comment
        fields = ["text"]

    def save(self, submission):
        comment = self.instance
        if comment.text != self.initial["text"]:
            was_approved = comment.state == Comment.State.APPROVED
            readmit(comment, submission)
            with transaction.atomic():
                record_edit(comment, self.initial["text"], was_approved, submission.at)
                changed = ["text", "state", "state_since", "suspicion", "edited", "proved_at"]
                comment.save(update_fields=changed)
                address_proof.ask(comment, submission.at)
        return comment


class NoticesForm(forms.Form):
    """Switches the e-mails to the author of a comment on or off."""

    notices = SwitchField()

    def save(self, comment, submission):
        if self.cleaned_data["notices"]:
            address_proof.want_notices(comment, submission)
        else:
            address_proof.stop_notices(comment)


class SwitchForm(forms.Form):
    open = SwitchField()
