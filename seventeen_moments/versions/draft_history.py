"""Keeping each draft that was saved, and restoring one as the current draft."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from seventeen_moments.core.permissions import may_change, permission

from .conflicts import drafted_values, get_differences, public_values
from .draft_files import missing_files, store_folders_of_saved
from .models import Draft, lock
from .saved_drafts import SavedDraft
from .values import DELETION, get_value


def keep_draft(draft):
    """Stores a copy, unless it is the same as the latest one.

    Whatever saves or discards a draft calls this. A draft that belongs to the draft of an essay is
    stored together with that.
    """
    whole = draft.parent or draft
    latest = SavedDraft.objects.of(whole.target).first()
    if latest and same_contents(latest, whole):
        return
    saved = _copy(whole, author=draft.author, saved=timezone.now())
    saved.save()
    children = SavedDraft.objects.bulk_create(
        _copy(child, author=child.author, saved=child.updated, parent=saved)
        for child in whole.children.select_related("author").order_by("pk")
    )
    store_folders_of_saved([saved, *children])


def _copy(draft, **fields):
    return SavedDraft(
        content_type_id=draft.content_type_id,
        object_id=draft.object_id,
        data=draft.data,
        deletes=draft.deletes,
        publish_at=draft.publish_at,
        **fields,
    )


def same_contents(draft, other):
    """Whether two drafts, current or saved, would make the same page public at the same time."""
    return _contents(draft) == _contents(other)


def _contents(draft):
    children = draft.children.values_list("content_type", "object_id", "data", "deletes")
    parts = {(kind, key): changes for kind, key, *changes in children}
    return draft.data, draft.deletes, draft.publish_at, parts


def compare_drafts(user, before, after):
    """Pairs of a row and its differences between two saved drafts, or the public page if None.

    A field that a draft does not have is as on the public page.
    """
    sides = [
        {part.target: drafted_values(part) for part in draft.parts()} if draft else {}
        for draft in (before, after)
    ]
    compared = []
    for row in sides[1] | sides[0]:
        if may_change(user, row):
            earlier, later = (side.get(row, {}) for side in sides)
            public = public_values(row, earlier | later)
            if differences := get_differences(row, public | earlier, public | later):
                compared.append((row, differences))
    return compared


def restore_draft(row, saved, user):
    """Makes a saved draft of the row the current one, and keeps the draft that it replaces.

    It is not scheduled again, so that nothing becomes public by itself. A file that is no longer
    in the storage stays as it is. Returns None if there is no difference from the public page.
    Needs a transaction.
    """
    row = lock(type(row), row.pk)
    if row is None:
        raise ValidationError(_("The page was deleted in the meantime."))
    # Locked, so that thinning does not delete it with its files before it is restored.
    kept = SavedDraft.objects.select_for_update().filter(pk=saved.parent_id or saved.pk)
    if not kept.exists():
        raise ValidationError(_("This draft was removed from the history in the meantime."))
    draft = Draft.objects.of(row).select_related("parent").first() or Draft(target=row)
    if draft.pk:
        keep_draft(draft)
    parts = saved.parts()
    replaced = draft.installed_children() if draft.pk else []
    _require_permission(user, [*parts, *replaced])
    _set_values(draft, row, saved, user)
    kept = [_restore_part(part, draft, user) for part in parts[1:]]
    for child in replaced:
        if child not in kept:
            child.delete()
    if draft.is_empty():
        draft.discard()
        return None
    keep_draft(draft)
    return draft


def _restore_part(part, parent, user):
    draft = Draft.objects.of(part.target).first()
    if draft and draft.parent_id != parent.pk:
        message = _("“%(title)s” has its own draft now. Publish or discard that first.")
        raise ValidationError(message, params={"title": part.target})
    draft = draft or Draft(target=part.target, parent=parent)
    _set_values(draft, part.target, part, user)
    if draft.is_empty():
        draft.delete()
    return draft


def rows_without_files(saved):
    """The rows of a saved draft whose files are no longer in the storage."""
    return [part.target for part in saved.parts() if missing_files(part.target, part.data)]


def _set_values(draft, row, saved, user):
    missing, values = missing_files(row, saved.data), drafted_values(saved)
    draft.deletes = values.pop(DELETION)
    draft.data = {
        name: value
        for name, value in values.items()
        if name not in missing and value != get_value(row, name)
    }
    draft.author, draft.publish_at, draft.failure = user, None, ""
    draft.save()


def _require_permission(user, parts):
    deleted = [part.target for part in parts if part.deletes]
    if not (
        all(may_change(user, part.target) for part in parts)
        and all(user.has_perm(permission("delete", row)) for row in deleted)
    ):
        raise ValidationError(
            _(
                "This would also change sources, which you do not have permission to change. "
                "Ask an editor."
            )
        )
