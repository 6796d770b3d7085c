"""What the forms of readers share: cleaned text, a form token, and a field that nobody sees."""

from datetime import datetime
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.browser_length import TypedField
from seventeen_moments.core.proxies import client_network

from . import form_tokens, plain_text
from .comment_settings import CommentSettings, Proof
from .comments import MAX_QUOTE_LENGTH
from .remembered_browsers import is_hash_of, remembered_hash
from .submission_log import LoggedSubmission

MAX_LINKS = 10
ERRORS = {
    "outdated": _("This form was open for more than a day. Please check it and send it again."),
    "used": _(
        "This form was already sent with different text. To send this text as well, send it again."
    ),
    "too many": _("Too many submissions from your network. Please try again in an hour."),
}


class Submission(NamedTuple):
    """How a form was sent."""

    address: str
    at: datetime
    settings: CommentSettings
    trapped: bool = False
    hasty: bool = False  # faster than anybody reads and writes
    remembered: str = ""  # the hash of the address that was confirmed in this browser

    @classmethod
    def of(cls, request, settings):
        remembered = remembered_hash(request)
        network = client_network(request) or ""
        return cls(network, timezone.now(), settings, remembered=remembered)

    def is_by_owner_of(self, email):
        """Whether the browser is remembered for the address, and that is enough."""
        return self.settings.proof == Proof.BROWSER and is_hash_of(self.remembered, email)

    def is_over_limit(self):
        logged = LoggedSubmission.objects.in_last_hour(self.address, self.at)
        return logged.count() >= self.settings.most_an_hour

    def log(self, text):
        LoggedSubmission.objects.log(self.address, text, self.at)


def submission_error(code, message=None):
    """An error of the form as a whole, which keeps the text that was entered."""
    return ValidationError(message or ERRORS[code], code=code)


def clean_required(form, name, clean=plain_text.cleaned_line):
    """Cleans the field; a value of which nothing is left is as invalid as an empty one."""
    value = clean(form.cleaned_data[name])
    if not value:
        raise ValidationError(form.fields[name].error_messages["required"])
    return value


class ParagraphForm(forms.Form):
    """Chooses a paragraph of the essay: `?about=p3`."""

    about = forms.ChoiceField(
        label=_("About"),
        required=False,
        error_messages={"invalid_choice": _("This paragraph is no longer in the essay.")},
    )

    def __init__(self, *args, essay, **kwargs):
        super().__init__(*args, **kwargs)
        paragraphs = [
            (f"p{anchor}", f"¶ {number} {Truncator(text).words(9)}")
            for number, (anchor, text) in enumerate(essay.paragraphs.items(), start=1)
        ]
        self.fields["about"].choices = [("", _("The whole essay")), *paragraphs]

    def set_paragraph(self, instance, essay):
        about = self.cleaned_data["about"]
        if about:
            instance.about = int(about.removeprefix("p"))
            instance.quote = Truncator(essay.paragraphs[instance.about]).chars(MAX_QUOTE_LENGTH)


class TextForm(forms.ModelForm):
    """Cleans the text, and limits the number of its links."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    class Meta:
        field_classes = dict.fromkeys(["name", "text"], TypedField)
        widgets = {"text": forms.Textarea(attrs={"rows": 8, "dir": "auto"})}
        error_messages = {
            "name": {"required": _("Enter your name.")},
            "email": {"required": _("Enter your e-mail address.")},
            "text": {"required": _("Enter your comment.")},
        }

    def clean_text(self):
        text = clean_required(self, "text", plain_text.cleaned)
        if plain_text.count_links(text) > MAX_LINKS:
            raise ValidationError(
                _("At most %(most)d links are allowed."), params={"most": MAX_LINKS}
            )
        return text


class SubmissionForm(TextForm):
    """A form that anybody may send: it is stored once, and each address has a limit an hour."""

    is_limited = True
    written = "text"  # the field of what the reader wrote
    too_many = ERRORS["too many"]

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args, subject, submission, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject, self.submission = subject, submission
        self.earlier = None  # the instance that was stored when this form was first sent
        self.valid_token = None  # the submitted token, if it is valid and was not used

    class Meta(TextForm.Meta):
        widgets = TextForm.Meta.widgets | {
            "name": forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    @property
    def form_token(self):
        """The submitted token if still valid, else a new one."""
        return self.valid_token or form_tokens.issue(self.subject, self.submission.at)

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        super().clean()
        signed, at = self.data.get("form_token", ""), self.submission.at
        token = form_tokens.read(self.subject, signed, at)
        if token is None:
            raise submission_error("outdated")
        self.earlier = type(self.instance).objects.filter(token=token.value).first()
        if self.earlier is not None:
            if getattr(self.earlier, self.written) != self.cleaned_data.get(self.written):
                raise submission_error("used")
            return
        self.valid_token, self.instance.token = signed, token.value
        self.submission = self.submission._replace(hasty=token.is_too_recent(at))
        if self.is_limited and self.submission.is_over_limit():
            raise submission_error("too many", self.too_many)

    def save(self):
        """Returns the stored instance: of a form that is sent twice, the first."""
        if self.earlier is not None:
            return self.earlier
        submission = self.submission._replace(trapped=bool(self.cleaned_data["website"]))
        self.store(submission)
        submission.log(self.cleaned_data[self.written])
        return self.instance

    def store(self, submission):
        self.prepare(submission)
        self.instance.save()
