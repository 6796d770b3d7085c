from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.utils.translation import gettext_lazy as _

from .history_views import HistoryViews
from .register import BEFORE_CHANGE, essay_keys, essay_model, record, record_if_changed


class HistoryMixin:
    """For a ModelAdmin: records the state of the essay with each change."""

    def get_urls(self):
        return HistoryViews(self).urls() + super().get_urls()

    def history_view(self, request, object_id, extra_context=None):
        return HistoryViews(self).history(request, object_id)

    def changelist_view(self, request, extra_context=None):
        context = {"may_recover": HistoryViews(self).may_recover(request.user)}
        return super().changelist_view(request, context | (extra_context or {}))

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if not (
            self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        ):
            return form

        class FormWithNote(form):
            note = forms.CharField(
                label=_("What you changed and why"),
                help_text=_("Optional. Kept in the history."),
                max_length=200,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

            @property
            def changed_data(self):
                return [name for name in super().changed_data if name != "note"]

        return FormWithNote

    def save_form(self, request, form, change):
        if change:
            record_if_changed(self.model, _changed_essays(form), note=BEFORE_CHANGE)
        return super().save_form(request, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        note = form.cleaned_data.get("note", "")
        if note:
            for essay in _changed_essays(form):
                record(self.model, essay, request.user, note)
        else:
            record_if_changed(self.model, _changed_essays(form), request.user)

    def delete_model(self, request, obj):
        self.delete_queryset(request, self.model._base_manager.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        essays = essay_keys(queryset)
        record_if_changed(self.model, essays, note=BEFORE_CHANGE)
        super().delete_queryset(request, queryset)
        record_if_changed(self.model, essays, request.user)

    def response_action(self, request, queryset):
        if not self.has_change_permission(request):
            return super().response_action(request, queryset)
        selected = queryset
        if request.POST.get("select_across") != "1":
            selected = queryset.filter(pk__in=request.POST.getlist(ACTION_CHECKBOX_NAME))
        essays = essay_keys(selected)
        record_if_changed(self.model, essays, note=BEFORE_CHANGE)
        response = super().response_action(request, queryset)
        record_if_changed(self.model, essays, request.user)
        return response


def _changed_essays(form):
    """The keys of the essays that the form changes: two, if it moves a source."""
    model = form._meta.model
    if essay_model(model) is model:
        return [form.instance.pk]
    previous = form.initial.get(model.parent_field)
    current = getattr(form.instance, f"{model.parent_field}_id")
    return sorted({current, *([previous] if previous else [])})
