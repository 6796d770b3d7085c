from django import forms

from seventeen_moments.core.completeness import missing_requirements
from seventeen_moments.core.publication import Status


class PublicationTimeField(forms.SplitDateTimeField):
    """Keeps the stored time if the form sends back what it showed.

    Otherwise an hour that the clock repeats in autumn could not be saved, and seconds would be lost.
    """

    stored = None

    def clean(self, value):
        if self.stored and value == self.widget.decompress(self.stored):
            return self.stored
        return super().clean(value)


class PublishableForm(forms.ModelForm):
    """Refuses publication while a requirement is missing, with the message at its field."""

    def _post_clean(self):
        super()._post_clean()  # copies the submitted values to the instance
        if self.instance.status == Status.PUBLISHED:
            for check in missing_requirements(self.instance):
                field = check.field(type(self.instance))
                self.add_error(field if field in self.fields else None, check.requirement)
