"""New files in drafts."""

from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.saving import save_draft
from tests import factories
from tests.seventeen_moments.versions.draft_forms import page_of_draft


def uploads(row):
    return type(row).objects.filter(pk=row.pk).values(*row.upload_columns()).get()


def drafted(row, field="file"):
    return Draft.objects.of(row).get().data[field]


def status(client, name):
    return client.get(f"/media/{name}").status_code


def save_by_code(row, width=60):
    """A draft with a new picture, without an entry in the history."""
    changed = type(row).objects.get(pk=row.pk)
    changed.file = factories.picture(width)
    return save_draft(changed, ["file"], None)


def folder_of(draft):
    return draft.data["file"]["folder"]


def discard(client, row):
    seen = client.get(page_of_draft(row)).context["seen"]
    return client.post(page_of_draft(row), {"seen": seen})
