"""Uploads follow their rows: no row without its file, no file without its row.

Each upload gets a folder of its own, which comes and goes with the row: an address in /media/
never changes its content, and one look-up tells who may see it. A folder that an earlier state
of the row names (django-reversion) stays: whoever restores that state finds its file.
"""

import secrets
from functools import partial
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import NotSupportedError, models, transaction
from django.db.models.signals import post_delete
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from reversion.models import Version

from seventeen_moments.precomputing import precomputing

from .checksums import sha256


def one_unit():
    """A transaction; when it fails, the uploads stored inside it go along, as in any other."""
    return transaction.atomic()


def store(name, content):
    """Returns the name, which may differ."""
    # Wrapped, so that an upload on disk is copied, not moved: who saves again finds it again.
    return default_storage.save(name, File(content))


def only_through_save(instance, name):
    """The `upload_to` of a file: bulk_create would store it unread, where nothing deletes it."""
    raise NotSupportedError("An upload is read and stored by save() alone.")


class WithFile(models.Model):
    """A source with an upload.

    A subclass has the field `file`, and `read_upload(upload)`, which checks the upload, sets
    whatever is made from it, and returns the ending of its name and the file to keep.
    """

    folder = models.CharField(max_length=40, unique=True, editable=False)
    checksum = models.CharField(
        _("checksum"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("SHA-256 of the file as it is kept. Whoever has a copy can compare it."),
    )

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs):
        # For each model by itself: with a receiver for all senders, Django could delete no row
        # of any model without fetching it first.
        super().__init_subclass__(**kwargs)
        post_delete.connect(delete_folder_with_row, sender=cls)

    def save(self, **kwargs):
        if not self.file or self.file._committed:
            super().save(**kwargs)
            return
        kwargs.pop("update_fields", None)  # an upload changes more than its own field
        upload = File(self.file.file, self.file.name)
        with precomputing():
            self.read_ahead(self.file.file)
            self._save_with_upload(upload, **kwargs)

    def _save_with_upload(self, upload, **kwargs):
        try:
            with one_unit():
                _delete_with_commit(self, self._earlier_folder())
                self._store_upload()
                super().save(**kwargs)
        except BaseException:
            self.file = upload  # so that saving again stores it again
            raise

    def file_names(self):
        return [self.file.name] if self.file else []

    def read_ahead(self, upload):
        """Does before the transaction what takes long in `read_upload()`."""

    def _store_upload(self):
        upload = self.file.file
        self.folder = f"{self.source_kind.relation}/{secrets.token_hex(8)}"
        transaction.on_commit(_Kept(self.folder))
        ending, kept = self.read_upload(upload)
        self.checksum = sha256(kept)
        kept.seek(0)
        stem = slugify(Path(self.file.name).stem)[:60] or self._meta.model_name
        self.file = store(f"{self.folder}/{stem}.{ending}", kept)

    def _earlier_folder(self):
        # Locked: of two who replace a file at once, the second deletes what the first stored.
        standing = type(self)._base_manager.select_for_update().filter(pk=self.pk)
        return standing.values_list("folder", flat=True).first()


class _Kept:
    """Waits for the commit that brings a folder its row.

    Django tells of commits alone. But whatever waits for one it drops when it rolls back, be it
    to a savepoint; and this takes the folder along when it is dropped.
    """

    def __init__(self, folder):
        self.folder = folder

    def __call__(self):
        self.folder = None

    def __del__(self):
        _delete(self.folder)


def delete_folder_with_row(sender, instance, **kwargs):
    _delete_with_commit(instance, instance.folder)


def versions_naming(folder, model):
    """The earlier states of rows of the model in which the folder is theirs."""
    # Within a string of JSON no quotation mark stands bare: this finds the field alone.
    return Version.objects.get_for_model(model).filter(
        serialized_data__contains=f'"folder": "{folder}"'
    )


def _delete_with_commit(row, folder):
    transaction.on_commit(partial(_delete_unkept, folder, type(row), row.pk), robust=True)


def _delete_unkept(folder, model, key):
    if not (folder and versions_naming(folder, model).filter(object_id=str(key)).exists()):
        _delete(folder)


def _delete(folder):
    if not folder:
        return
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)
