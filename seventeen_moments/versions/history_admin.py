from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.utils.translation import gettext_lazy as _

from .history_views import HistoryPages
from .register import record, record_unrecorded, root, roots

BEFORE = _("As it was before the next change")


class WithHistory:
    """An admin page that records the state of the essay with each change."""

    def get_urls(self):
        return HistoryPages(self).urls() + super().get_urls()

    def history_view(self, request, object_id, extra_context=None):
        return HistoryPages(self).history(request, object_id)

    def changelist_view(self, request, extra_context=None):
        context = {"may_recover": HistoryPages(self).may_recover(request.user)}
        return super().changelist_view(request, context | (extra_context or {}))

    def get_form(self, request, obj=None, **kwargs):
        standing = super().get_form(request, obj, **kwargs)
        if not (
            self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        ):
            return standing

        class Noted(standing):
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

        return Noted

    def save_form(self, request, form, change):
        if change:
            record_unrecorded(self.model, _essays(form), note=BEFORE)
        return super().save_form(request, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        note = form.cleaned_data.get("note", "")
        if note:
            for essay in _essays(form):
                record(self.model, essay, request.user, note)
        else:
            record_unrecorded(self.model, _essays(form), request.user)

    def delete_model(self, request, obj):
        self.delete_queryset(request, self.model._base_manager.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        essays = roots(queryset)
        record_unrecorded(self.model, essays, note=BEFORE)
        super().delete_queryset(request, queryset)
        record_unrecorded(self.model, essays, request.user)

    def response_action(self, request, queryset):
        if not self.has_change_permission(request):
            return super().response_action(request, queryset)
        essays = roots(_selected(request, queryset))
        record_unrecorded(self.model, essays, note=BEFORE)
        response = super().response_action(request, queryset)
        record_unrecorded(self.model, essays, request.user)
        return response


def _essays(form):
    """The keys of the essays that the form changes: two, where it moves a source."""
    if root(form._meta.model) is form._meta.model:
        return [form.instance.pk]
    parent = form._meta.model.parent_field
    former = form.initial.get(parent)
    return sorted({getattr(form.instance, f"{parent}_id"), *([former] if former else [])})


def _selected(request, rows):
    keys = request.POST.getlist(ACTION_CHECKBOX_NAME)
    return rows if request.POST.get("select_across") == "1" else rows.filter(pk__in=keys)
