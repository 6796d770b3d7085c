from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from . import stamps, wording
from .admission import admit, standing_of
from .arrivals import Arrival
from .comments import LONGEST_QUOTE, Comment
from .flags import Flag

MOST_LINKS = 10
REFUSALS = {
    "outdated": _("This form was open for more than a day. Read it once more, and send it again."),
    "used": _("This form was sent before, with other words. To add these, send it again."),
    "too many": _("So many comments came from your network that we ask you to wait for an hour."),
}


def refusal(code):
    """What is not wrong with any one field; the words stay in the form."""
    return ValidationError(REFUSALS[code], code=code)


def _line(form, name):
    return _left(form, name, wording.cleaned_line)


def _left(form, name, clean):
    """What cleaning leaves of the field; nothing is as good as an empty field."""
    left = clean(form.cleaned_data[name])
    if not left:
        raise ValidationError(form.fields[name].error_messages["required"])
    return left


class PlaceForm(forms.Form):
    """What a comment answers or quotes: `?to=17`, `?about=p3`."""

    to = forms.ModelChoiceField(
        None,
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("The comment that you answer is not here any more.")},
    )
    about = forms.ChoiceField(
        label=_("About"),
        required=False,
        error_messages={"invalid_choice": _("This paragraph is not in the essay any more.")},
    )

    def __init__(self, *args, essay, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = essay.comments.approved().select_related("parent")
        self.fields["about"].choices = [("", _("The essay as a whole")), *_passages(essay)]


def _passages(essay):
    return [
        (f"p{number}", f"¶ {place} {Truncator(words).words(9)}")
        for place, (number, words) in enumerate(essay.paragraphs.items(), start=1)
    ]


class WordsForm(forms.ModelForm):
    """The text of a comment, cleaned."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    class Meta:
        model = Comment
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}

    def clean_text(self):
        text = _left(self, "text", wording.cleaned)
        if wording.links_in(text) > MOST_LINKS:
            raise ValidationError(
                _("A comment has room for %(most)d links."), params={"most": MOST_LINKS}
            )
        return text


class CommentForm(PlaceForm, WordsForm):
    """A new comment. Staff write it under the name of their account."""

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    notices = forms.BooleanField(
        label=_("E-mail me when this appears and when somebody replies"), required=False
    )

    def __init__(self, *args, essay, user, sending, **kwargs):
        super().__init__(*args, essay=essay, **kwargs)
        self.instance.essay = essay
        self.instance.standing = standing_of(user, essay)
        self.user, self.sending = user, sending
        self.earlier = None  # the comment that came with this very form before
        self.reusable = None  # the stamp that came in, if it was good
        if self.by_staff:
            del self.fields["name"], self.fields["email"]
            if not user.email:
                del self.fields["notices"]

    class Meta(WordsForm.Meta):
        fields = ["name", "email", "text"]
        labels = {"name": _("Your name"), "email": _("E-mail")}
        help_texts = {"name": _("It will be shown."), "email": _("Never shown.")}
        widgets = WordsForm.Meta.widgets | {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    @property
    def by_staff(self):
        return self.instance.standing != Comment.Standing.READER

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

    @property
    def stamp(self):
        """The one that came in, while it may come again; or else a new one."""
        return self.reusable or stamps.issue(self.instance.essay, self.sending.at)

    def clean_name(self):
        return _line(self, "name")

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        super().clean()
        essay, at = self.instance.essay, self.sending.at
        stamp = stamps.read(essay, self.data.get("stamp", ""), at)
        if stamp is None:
            raise refusal("outdated")
        if self._came_before(stamp):
            return
        self.reusable, self.instance.token = self.data["stamp"], stamp.token
        self.sending = self.sending._replace(hasty=stamp.is_too_fresh(at))
        if not self.by_staff and self.sending.is_one_too_many():
            raise refusal("too many")

    def _came_before(self, stamp):
        self.earlier = self.instance.essay.comments.filter(token=stamp.token).first()
        if self.earlier and self.earlier.text != self.cleaned_data.get("text"):
            raise refusal("used")
        return self.earlier is not None

    def save(self):
        """The comment; sent twice, it is the one that was stored at first."""
        if self.earlier:
            return self.earlier
        comment = self.instance
        self._place(comment)
        if self.by_staff:
            comment.name, comment.email = self.signature, self.user.email.lower()
        if self.cleaned_data.get("notices"):
            comment.ask_for_notices(True)
        admit(comment, self.sending._replace(trapped=bool(self.cleaned_data["website"])))
        comment.save()
        Arrival.objects.note(self.sending.address, comment.text, self.sending.at)
        return comment

    def _place(self, comment):
        answered, about = self.cleaned_data["to"], self.cleaned_data["about"]
        if answered:
            comment.parent, comment.answered = answered.parent or answered, answered
        if about:
            comment.about = int(about.removeprefix("p"))
            words = comment.essay.paragraphs[comment.about]
            comment.quote = Truncator(words).chars(LONGEST_QUOTE)


class OwnForm(WordsForm):
    """A comment that its author changes: it is looked at again, as if it were new."""

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
        return _line(self, "reason")

    def clean(self):
        super().clean()
        if self.sending.is_one_too_many():
            raise refusal("too many")

    def save(self):
        Flag.objects.raise_once(self.comment, self.sending.address, self.cleaned_data["reason"])
        Arrival.objects.note(self.sending.address, "", self.sending.at)


class SwitchForm(forms.Form):
    open = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce="1".__eq__)
