"""Rows on the desk: their drafts laid over them, in memory."""

from django.contrib.contenttypes.models import ContentType

from .models import Draft
from .values import put


class Opened:
    """How a row stands in public, whatever its draft says."""

    keeps_public = False  # whether the save under way leaves the public page as it is

    def __init__(self, row, draft):
        self.draft = draft
        self.live = row.is_published()
        self.published_at = row.published_at
        self.address = row.get_absolute_url()

    @property
    def preview(self):
        return f"{self.address}?draft" if self.draft else self.address


def open_row(row):
    drafts = Draft.objects.of(row).select_related("author", "parent__content_type")
    _open(row, drafts.prefetch_related("children").first())


def open_rows(rows, parent):
    """The sources of an essay, with what was written together with the draft `parent`."""
    kind = ContentType.objects.get_for_model(rows.model)
    children = parent.children.all() if parent else []
    drafts = {child.object_id: child for child in children if child.content_type_id == kind.pk}
    for row in rows:
        _open(row, drafts.get(row.pk))


def _open(row, draft):
    row.opened = Opened(row, draft)
    if draft:
        put(row, draft.data)
        row.published_at = draft.publish_at or row.published_at


def page_on_site(row):
    opened = getattr(row, "opened", None)
    return opened.preview if opened else row.get_absolute_url()
