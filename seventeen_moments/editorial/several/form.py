"""The form with the new values for several rows."""

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.permissions import may_publish
from seventeen_moments.core.publication import Status
from seventeen_moments.core.themes import ThemesField
from seventeen_moments.versions.values import editable_field

TICK = "change-"  # with the name of a field: the name of its box
ADD_THEMES, REMOVE_THEMES = "add_themes", "remove_themes"
NONE = ("", "---------")


class ChangeSeveralForm(forms.Form):
    """The fields that the model declares, as in its form in the admin. Only ticked ones count."""

    use_required_attribute = False  # only ticked fields are required

    def __init__(self, model_admin, request, *args, ticked=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.model = model_admin.model
        for name in names_for(self.model, request.user):
            field = self.model._meta.get_field(name)
            labels = {name: capfirst(field.verbose_name)}
            if isinstance(field, ThemesField):
                labels = {ADD_THEMES: _("Themes to add"), REMOVE_THEMES: _("Themes to remove")}
            for key, label in labels.items():
                self.fields[key] = _form_field(model_admin, field, request, label)
                self.fields[f"{TICK}{key}"] = forms.BooleanField(
                    label=label, required=False, initial=name in ticked
                )

    def rows(self):
        """Pairs of a box and its field."""
        for name in self.fields:
            if not name.startswith(TICK):
                yield self[f"{TICK}{name}"], self[name]

    def clean(self):
        super().clean()
        ticked = [name for name in self.names() if self.cleaned_data.pop(f"{TICK}{name}", False)]
        for name in self.names():
            if name not in ticked:
                self._leave_out(name)
            elif name in self.cleaned_data:
                self._validate(name)
        if not ticked and not self.errors:
            raise ValidationError(_("Tick at least one field that should change."))
        return self.cleaned_data

    def _leave_out(self, name):
        """An unticked field is left as it is, so nothing may be typed in it."""
        self._errors.pop(name, None)
        self.cleaned_data.pop(name, None)
        if self[name].data:
            self.add_error(name, _("Tick the box to change this, or empty the field."))

    def _validate(self, name):
        """As the model does, which knows more than the form: how a name is written, for example."""
        field = editable_field(self.model, name)
        if field and not field.is_relation:
            try:
                field.clean(self.cleaned_data[name], None)
            except ValidationError as error:
                self.add_error(name, error)

    def names(self):
        return [name for name in self.fields if not name.startswith(TICK)]


def names_for(model, user):
    """The fields that the user may change in several rows."""
    names = model.fields_for_several()
    if may_publish(user, model):
        return names
    return [name for name in names if name != "status"]


def _form_field(model_admin, field, request, label):
    if field.name == "status":
        choices = [(Status.PUBLISHED, _("Publish")), (Status.DRAFT, _("Unpublish"))]
        form_field = forms.ChoiceField(choices=choices)
    else:
        form_field = model_admin.formfield_for_dbfield(field, request)
    if isinstance(form_field.widget, RelatedFieldWidgetWrapper):
        form_field.widget = form_field.widget.widget  # without links to add and change
    if type(form_field) in {forms.ChoiceField, forms.TypedChoiceField}:
        form_field.choices = [NONE, *(each for each in form_field.choices if each[0] != "")]
    if isinstance(field, ThemesField):
        form_field.required = True  # if it is ticked
    form_field.label, form_field.initial = label, None
    return form_field
