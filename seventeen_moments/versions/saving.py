"""Saving the values of a form as a draft, beside the public page."""

from functools import partial

from seventeen_moments.core.publication import Status

from .models import Draft
from .values import get_value, get_values


def save_draft(row, names, author, publish_at=None, parent=None):
    """The draft of those named fields whose values differ from the stored ones."""
    row.fill_in()
    stored = type(row)._base_manager.get(pk=row.pk)
    typed = get_values(row, names)
    draft = Draft.objects.of(row).first() or Draft(target=row)
    draft.data = {name: value for name, value in draft.data.items() if name not in typed} | {
        name: value for name, value in typed.items() if value != get_value(stored, name)
    }
    draft.author, draft.publish_at, draft.failure = author, publish_at, ""
    draft.parent = parent or draft.parent
    draft.save()
    return draft


def save_formset_draft(formset, parent, author):
    """Changed rows become drafts with the draft of their essay; new rows are stored hidden."""
    for form in formset.initial_forms:
        if form.has_changed() and form.instance.overlay.live:
            _save_child(parent, form.instance, form.fields, author)
        elif form.has_changed():
            _save_hidden(form.instance, form.save, parent, author)
    for form in formset.extra_forms:
        if form.has_changed() and not formset._should_delete_form(form):
            save = partial(formset.save_new, form)
            _save_hidden(form.instance, save, parent, author)


def _save_hidden(row, save, parent, author):
    status, row.status = row.status, Status.DRAFT
    save()
    row.status = status
    _save_child(parent, row, ["status"], author)


def _save_child(parent, row, names, author):
    draft = save_draft(row, names, author, parent=parent)
    if draft.is_empty():
        draft.delete()


def publish_formset(formset):
    """Saves what formset.save() omits: the draft values of rows that were not changed, themes."""
    for form in formset.initial_forms:
        row = form.instance
        if not (row.pk and row.overlay.draft) or form in formset.deleted_forms:
            continue
        if not form.has_changed():
            form.save()
        if row.typed_themes is not None:
            row.themes.set(row.typed_themes)
