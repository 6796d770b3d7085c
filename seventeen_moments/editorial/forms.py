from django import forms
from django.utils import timezone

from seventeen_moments.core.completeness import missing_requirements
from seventeen_moments.core.publication import Status


class PublicationTimeField(forms.SplitDateTimeField):
    """Keeps the stored time if the form sends back what it showed.

    Otherwise an hour that the clock repeats in autumn could not be saved, and fractions of
    a second would be lost.
    """

    stored = None

    def compress(self, data_list):
        if self.stored and data_list:
            shown = timezone.localtime(self.stored).replace(microsecond=0)
            if data_list == [shown.date(), shown.time()]:
                return self.stored
        return super().compress(data_list)


class PublishableForm(forms.ModelForm):
    """Refuses publication while a requirement is missing, with the message at its field."""

    user = None  # set by the admin

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "published_at" in self.fields:
            self.fields["published_at"].stored = self.initial.get("published_at")

    def _post_clean(self):
        super()._post_clean()  # copies the submitted values to the instance
        if self.instance.status == Status.PUBLISHED:
            for check in missing_requirements(self.instance):
                field = check.field(type(self.instance))
                self.add_error(field if field in self.fields else None, check.requirement)
