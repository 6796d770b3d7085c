"""Records the states of essays around a change in the admin."""

from contextlib import contextmanager

from django import forms
from django.utils.translation import gettext_lazy as _

from .register import BEFORE_CHANGE, essay_model, record, record_if_changed


@contextmanager
def recorded_change(model, essays, user):
    record_if_changed(model, essays, note=BEFORE_CHANGE)
    yield
    record_if_changed(model, essays, user)


def record_before_form(form):
    record_if_changed(form._meta.model, _changed_essays(form), note=BEFORE_CHANGE)


def record_after_form(form, user):
    model, essays, note = form._meta.model, _changed_essays(form), form.cleaned_data.get("note", "")
    if not note:
        record_if_changed(model, essays, user)
        return
    for essay in essays:
        record(model, essay, user, note)


def note_field():
    return forms.CharField(
        label=_("What you changed and why"),
        help_text=_("Optional. Kept in the history."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _changed_essays(form):
    """The keys of the essays that the form changes: two, if it moves a source."""
    model = form._meta.model
    if essay_model(model) is model:
        return [form.instance.pk]
    previous = form.initial.get(model.parent_field)
    current = getattr(form.instance, f"{model.parent_field}_id")
    return sorted({current, *([previous] if previous else [])})
