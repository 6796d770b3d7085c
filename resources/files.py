"""Uploads follow their rows: no row without its file, no file without its row.

Each upload gets a folder of its own, which comes and goes with the row: an address in /media/
never changes its content, and one look-up tells who may see it. A folder that an earlier state
of the row names (django-reversion) stays: whoever restores that state finds its file.
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import NotSupportedError, models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from reversion.errors import RevertError
from reversion.models import Version

from seventeen_moments.core.precomputing import precomputing

from .checksums import sha256


def one_unit():
    """A transaction; when it fails, the uploads stored inside it go along, as in any other."""
    return transaction.atomic()


def store(name, content):
    """Returns the name, which may differ."""
    # Wrapped, so that an upload on disk is copied, not moved: who saves again finds it again.
    return default_storage.save(name, File(content))


class UploadField(models.FileField):
    """A file that save() reads and stores. Any other way, such as bulk_create, would store it
    unread, where nothing deletes it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs | {"upload_to": only_through_save})

    def deconstruct(self):
        """For a migration it is a column: without the module that reads the file."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs["upload_to"] = ""
        kwargs.pop("validators", None)
        return name, "django.db.models.FileField", args, kwargs


def only_through_save(instance, name):
    raise NotSupportedError("Only save() reads and stores an upload.")


def folder_column():
    """Where the files of one upload are; None while there are none."""
    return models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)


def checksum_column():
    return models.CharField(
        _("checksum"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("SHA-256 of the stored file. Anyone who has a copy can compare it."),
    )


class Upload(NamedTuple):
    """How a file field is read, and the columns that follow its file."""

    # Checks the file. Returns what it found: the `ending` of its name, the attributes that `made`
    # names, `renditions`, and as `original` the file to keep where that is not the upload itself.
    read: Callable
    made: dict = {}  # by column: the attribute of what was found
    renditions: str = ""  # a column, where there are some
    folder: str = "folder"
    checksum: str = "checksum"

    @property
    def columns(self):
        return [self.folder, self.checksum, *self.made, *filter(None, [self.renditions])]


class WithFile(models.Model):
    """A source with uploads: a FileField for each of UPLOADS, and the columns that this names."""

    UPLOADS = {}  # by the name of the field

    folder = folder_column()
    checksum = checksum_column()

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs):
        # For each model by itself: with a receiver for all senders, Django could delete no row
        # of any model without fetching it first.
        super().__init_subclass__(**kwargs)
        post_delete.connect(delete_folders_with_row, sender=cls)

    def save(self, **kwargs):
        new = [name for name in self.UPLOADS if self._is_new(name)]
        cleared = [name for name in self.UPLOADS if self._is_cleared(name, **kwargs)]
        if not new and not cleared:
            super().save(**kwargs)
            return
        kwargs.pop("update_fields", None)  # an upload changes more than its own field
        with precomputing():
            for name in new:
                self.read_ahead(name, getattr(self, name).file)
            self._save_with_uploads(new, cleared, **kwargs)

    @classmethod
    def upload_columns(cls):
        """The fields of all uploads, and the columns that follow their files."""
        return [name for field, upload in cls.UPLOADS.items() for name in [field, *upload.columns]]

    @classmethod
    def in_folder(cls, folder):
        """The condition that one of the row's folders is this."""
        folders = [(upload.folder, folder) for upload in cls.UPLOADS.values()]
        return Q(*folders, _connector=Q.OR)

    @classmethod
    def read_ahead(cls, name, upload):
        """Makes the renditions; within `precomputing()`, reading the upload again takes no time."""
        if cls.UPLOADS[name].renditions:
            with suppress(ValidationError):  # whoever saves it says why
                cls.UPLOADS[name].read(upload)
            upload.seek(0)

    def _save_with_uploads(self, new, cleared, **kwargs):
        before = {column: getattr(self, column) for column in self.upload_columns()}
        try:
            with one_unit():
                stored = self._stored_uploads()
                self._take_over(stored, self.UPLOADS.keys() - {*new, *cleared})
                for name in [*new, *cleared]:
                    _delete_with_commit(self, stored.get(self.UPLOADS[name].folder))
                for name in cleared:
                    self._clear(name)
                for name in new:
                    self._store(name)
                super().save(**kwargs)
        except BaseException:
            for column, value in before.items():  # so that saving again stores them again
                setattr(self, column, value)
            raise

    def file_names(self):
        """Of all uploads and of their renditions."""
        return [name for field in self.UPLOADS for name in self._names(field)]

    def checksums(self):
        """By the name of each file that was uploaded."""
        return {
            getattr(self, name).name: getattr(self, upload.checksum)
            for name, upload in self.UPLOADS.items()
            if getattr(self, name)
        }

    def _names(self, name):
        file, renditions = getattr(self, name), self.UPLOADS[name].renditions
        if not file:
            return []
        made = getattr(self, renditions) if renditions else []
        return [file.name, *(rendition["name"] for rendition in made)]

    def _is_new(self, name):
        file = getattr(self, name)
        return bool(file) and not file._committed

    def _is_cleared(self, name, update_fields=None, **kwargs):
        """Whether the file was taken away, whose folder the row still names."""
        if getattr(self, name) or (update_fields is not None and name not in update_fields):
            return False
        return bool(getattr(self, self.UPLOADS[name].folder))

    def _stored_uploads(self):
        # Locked: of two who replace a file at once, the second deletes what the first stored.
        rows = type(self)._base_manager.select_for_update().filter(pk=self.pk)
        return rows.values(*self.upload_columns()).first() or {}

    def _take_over(self, stored, names):
        """Of two who replace different files at once, the second leaves that of the first."""
        columns = {column for name in names for column in [name, *self.UPLOADS[name].columns]}
        for column in columns & stored.keys():
            setattr(self, column, stored[column])

    def _clear(self, name):
        setattr(self, name, "")
        for column in self.UPLOADS[name].columns:
            setattr(self, column, self._meta.get_field(column).get_default())

    def _store(self, name):
        upload, sent = self.UPLOADS[name], getattr(self, name)
        folder = f"{self.source_kind.relation}/{secrets.token_hex(8)}"
        transaction.on_commit(_Kept(folder))
        try:
            found = upload.read(sent.file)
        except ValidationError as error:
            raise ValidationError({name: error}) from error
        kept = getattr(found, "original", sent.file)
        setattr(self, upload.folder, folder)
        setattr(self, upload.checksum, sha256(kept))
        for column, attribute in upload.made.items():
            setattr(self, column, getattr(found, attribute))
        if upload.renditions:
            renditions = [_stored_rendition(folder, made) for made in found.renditions]
            setattr(self, upload.renditions, renditions)
        kept.seek(0)
        stem = slugify(Path(sent.name).stem)[:60] or self._meta.model_name
        setattr(self, name, store(f"{folder}/{stem}.{found.ending}", kept))


def _stored_rendition(folder, rendition):
    return {
        "width": rendition.width,
        "height": rendition.height,
        "name": store(f"{folder}/{rendition.width}.webp", rendition.content),
    }


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


def delete_folders_with_row(sender, instance, **kwargs):
    for upload in instance.UPLOADS.values():
        _delete_with_commit(instance, getattr(instance, upload.folder))


def versions_naming(folder, model):
    """The earlier states of rows of the model in which the folder is theirs."""
    # Within a string of JSON no quotation mark stands bare: this finds the field alone.
    told = [f'"{upload.folder}": "{folder}"' for upload in model.UPLOADS.values()]
    naming = [("serialized_data__contains", words) for words in told]
    return Version.objects.get_for_model(model).filter(Q(*naming, _connector=Q.OR))


def earlier_states(model):
    """Rows of the model as they stand in the history, the newest first."""
    for version in Version.objects.get_for_model(model).order_by("-pk").iterator():
        with suppress(RevertError):  # a damaged one: the others, and a backup, do not wait for it
            yield model(**version.field_dict)


def _delete_with_commit(row, folder):
    if folder:
        transaction.on_commit(partial(_delete_unkept, folder, type(row), row.pk), robust=True)


def _delete_unkept(folder, model, key):
    if not versions_naming(folder, model).filter(object_id=str(key)).exists():
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
