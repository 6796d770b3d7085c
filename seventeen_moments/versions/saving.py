"""Saving a form of the admin as a draft, beside the public page."""

from contextlib import contextmanager
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.publication import Status
from seventeen_moments.core.stored_files import atomic_with_files

from .draft_history import keep_draft
from .models import Draft
from .overlay import is_marked_for_deletion
from .values import display_time, get_value, get_values

DRAFT_SAVED = _(
    'Draft saved. Visitors still see the previous page: <a href="{}">preview the draft</a>.'
)
SCHEDULED = _("Visitors see the page as it is until {}. Then the draft is published automatically.")
SAME = _("There are no changes to the public page, so there is no draft.")
HIDDEN = _('“{}” is saved as a draft: <a href="{}">preview it</a>.')


def keeps_public(row):
    """Whether the form of the row leaves its public page as it is."""
    overlay = getattr(row, "overlay", None)
    return bool(overlay and overlay.keeps_public)


def save_form_draft(form, author, may_schedule):
    """The values of the form become the draft of its row."""
    row, overlay = form.instance, form.instance.overlay
    scheduled = overlay.draft and row.published_at == overlay.draft.publish_at
    at = row.published_at if scheduled or may_schedule else None
    if at:
        row.published_at = overlay.published_at
    overlay.draft = save_draft(row, form.fields, author, publish_at=at)


def save_formset_drafts(row, formsets, author):
    """Those of its sources are saved together with it. A draft without a difference is deleted."""
    for formset in formsets:
        save_formset_draft(formset, row.overlay.draft, author)
    if row.overlay.draft.is_empty():
        _discard(row.overlay)
    else:
        keep_draft(row.overlay.draft)


def publish_formset_drafts(row, formsets):
    """The form was published, with the draft that it showed."""
    overlay = getattr(row, "overlay", None)
    if overlay and overlay.draft:
        for formset in formsets:
            publish_formset(formset)
        _discard(overlay)


def _discard(overlay):
    overlay.draft.discard()
    overlay.draft = None


def message_about_draft(row):
    """What an editor is told who saved it."""
    overlay = getattr(row, "overlay", None)
    if overlay is None or not overlay.live:
        return format_html(HIDDEN, row, row.get_absolute_url())
    if overlay.draft is None:
        return SAME
    if overlay.draft.publish_at:
        return format_html(SCHEDULED, display_time(overlay.draft.publish_at))
    return format_html(DRAFT_SAVED, overlay.preview)


def save_draft(row, names, author, publish_at=None, parent=None):
    """The draft of those named fields whose values differ from the stored ones."""
    row.fill_in()
    with atomic_with_files():
        row.store_files()
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
    """Changed and deleted rows become drafts with the draft of their essay.

    New rows are stored hidden.
    """
    for form in formset.initial_forms:
        row = form.instance
        if formset._should_delete_form(form):
            _mark_for_deletion(row, parent, author)
            continue
        if not form.has_changed():
            continue
        if formset.can_delete and is_marked_for_deletion(row):
            Draft.objects.of(row).update(deletes=False)
        if row.overlay.live:
            _save_child(parent, row, form.fields, author)
        else:
            _save_hidden(row, form.save, parent, author)
    for form in formset.extra_forms:
        if form.has_changed() and not formset._should_delete_form(form):
            save = partial(formset.save_new, form)
            _save_hidden(form.instance, save, parent, author)


def _mark_for_deletion(row, parent, author):
    """What its draft changes stays there, for an editor who changes their mind."""
    if not is_marked_for_deletion(row):
        draft = Draft.objects.of(row).first() or Draft(target=row)
        draft.deletes, draft.parent, draft.author = True, parent, author
        draft.save()


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


@contextmanager
def drafts_deleted_too(queryset):
    """A draft of an essay is deleted if it is empty once those of the deleted sources are."""
    content_type = ContentType.objects.get_for_model(queryset.model)
    keys = queryset.order_by().values("pk")
    drafts = Draft.objects.filter(content_type=content_type, object_id__in=keys)
    parents = list(drafts.exclude(parent=None).values_list("parent", flat=True))
    yield
    Draft.objects.filter(pk__in=parents).empty().delete()
