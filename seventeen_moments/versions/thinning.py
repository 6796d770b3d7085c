"""Thinning old states and saved drafts, by the rule that `thin_history` states.

Each batch is a transaction of its own. A state is deleted as a whole, and a version only with the
last state that lists it, so an interruption leaves every other state whole.
"""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from django.db import transaction
from django.db.models import Exists, Max, Min, OuterRef, Q
from django.utils import timezone
from reversion.models import Revision, Version

from .folders import is_folder_used
from .register import model_of
from .saved_drafts import SavedDraft
from .state_models import Member, RecordedState, VersionFolder

ALL_KEPT = timedelta(days=90)
DAILY_KEPT = timedelta(days=365)
BATCH_SIZE = 100


def thin_history(at=None, dry_run=False):
    """Returns how many states, versions, uploads and drafts were deleted, or would be."""
    at, counts = at or timezone.now(), Counter()
    for states in _by_page(RecordedState.objects.all()):
        if dry_run:
            with transaction.atomic():
                counts += _thin_states(states, at)
                transaction.set_rollback(True)
        else:
            counts += _thin_states(states, at)
    for drafts in _by_page(SavedDraft.objects.filter(parent=None)):
        dated = drafts.order_by("pk").values_list("pk", "saved")
        for batch in _batches(_superseded(dated, at)):
            with transaction.atomic():
                counts += _delete_drafts(batch)
                transaction.set_rollback(dry_run)
    return counts


def _by_page(queryset):
    """Yields what each page has of the queryset."""
    content_types = queryset.order_by().values_list("content_type", flat=True).distinct()
    for content_type in list(content_types):
        pages = queryset.filter(content_type=content_type)
        key = pages.aggregate(next=Min("object_id"))["next"]
        while key is not None:
            yield pages.filter(object_id=key)
            key = pages.filter(object_id__gt=key).aggregate(next=Min("object_id"))["next"]


def _batches(keys):
    return (keys[start : start + BATCH_SIZE] for start in range(0, len(keys), BATCH_SIZE))


def _superseded(dated, at):
    """Of pairs of key and time, oldest first: the keys of those that have a later one in their
    day or month."""
    periods = [(key, _period(time, at)) for key, time in dated]
    return [key for (key, period), (_key, later) in pairwise(periods) if period == later]


def _period(time, at):
    """The day, the month or, if all are kept, the moment."""
    if at - time <= ALL_KEPT:
        return time
    day = timezone.localtime(time).date()
    return day if at - time <= DAILY_KEPT else (day.year, day.month)


def _thin_states(states, at):
    recorded = list(states.order_by("pk").values_list("pk", "revision__date_created"))
    noted = states.exclude(revision__comment="").values_list("pk", flat=True)
    # The last state that has a row: from it the row is recovered if it was deleted since.
    members = Member.objects.filter(state__in=states).order_by()
    rows = members.values("version__content_type", "version__object_id")
    last = rows.annotate(last=Max("state")).values_list("last", flat=True)
    kept, counts = {recorded[0][0], *noted, *last}, Counter()
    for batch in _batches([key for key in _superseded(recorded, at) if key not in kept]):
        with transaction.atomic():
            counts += _delete_states(batch)
    return counts


def _delete_states(keys):
    """With the versions that no other state lists, and what then belongs to nothing."""
    states = RecordedState.objects.filter(pk__in=keys)
    revisions = set(states.values_list("revision", flat=True))
    members = Member.objects.filter(state__in=keys)
    elsewhere = Member.objects.filter(version=OuterRef("pk")).exclude(state__in=keys)
    unlisted = Version.objects.filter(~Exists(elsewhere), pk__in=members.values("version"))
    unlisted = list(unlisted.order_by("pk").values_list("pk", "revision"))
    counts = Counter(states=len(keys), versions=len(unlisted))
    states.delete()
    for batch in _batches(unlisted):
        of_batch = [key for key, _revision in batch]
        folders = VersionFolder.objects.filter(version__in=of_batch)
        folders = set(folders.values_list("version__content_type", "folder"))
        Version.objects.filter(pk__in=of_batch).only("pk").delete()
        counts["uploads"] += sum(_is_free(*folder) for folder in folders)
    revisions.update(revision for _key, revision in unlisted)
    for batch in _batches(sorted(revisions)):
        Revision.objects.filter(pk__in=batch, version=None, states=None).delete()
    return counts


def _delete_drafts(keys):
    """With those saved together with them, and the files that then belong to nothing."""
    drafts = SavedDraft.objects.filter(Q(pk__in=keys) | Q(parent__in=keys))
    folders = set(drafts.exclude(folders=None).values_list("content_type", "folders__folder"))
    drafts.delete()
    return Counter(drafts=len(keys), uploads=sum(_is_free(*folder) for folder in folders))


def _is_free(content_type_id, folder):
    """Whether the files are deleted, by whatever observes the deletion of such a folder."""
    model = model_of(content_type_id)
    return model is not None and not is_folder_used(model, folder)
