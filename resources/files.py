"""Uploads follow their rows: no row without its file, no file without its row."""

import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.text import slugify

_stored = ContextVar("files stored in this unit of work", default=None)


@contextmanager
def one_unit():
    """A transaction that takes the files stored inside it along when it fails."""
    outer = _stored.get()
    token = _stored.set([])
    try:
        with transaction.atomic():
            yield
        if outer is not None:
            outer.extend(_stored.get())
    except BaseException:
        for name in _stored.get():
            default_storage.delete(name)
        raise
    finally:
        _stored.reset(token)


def store(name, content):
    """Stores within the current `one_unit()`; returns the name, which may differ."""
    name = default_storage.save(name, content)
    _stored.get().append(name)
    return name


def delete_on_commit(names):
    """Deletes the files, and the folder that they leave empty, once the row is gone for good."""

    def delete():
        for name in names:
            default_storage.delete(name)
        for folder in {str(Path(name).parent) for name in names}:
            if default_storage.exists(folder) and not any(default_storage.listdir(folder)):
                default_storage.delete(folder)

    transaction.on_commit(delete)


class WithFile(models.Model):
    """A source with an upload. Each upload gets a folder of its own, so that an address in
    /media/ never changes its content and one look-up tells who may see it.

    A subclass has the field `file`, and `read_upload(upload)`, which checks the upload, sets
    whatever is made from it, and returns the ending of its name and the file to keep.
    """

    folder = models.CharField(max_length=40, unique=True, editable=False)

    class Meta:
        abstract = True

    def save(self, **kwargs):
        if not self.file or self.file._committed:
            super().save(**kwargs)
            return
        kwargs.pop("update_fields", None)  # an upload changes more than its own field
        with one_unit():
            delete_on_commit(self._earlier_files())
            self._store_upload()
            super().save(**kwargs)

    def file_names(self):
        return [self.file.name] if self.file else []

    def _store_upload(self):
        upload = self.file.file
        self.folder = f"{self._meta.model_name}s/{secrets.token_hex(8)}"
        ending, kept = self.read_upload(upload)
        kept.seek(0)
        stem = slugify(Path(self.file.name).stem)[:60] or self._meta.model_name
        self.file = store(f"{self.folder}/{stem}.{ending}", kept)

    def _earlier_files(self):
        earlier = type(self)._base_manager.filter(pk=self.pk).first()
        return earlier.file_names() if earlier else []


def delete_files_with_row(sender, instance, **kwargs):
    if isinstance(instance, WithFile):
        delete_on_commit(instance.file_names())
