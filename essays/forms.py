from django import forms
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from .models import Comment


class NarrowingForm(forms.Form):
    """What narrows a list of essays: `?year=1954&theme=law`."""

    year = forms.IntegerField(required=False, min_value=1000, max_value=2999)
    theme = forms.ModelChoiceField(Tag.objects, to_field_name="slug", required=False)

    def narrow(self, essays):
        year, theme = self.cleaned_data["year"], self.cleaned_data["theme"]
        if year:
            essays = essays.filter(year=year)
        if theme:
            essays = essays.filter(themes=theme)
        return essays


class CommentForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    class Meta:
        model = Comment
        fields = ["name", "email", "text"]
        labels = {"name": _("Your name"), "email": _("E-mail")}
        help_texts = {"name": _("It will be shown."), "email": _("Never shown.")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "text": forms.Textarea(attrs={"rows": 8}),
        }
