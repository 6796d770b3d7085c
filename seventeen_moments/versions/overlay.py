"""Rows in the admin, with the values of their drafts applied in memory."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef

from .models import Draft
from .values import apply_values


class Overlay:
    """The draft of a row, and the public state of the row beneath it."""

    def __init__(self, row, draft):
        self.draft = draft
        self.live = row.is_published()
        self.address = row.get_absolute_url()

    @property
    def preview(self):
        return f"{self.address}?draft" if self.draft else self.address


def is_live(row):
    """Whether visitors see the row, so that its form saves a draft beside it."""
    overlay = getattr(row, "overlay", None)
    return bool(overlay and overlay.live)


def with_draft_marks(queryset):
    """Adds has_draft."""
    content_type = ContentType.objects.get_for_model(queryset.model)
    drafts = Draft.objects.filter(content_type=content_type, object_id=OuterRef("pk"))
    return queryset.annotate(has_draft=Exists(drafts))


def overlay_draft(row):
    drafts = Draft.objects.of(row).select_related("author", "parent__content_type")
    _overlay(row, drafts.prefetch_related("children").first())


def overlay_rows(rows):
    """Rows of any models, each with its own draft. Takes a query for each model."""
    for model in {type(row) for row in rows}:
        of_model = {row.pk: row for row in rows if type(row) is model}
        content_type = ContentType.objects.get_for_model(model)
        drafts = Draft.objects.filter(content_type=content_type, object_id__in=of_model)
        drafts = {draft.object_id: draft for draft in drafts.select_related("parent")}
        for key, row in of_model.items():
            _overlay(row, drafts.get(key))


def overlay_children(queryset, parent):
    """The sources of an essay, with what was saved together with the draft `parent`."""
    content_type = ContentType.objects.get_for_model(queryset.model)
    children = parent.children.all() if parent else []
    drafts = {
        child.object_id: child for child in children if child.content_type_id == content_type.pk
    }
    for row in queryset:
        _overlay(row, drafts.get(row.pk))


def _overlay(row, draft):
    row.overlay = Overlay(row, draft)
    if draft:
        # Whether the row becomes public with its draft is not a value of its form.
        hidden = {"status", "published_at"}
        apply_values(row, {name: draft.data[name] for name in draft.data.keys() - hidden})


def is_marked_for_deletion(row):
    """Whether the draft of the row deletes it."""
    overlay = getattr(row, "overlay", None)
    return bool(overlay and overlay.draft and overlay.draft.deletes)


def page_on_site(row):
    overlay = getattr(row, "overlay", None)
    return overlay.preview if overlay else row.get_absolute_url()
