"""Saving a form of the admin as a draft, beside the public page."""

from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.publication import Status
from seventeen_moments.core.stored_files import atomic_with_files

from .draft_history import keep_draft
from .draft_page import change_form_of
from .models import Draft
from .overlay import is_marked_for_deletion
from .publishing import obstacles
from .values import display_time, get_value, get_values

DRAFT_SAVED = _(
    'Draft saved. Visitors still see the previous page: <a href="{}">preview the draft</a>.'
)
SCHEDULED = _("Visitors see the page as it is until {}. Then the draft is published automatically.")
SAME = _("There are no changes to the public page, so there is no draft.")
HIDDEN = _('“{}” is saved as a draft: <a href="{}">preview it</a>.')
BACK = _('Back to <a href="{}">“{}”</a>.')
UPCOMING = _('“{}” is saved, and becomes public as planned: <a href="{}">preview it</a>.')


def save_form_draft(form, author):
    """The values of the form become the draft of its row.

    A draft that was to be published in the past, and failed, is not published by being saved.
    """
    row, overlay = form.instance, form.instance.overlay
    at = overlay.draft and overlay.draft.publish_at
    at = at if at and at > timezone.now() else None
    overlay.draft = save_draft(row, form.fields, author, publish_at=at)


def save_formset_drafts(row, formsets, author):
    """Those of its sources are saved together with it. A draft without a difference is deleted."""
    for formset in formsets:
        save_formset_draft(formset, row.overlay.draft, author)
    if row.overlay.draft.is_empty():
        _discard(row.overlay)
    else:
        keep_draft(row.overlay.draft)


def merge_drafts(row, formsets):
    """The row, which is hidden, was saved with the draft that its form showed."""
    overlay = getattr(row, "overlay", None)
    if overlay and overlay.draft:
        for formset in formsets:
            merge_formset(formset)
        _discard(overlay)


def _discard(overlay):
    draft, overlay.draft = overlay.draft, None
    if draft.parent and "status" in draft.data:
        # It still becomes public with its essay.
        draft.data = {"status": draft.data["status"]}
        draft.save()
    else:
        draft.discard()


def message_about_draft(row):
    """What an editor is told who saved it, with a link back to the page to which it belongs."""
    if not row.parent_field:
        return _message(row)
    parent = getattr(row, row.parent_field)
    back = format_html(BACK, change_form_of(parent), parent)
    return format_html("{} {}", _message(row), back)


def _message(row):
    overlay = getattr(row, "overlay", None)
    if overlay is None or not overlay.live:
        message = HIDDEN if row.status == Status.DRAFT else UPCOMING
        return format_html(message, row, row.get_absolute_url())
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

    New rows are stored hidden, and become public with that draft unless something is missing.
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
            form.save()
            Draft.objects.of(row).empty().delete()
    for form in formset.extra_forms:
        if form.has_changed() and not formset._should_delete_form(form):
            row = formset.save_new(form)
            row.status = Status.PUBLISHED
            if not obstacles(row):
                _save_child(parent, row, ["status"], author)


def _mark_for_deletion(row, parent, author):
    """What its draft changes stays there, for an editor who changes their mind."""
    if not is_marked_for_deletion(row):
        draft = Draft.objects.of(row).first() or Draft(target=row)
        draft.deletes, draft.parent, draft.author = True, parent, author
        draft.save()


def _save_child(parent, row, names, author):
    draft = save_draft(row, names, author, parent=parent)
    if draft.is_empty():
        draft.delete()


def merge_formset(formset):
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
