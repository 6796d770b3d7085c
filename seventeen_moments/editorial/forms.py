from django import forms

from seventeen_moments.core.completeness import missing_requirements
from seventeen_moments.core.publication import Status


class PublishableForm(forms.ModelForm):
    """Refuses publication while a requirement is missing, with the message at its field."""

    user = None  # set by the admin

    def _post_clean(self):
        super()._post_clean()  # copies the submitted values to the instance
        if self.instance.status == Status.PUBLISHED:
            for check in missing_requirements(self.instance):
                field = check.field(type(self.instance))
                self.add_error(field if field in self.fields else None, check.requirement)
