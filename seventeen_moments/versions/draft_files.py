"""The files of drafts: uploads to live pages that visitors do not see yet.

A draft holds the name of a file and the columns that follow it. The file is stored at once, in a
folder of its own, and becomes the file of the row when the draft is published.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .values import apply_values, editable_field


class DraftFolderQuerySet(models.QuerySet):
    def rows(self, model):
        """Yields rows of the model with the files of drafts in place of their own."""
        content_type = ContentType.objects.get_for_model(model)
        folders = self.filter(
            Q(draft__content_type=content_type) | Q(saved_draft__content_type=content_type)
        )
        folders = folders.annotate(key=Coalesce("draft__object_id", "saved_draft__object_id"))
        titles = model._base_manager.filter(pk=OuterRef("key")).values("title")
        folders = folders.annotate(title=Subquery(titles))
        for folder in folders.select_related("draft", "saved_draft").order_by("pk").iterator():
            row = model(pk=folder.key, title=folder.title or "")
            apply_values(row, _files(model, (folder.draft or folder.saved_draft).data))
            yield row


class DraftFolder(models.Model):
    """The folder of an upload that a draft needs, a current one or one in the history."""

    draft = models.ForeignKey(
        "versions.Draft", null=True, on_delete=models.CASCADE, related_name="folders"
    )
    saved_draft = models.ForeignKey(
        "versions.SavedDraft", null=True, on_delete=models.CASCADE, related_name="folders"
    )
    folder = models.CharField(max_length=100, db_index=True)

    objects = DraftFolderQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a draft")
        verbose_name_plural = _("files of drafts")
        default_permissions = []  # those of the row apply
        constraints = [
            models.CheckConstraint(
                condition=Q(draft=None, saved_draft__isnull=False)
                | Q(draft__isnull=False, saved_draft=None),
                name="versions_draftfolder_of_one_draft",
            )
        ]

    def __str__(self):
        return self.folder


def store_folders_of_draft(draft):
    """Stores the folders that the draft names now. Deletes those that it named before."""
    model = ContentType.objects.get_for_id(draft.content_type_id).model_class()
    if not (model and model.folder_columns()):
        return
    folders = _folders(draft)
    stored = set(draft.folders.values_list("folder", flat=True))
    if gone := stored - folders:
        draft.folders.filter(folder__in=gone).delete()
    DraftFolder.objects.bulk_create(
        DraftFolder(draft=draft, folder=folder) for folder in sorted(folders - stored)
    )


def store_folders_of_saved(saved_drafts):
    """The same for drafts that were just kept in the history."""
    DraftFolder.objects.bulk_create(
        DraftFolder(saved_draft=saved, folder=folder)
        for saved in saved_drafts
        for folder in sorted(_folders(saved))
    )


def missing_files(row, data):
    """The names of the fields whose files are no longer in the storage."""
    names = []
    for name, value in _files(type(row), data).items():
        drafted = type(row)(pk=row.pk)
        apply_values(drafted, {name: value})
        if drafted.missing_files():
            names.append(name)
    return names


def _folders(draft):
    model = ContentType.objects.get_for_id(draft.content_type_id).model_class()
    if model is None:  # its app was removed
        return set()
    return {value["name"].rpartition("/")[0] for value in _files(model, draft.data).values()}


def _files(model, data):
    """Those of the values that are stored files."""
    return {
        name: value
        for name, value in data.items()
        if value and isinstance(editable_field(model, name), models.FileField)
    }
