"""Saving beside the public page: what a form holds becomes a draft."""

from seventeen_moments.core.publication import Status

from .models import Draft
from .values import value_of, values_of


def keep(row, names, author, publish_at=None, parent=None):
    """The draft of those of the named fields that differ from what is stored."""
    row.fill_in()
    stored = type(row)._base_manager.get(pk=row.pk)
    typed = values_of(row, names)
    draft = Draft.objects.of(row).first() or Draft(target=row)
    others = {name: value for name, value in draft.data.items() if name not in typed}
    draft.data = others | {
        name: value for name, value in typed.items() if value != value_of(stored, name)
    }
    draft.author, draft.publish_at, draft.failure = author, publish_at, ""
    draft.parent = parent or draft.parent
    draft.save()
    return draft


def keep_rows(formset, parent, author):
    """Changed rows wait with the draft of their essay; new ones are stored, hidden until then."""
    for form in formset.initial_forms:
        if form.has_changed() and form.instance.opened.live:
            _keep_with(parent, form.instance, form.fields, author)
        elif form.has_changed():
            _hide(form.instance, form.save, parent, author)
    for form in formset.extra_forms:
        if form.has_changed() and not formset._should_delete_form(form):
            _hide(form.instance, lambda form=form: formset.save_new(form), parent, author)


def _hide(row, save, parent, author):
    wished, row.status = row.status, Status.DRAFT
    save()
    row.status = wished
    _keep_with(parent, row, ["status"], author)


def _keep_with(parent, row, names, author):
    draft = keep(row, names, author, parent=parent)
    if draft.is_empty():
        draft.delete()


def publish_rows(formset):
    """What formset.save() leaves out of the drafts that its rows show."""
    for form in formset.initial_forms:
        row = form.instance
        if not (row.pk and row.opened.draft) or form in formset.deleted_forms:
            continue
        if not form.has_changed():
            form.save()
        if row.typed_themes is not None:
            row.themes.set(row.typed_themes)
