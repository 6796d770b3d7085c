"""Logs an import of essays for moderators, and undoes it."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef

from essays.discussion.moderation_log import ModerationAction, record, undoes
from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.editorial.reviews import Review
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.recording import recorded_change
from seventeen_moments.versions.saving import drafts_deleted_too

Kind = ModerationAction.Kind


def record_import(by, added, changed=()):
    """`added` and `changed` are keys of essays."""
    if added or changed:
        changes = {"added": sorted(added), "changed": sorted(changed)}
        about = {"essay_id": next(iter(added or changed))} if len([*added, *changed]) == 1 else {}
        record(Kind.IMPORT, by, count=len(added) + len(changed), changes=changes, **about)


@undoes(Kind.IMPORT, permission="essays.delete_essay")
def undo(action, by):
    """Deletes the imported drafts that nobody has touched since; they can be recovered.

    Essays that the import changed keep their new state: an earlier one is in their history, and
    restoring it takes back what others changed since.
    """
    untouched = Essay.objects.filter(pk__in=action.changes["added"], status=Status.DRAFT)
    untouched = untouched.filter(updated__lte=action.at, comments=None)
    for kind in kinds():
        sources = kind.objects.filter(essay=OuterRef("pk"))
        changed = sources.exclude(status=Status.DRAFT, updated__lte=action.at)
        untouched = untouched.exclude(Exists(changed))
    for model in [Draft, Review]:
        of_essays = model.objects.filter(content_type=ContentType.objects.get_for_model(Essay))
        untouched = untouched.exclude(Exists(of_essays.filter(object_id=OuterRef("pk"))))
    keys = sorted(untouched.select_for_update(of=["self"]).values_list("pk", flat=True))
    essays = Essay.objects.filter(pk__in=keys)
    with recorded_change(Essay, keys, by), drafts_deleted_too(essays):
        essays.delete()
    return len(keys)
