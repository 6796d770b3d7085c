"""Everything that the archive keeps about a source besides its row.

What the row takes with it when it is deleted, such as its files, drafts, reviews and themes, is not
named here. A new place where words of sources are kept must be added.
"""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from reversion.models import Revision, Version

from seventeen_moments.browse.models import FormerSlug
from seventeen_moments.corrections.models import Correction
from seventeen_moments.editorial.models import BulkChange
from seventeen_moments.versions.models import Member, RecordedState


def versions_of(row):
    return Version.objects.get_for_object_reference(type(row), row.pk).order_by()


def corrections_of(row):
    content_type = ContentType.objects.get_for_model(row)
    return Correction.objects.filter(content_type=content_type, object_id=row.pk)


def bulk_changes_of(row):
    return BulkChange.objects.of(type(row)).filter(values__has_key=str(row.pk))


def addresses_of(row):
    """Where it is and was, as pairs of the key of an essay and a slug."""
    former = FormerSlug.objects.of(type(row)).filter(key=row.pk)
    return {(row.essay_id, row.slug), *former.values_list("within", "slug")}


def delete_traces(row):
    """After the row is deleted. Needs a transaction."""
    FormerSlug.objects.of(type(row)).filter(key=row.pk).delete()
    corrections_of(row).delete()
    _delete_versions(versions_of(row))
    for change in bulk_changes_of(row).select_for_update():
        del change.values[str(row.pk)]
        change.save(update_fields=["values"])
    content_type = ContentType.objects.get_for_model(row)
    log = LogEntry.objects.filter(content_type=content_type, object_id=str(row.pk))
    log.update(object_repr=row._meta.verbose_name, change_message="")


def _delete_versions(versions):
    """With the states that had nothing else, and the notes of the changes that had."""
    keys = list(versions.values_list("pk", flat=True))
    members = Member.objects.filter(version__in=keys)
    states = list(members.values_list("state", flat=True))
    revisions = set(versions.values_list("revision", flat=True))
    revisions.update(RecordedState.objects.filter(pk__in=states).values_list("revision", flat=True))
    members.delete()
    Version.objects.filter(pk__in=keys).only("pk").delete()  # deletes the files of each, too
    Revision.objects.filter(pk__in=revisions, version=None, states=None).delete()
