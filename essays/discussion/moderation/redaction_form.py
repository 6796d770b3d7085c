from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..passages import Passage
from ..plain_text import cleaned_line

MOST_PASSAGES = 20


class RedactionForm(forms.Form):
    """In the queue each comment has one, within the form of the page."""

    passages = forms.CharField(
        label=gettext_lazy("Words to redact"),
        help_text=gettext_lazy(
            "One passage per line, exactly as in the comment or in the name. All places are "
            "replaced by “[redacted]”."
        ),
        error_messages={"required": gettext_lazy("Enter the words to redact.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "data-passages": ""}),
    )
    # Not a line: Enter in it would press the first button of the queue.
    reason = forms.CharField(
        label=gettext_lazy("Reason, for moderators only"),
        max_length=300,
        error_messages={"required": gettext_lazy("Enter a reason.")},
        widget=forms.Textarea(attrs={"rows": 1, "dir": "auto"}),
    )
    in_thread = forms.BooleanField(
        label=gettext_lazy("Also in other comments of the thread"), required=False, initial=True
    )

    def __init__(self, key, data=None):
        super().__init__(
            data, prefix=f"redact-{key}", label_suffix="", use_required_attribute=False
        )

    def clean_passages(self):
        passages = [Passage(line) for line in self.cleaned_data["passages"].splitlines()]
        passages = [passage for passage in passages if passage.has_words]
        if not passages:
            raise ValidationError(self.fields["passages"].error_messages["required"])
        if len(passages) > MOST_PASSAGES:
            too_many = _("At most %(most)d passages at once.")
            raise ValidationError(too_many % {"most": MOST_PASSAGES})
        return passages

    def clean_reason(self):
        return cleaned_line(self.cleaned_data["reason"])
