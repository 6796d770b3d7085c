from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .models import Subscription


class SubscriptionForm(forms.ModelForm):
    class Meta:
        model = Subscription
        fields = ["how", "email", "hour"]
        widgets = {"how": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        zone = timezone.get_default_timezone_name()
        self.fields["hour"].help_text = _("Time zone: %(zone)s.") % {"zone": zone}

    def clean(self):
        super().clean()
        wants_mail = self.cleaned_data.get("how") not in {None, Subscription.How.NONE}
        if wants_mail and self.cleaned_data.get("email") == "":
            self.add_error("email", ValidationError(_("Where should the e-mails be sent?")))

    def save(self):
        self.instance.language = get_language()
        if "how" in self.changed_data:
            self.instance.since = timezone.now()  # for comments from now on
        return super().save()
