from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.languages import direction
from seventeen_moments.core.permissions import may_preview, viewable_by
from seventeen_moments.editorial.forms import PublishableForm
from seventeen_moments.editorial.thumbnails import thumbnail

from .models import Essay


class LeadImageField(forms.ModelChoiceField):
    widget = forms.RadioSelect

    user = None

    def label_from_instance(self, image):
        if self.user and not may_preview(self.user, image):
            return _("An image chosen by an editor")
        return format_html("{} {}", thumbnail(image), image.title)


class EssayForm(PublishableForm):
    lead_image = LeadImageField(
        queryset=None,
        required=False,
        blank=True,
        empty_label=_("None"),
        label=_("Lead image"),
        help_text=Essay._meta.get_field("lead_image").help_text,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["lead_image"]
        else:
            images = self.instance.images.all()
            if self.user is not None:
                # The current lead image can be kept, no matter who chose it.
                current = images.filter(pk=self.instance.lead_image_id)
                images = images.filter(pk__in=viewable_by(self.user, images)) | current
            self.fields["lead_image"].user = self.user
            self.fields["lead_image"].queryset = images.in_order()
        for name in {"title", "summary", "body"} & self.fields.keys():
            attributes = {"lang": self.instance.language, "dir": direction(self.instance.language)}
            self.fields[name].widget.attrs |= attributes
        if "body" in self.fields and self.instance.pk:
            address = reverse("admin:essays_essay_sources", args=[self.instance.pk])
            self.fields["body"].widget.attrs["data-sources"] = address
        if "comments_open" in self.fields:
            self.fields["comments_open"].show_hidden_initial = True

    def clean_comments_open(self):
        """Keeps what a moderator changed while the form was open."""
        shown = self.add_initial_prefix("comments_open") in self.data
        if shown and "comments_open" not in self.changed_data:
            return self.instance.comments_open
        return self.cleaned_data["comments_open"]
