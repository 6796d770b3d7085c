"""What the forms of readers share: cleaned words, a stamp, and a field that nobody sees."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from . import form_tokens, plain_text
from .comments import LONGEST_QUOTE
from .submission_log import Arrival

MOST_LINKS = 10
REFUSALS = {
    "outdated": _("This form was open for more than a day. Please check it and send it again."),
    "used": _(
        "This form was already sent with different text. To send this text as well, send it again."
    ),
    "too many": _("Too many submissions from your network. Please try again in an hour."),
}


def refusal(code, sentence=None):
    """What is not wrong with any one field; the words stay in the form."""
    return ValidationError(sentence or REFUSALS[code], code=code)


def left(form, name, clean=plain_text.cleaned_line):
    """What cleaning leaves of the field; nothing is as good as an empty field."""
    words = clean(form.cleaned_data[name])
    if not words:
        raise ValidationError(form.fields[name].error_messages["required"])
    return words


class AboutForm(forms.Form):
    """The paragraph of an essay that is meant: `?about=p3`."""

    about = forms.ChoiceField(
        label=_("About"),
        required=False,
        error_messages={"invalid_choice": _("This paragraph is no longer in the essay.")},
    )

    def __init__(self, *args, essay, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", _("The whole essay")), *_passages(essay)]

    def quote(self, row, essay):
        about = self.cleaned_data["about"]
        if about:
            row.about = int(about.removeprefix("p"))
            row.quote = Truncator(essay.paragraphs[row.about]).chars(LONGEST_QUOTE)


def _passages(essay):
    return [
        (f"p{number}", f"¶ {place} {Truncator(words).words(9)}")
        for place, (number, words) in enumerate(essay.paragraphs.items(), start=1)
    ]


class WordsForm(forms.ModelForm):
    """A text, cleaned."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    class Meta:
        widgets = {"text": forms.Textarea(attrs={"rows": 8, "dir": "auto"})}

    def clean_text(self):
        text = left(self, "text", plain_text.cleaned)
        if plain_text.links_in(text) > MOST_LINKS:
            raise ValidationError(
                _("At most %(most)d links are allowed."), params={"most": MOST_LINKS}
            )
        return text


class StampedForm(WordsForm):
    """Anybody sends it; whatever is sent twice is stored once, and nobody floods the archive."""

    is_limited = True  # to so many an hour
    too_many = REFUSALS["too many"]

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args, subject, sending, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject, self.sending = subject, sending
        self.earlier = None  # the row that came with this very form before
        self.reusable = None  # the stamp that came in, if it was good

    class Meta(WordsForm.Meta):
        widgets = WordsForm.Meta.widgets | {
            "name": forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    @property
    def stamp(self):
        """The one that came in, while it may come again; or else a new one."""
        return self.reusable or form_tokens.issue(self.subject, self.sending.at)

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        super().clean()
        at = self.sending.at
        stamp = form_tokens.read(self.subject, self.data.get("stamp", ""), at)
        if stamp is None:
            raise refusal("outdated")
        if self._came_before(stamp):
            return
        self.reusable, self.instance.token = self.data["stamp"], stamp.token
        self.sending = self.sending._replace(hasty=stamp.is_too_fresh(at))
        if self.is_limited and self.sending.is_one_too_many():
            raise refusal("too many", self.too_many)

    def _came_before(self, stamp):
        self.earlier = type(self.instance).objects.filter(token=stamp.token).first()
        if self.earlier and self.earlier.text != self.cleaned_data.get("text"):
            raise refusal("used")
        return self.earlier is not None

    def save(self):
        """The row; sent twice, it is the one that was stored at first."""
        if self.earlier:
            return self.earlier
        self.receive(self.sending._replace(trapped=bool(self.cleaned_data["website"])))
        self.instance.save()
        Arrival.objects.note(self.sending.address, self.instance.text, self.sending.at)
        return self.instance
