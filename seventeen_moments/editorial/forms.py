from django import forms

from seventeen_moments.core.completeness import missing_requirements
from seventeen_moments.core.publication import Status


class PublishableForm(forms.ModelForm):
    """Says what stands between a draft and its publication, at the field where there is one."""

    def _post_clean(self):
        super()._post_clean()  # from here on the instance holds what was sent
        if self.instance.status == Status.PUBLISHED:
            for check in missing_requirements(self.instance):
                field = check.field(type(self.instance))
                self.add_error(field if field in self.fields else None, check.requirement)
