"""Publishing and withdrawing pages.

Whatever makes a page public because a person asked for it calls `publish()`: it checks who asks,
requires what PUBLISHING_NEEDS names, and records the history. Scheduled drafts that are due are
published by publish_due.py, under the same requirements.
"""

from collections import defaultdict
from contextlib import contextmanager

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from seventeen_moments.core.completeness import missing_requirements
from seventeen_moments.core.permissions import may_publish
from seventeen_moments.core.publication import Status

from .draft_history import keep_draft
from .models import Draft, lock
from .register import BEFORE_CHANGE, essay_model, record, record_if_changed
from .values import display_time, get_values

PUBLICATION_FIELDS = ["status", "published_at"]


def obstacles(row):
    """What keeps the row from being published, or staying so: sentences by the name of a field."""
    found = dict(row.missing_for_publication())
    for check in missing_requirements(row):
        found.setdefault(check.field(type(row)), check.requirement)
    return found


def require_complete(row):
    """Raises ValidationError if the row is published without what publication requires."""
    if row.status == Status.PUBLISHED and (found := obstacles(row)):
        raise ValidationError([f"“{row}”: {sentence}" for sentence in found.values()])


def publish(rows, user, at=None, note=""):
    """Publishes the rows with their drafts, at once or from `at`: all of them, or none.

    Needs a transaction. Raises ValidationError if one of the rows is not complete, or does not
    fit what is stored.
    """
    words = _("To be published on %s.") % display_time(at) if at else _("Published.")
    with _recorded(rows, user, note, words, always=at is None):
        for row in map(_locked, rows):
            _publish(row, user, at)


def unpublish(rows, user, note=""):
    """Makes the rows drafts, and saves in them what was waiting in their drafts."""
    with _recorded(rows, user, note, _("Unpublished."), always=True):
        for row in map(_locked, rows):
            row.make_draft()
            row.save(update_fields=PUBLICATION_FIELDS)
            if draft := Draft.objects.of(row).first():
                _merge(draft)


def unschedule(rows, user, note=""):
    """Withdraws what was to be published at a later time. What is public stays so."""
    with _recorded(rows, user, note, _("Publication withdrawn."), always=False):
        for row in map(_locked, rows):
            if row.is_due():
                for draft in Draft.objects.of(row):
                    _schedule(draft, user, None)
            else:
                row.make_draft()
                row.save(update_fields=PUBLICATION_FIELDS)


@contextmanager
def _recorded(rows, user, note, words, always):
    """Checks the right to publish, records one state before and one after, and logs the rows."""
    essays = defaultdict(set)
    for row in rows:
        if not may_publish(user, type(row)):
            raise PermissionDenied
        essays[essay_model(type(row))] |= _essays_of(row)
    for model, keys in essays.items():
        record_if_changed(model, sorted(keys), note=BEFORE_CHANGE)
    yield
    for model, keys in essays.items():
        if not (always or note):
            record_if_changed(model, sorted(keys), user)
            continue
        for key in sorted(keys):
            record(model, key, user, note)
    LogEntry.objects.log_actions(user.pk, rows, CHANGE, words)


def _essays_of(row):
    """The keys of the essays that its publication changes: two, if its draft moves it."""
    if not row.parent_field:
        return {row.pk}
    moved = [draft.data.get(row.parent_field) for draft in Draft.objects.of(row)]
    return {getattr(row, f"{row.parent_field}_id"), *filter(None, moved)}


def _locked(row):
    return lock(type(row), row.pk)


def _publish(row, user, at):
    draft = Draft.objects.of(row).select_related("parent").first()
    is_live = row.is_published()
    if at and is_live and draft:
        _require_permission(user, draft)
        _schedule(draft, user, at)
        return
    if not is_live:
        row.make_public(at)
    if draft:
        _require_permission(user, draft)
        # Saved with the row, which may only then have what publication requires.
        draft.data |= get_values(row, [] if is_live else PUBLICATION_FIELDS)
        draft.save()
        draft.apply(require_complete, user)
        _discard_if_empty(draft.parent)
    else:
        require_complete(row)
        row.save(update_fields=PUBLICATION_FIELDS)


def _require_permission(user, draft):
    for child in draft.installed_children():
        if not may_publish(user, child.content_type.model_class()):
            raise ValidationError(
                _(
                    "This would also change sources, which you do not have permission to change. "
                    "Ask an editor."
                )
            )


def _schedule(draft, user, at):
    draft.publish_at, draft.author, draft.failure = at, user, ""
    draft.save()
    keep_draft(draft)


def _merge(draft):
    """Saves the draft in its row, which is hidden.

    It stays a draft if it does not fit, or if it deletes a source: nothing is to be lost now.
    """
    parts = [draft, *draft.installed_children()]
    for part in parts:
        part.data = {
            name: value for name, value in part.data.items() if name not in PUBLICATION_FIELDS
        }
        part.publish_at = None
        part.save()
    if any(part.deletes for part in parts):
        return
    try:
        with transaction.atomic():
            draft.apply()
            _discard_if_empty(draft.parent)
    except ValidationError:
        return


def _discard_if_empty(draft):
    if draft and draft.is_empty():
        draft.delete()
