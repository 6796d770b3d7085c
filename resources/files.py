"""Uploads follow their rows: no row without its file, no file without its row.

Each upload has a folder of its own, which is stored and deleted with the row. So an address in
/media/ never changes its content, and one query tells who may see it. A folder that an earlier
version of the row (django-reversion) or a draft names is kept, so that it can be restored or
published.
"""

import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import NotSupportedError, models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from reversion.errors import RevertError
from reversion.models import Version

from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.precomputing import precomputing
from seventeen_moments.core.stored_files import (
    atomic_with_files,
    delete_folder,
    is_left_over,
    mark,
    marked,
    register_folder,
    store,
    unmark,
)
from seventeen_moments.core.transliteration import to_slug
from seventeen_moments.versions.draft_files import DraftFolder
from seventeen_moments.versions.folders import is_folder_used
from seventeen_moments.versions.state_models import VersionFolder

from . import rendition_worker, renditions
from .checksums import sha256
from .limits import MEGABYTE
from .rendition_jobs import RenditionJob

logger = logging.getLogger(__name__)


class UploadField(models.FileField):
    """A file that save() reads and stores.

    Anything else, such as bulk_create, would store the file unread and never delete it.
    """

    def __init__(self, *args, accept="", most_bytes=None, **kwargs):
        self.accept = accept  # the types that the browser's file dialog offers
        self.most_bytes = most_bytes  # shown before the upload; what reads the file refuses more
        super().__init__(*args, **kwargs | {"upload_to": only_through_save})

    def formfield(self, **kwargs):
        field = super().formfield(**kwargs)
        if self.accept:
            field.widget.attrs["accept"] = self.accept
        if self.most_bytes:
            limit = _("At most %(most)d MB.") % {"most": self.most_bytes // MEGABYTE}
            field.help_text = f"{field.help_text} {limit}"
        return field

    def deconstruct(self):
        """A plain column in migrations, without the module that reads the file."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs["upload_to"] = ""
        kwargs.pop("validators", None)
        return name, "django.db.models.FileField", args, kwargs


def only_through_save(instance, name):
    raise NotSupportedError("Only save() reads and stores an upload.")


def folder_column():
    """The folder of the files of one upload; None without an upload."""
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

    # Validates the file. Returns an object with the `ending` of the file's name, the attributes
    # that `derived` names, `renditions`, and as `original` the file to store if that is not the
    # upload itself. If there are renditions, and `is_complete` is false, some of them have no
    # content: the worker makes them, with `read_completely`.
    read: Callable
    derived: dict = {}  # the attribute of that object, by column
    renditions: str = ""  # a column, if there are renditions
    tile_levels: str = ""  # a column, if there are tiles: `tile_levels` and `tiles` of the object
    folder: str = "folder"
    checksum: str = "checksum"
    read_completely: Callable | None = None

    @property
    def columns(self):
        made = filter(None, [self.renditions, self.tile_levels])
        return [self.folder, self.checksum, *self.derived, *made]


class WithFile(models.Model):
    """A source with uploads: a FileField for each of UPLOADS, and the columns that it names."""

    UPLOADS = {}  # by the name of the field

    folder = folder_column()
    checksum = checksum_column()

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs):
        # For each model separately: with a receiver for all senders, Django could not delete rows
        # of any model without fetching them first.
        super().__init_subclass__(**kwargs)
        post_delete.connect(delete_folders_with_row, sender=cls)

    def save(self, **kwargs):
        names = kwargs.get("update_fields")
        new = self._new_files()
        cleared = [
            name
            for name, upload in self.UPLOADS.items()
            if not getattr(self, name)
            and getattr(self, upload.folder)
            and (names is None or name in names)
        ]
        drafted = self.drafted_files - {*new, *cleared}
        if names is not None:
            drafted &= {*names}
        if not new and not cleared and not drafted:
            super().save(**kwargs)
            return
        kwargs.pop("update_fields", None)  # an upload changes more than its own field
        with precomputing():
            self._read_all_ahead(new)
            self._save_with_uploads(new, cleared, drafted, **kwargs)

    def restorable(self, values):
        """Columns that an earlier state does not know yet do not stay those of another file."""
        unknown = {
            column: self._meta.get_field(column).get_default()
            for upload in self.UPLOADS.values()
            if values.get(upload.folder, "") != getattr(self, upload.folder)
            for column in upload.columns
        }
        return super().restorable(unknown | values)

    def store_files(self):
        """Needs atomic_with_files()."""
        new = self._new_files()
        with precomputing():
            self._read_all_ahead(new)
            for name in new:
                self._store(name)

    @classmethod
    def columns_of_file(cls, name):
        return cls.UPLOADS[name].columns

    @classmethod
    def upload_columns(cls):
        """The fields of all uploads, and the columns that follow their files."""
        return [name for field, upload in cls.UPLOADS.items() for name in [field, *upload.columns]]

    @classmethod
    def folder_columns(cls):
        return [upload.folder for upload in cls.UPLOADS.values()]

    @classmethod
    def in_folder(cls, folder):
        """The condition that one of the row's folders is this one."""
        return Q(*((column, folder) for column in cls.folder_columns()), _connector=Q.OR)

    @classmethod
    def read_ahead(cls, name, upload):
        """Makes the renditions. Within `precomputing()`, a second reading takes no time."""
        if name in cls.UPLOADS and cls.UPLOADS[name].renditions:
            with suppress(ValidationError):  # save() reports it
                cls.UPLOADS[name].read(upload)
            upload.seek(0)

    def file_names(self):
        """The files of all uploads, their renditions and their tiles, made or not."""
        names = []
        for name, upload in self.UPLOADS.items():
            if file := getattr(self, name):
                names += [file.name, *renditions.names(self, upload)]
        return names

    def missing_files(self):
        """Without those that the worker is to make."""
        missing = [name for name in self.file_names() if not default_storage.exists(name)]
        return [name for name in missing if not renditions.is_awaited(name)]

    def checksums(self):
        """By the name of each uploaded file."""
        return {
            getattr(self, name).name: getattr(self, upload.checksum)
            for name, upload in self.UPLOADS.items()
            if getattr(self, name)
        }

    def _new_files(self):
        """The names of the fields with uploads that are not stored yet."""
        files = {name: getattr(self, name) for name in self.UPLOADS}
        return [name for name, file in files.items() if file and not file._committed]

    def _read_all_ahead(self, names):
        for name in names:
            self.read_ahead(name, getattr(self, name).file)

    def _save_with_uploads(self, new, cleared, drafted, **kwargs):
        """`drafted` are the fields whose files a draft has stored."""
        before = {column: getattr(self, column) for column in self.upload_columns()}
        try:
            with atomic_with_files():
                # Locked: of two simultaneous replacements of a file, the second deletes what the
                # first stored. If the two replace different files, the second keeps the file that
                # the first stored.
                rows = type(self)._base_manager.select_for_update().filter(pk=self.pk)
                stored = rows.values(*self.upload_columns()).first() or {}
                changed = {*new, *cleared, *drafted}
                for name in self.UPLOADS.keys() - changed:
                    for column in stored.keys() & {name, *self.UPLOADS[name].columns}:
                        setattr(self, column, stored[column])
                for name in changed:
                    _delete_on_commit(stored.get(self.UPLOADS[name].folder))
                for name in cleared:
                    setattr(self, name, "")
                    for column in self.UPLOADS[name].columns:
                        setattr(self, column, self._meta.get_field(column).get_default())
                for name in new:
                    self._store(name)
                super().save(**kwargs)
                self.drafted_files -= drafted
        except BaseException:
            for column, value in before.items():  # so that saving again stores the files again
                setattr(self, column, value)
            raise

    def _store(self, name):
        upload, sent = self.UPLOADS[name], getattr(self, name)
        folder = f"{self.source_kind.relation}/{secrets.token_hex(8)}"
        register_folder(folder)
        try:
            contents = upload.read(sent.file)
        except ValidationError as error:
            raise ValidationError({name: error}) from error
        original = getattr(contents, "original", sent.file)
        setattr(self, upload.folder, folder)
        setattr(self, upload.checksum, sha256(original.chunks()))
        for column, attribute in upload.derived.items():
            setattr(self, column, getattr(contents, attribute))
        if upload.renditions:
            renditions.store_for(self, upload, contents)
        original.seek(0)
        stem = to_slug(Path(sent.name).stem)[:60] or self._meta.model_name
        if f"{folder}/{stem}.{contents.ending}" in renditions.names(self, upload):
            stem = f"{stem}-original"  # a file “2000.webp”
        setattr(self, name, store(f"{folder}/{stem}.{contents.ending}", original))
        if upload.renditions and not contents.is_complete:
            rendition_worker.leave(self, name)


def delete_folders_with_row(sender, instance, **kwargs):
    for column in instance.folder_columns():
        _delete_on_commit(getattr(instance, column))


@receiver(post_delete, sender=VersionFolder)
@receiver(post_delete, sender=DraftFolder)
def delete_folder_with_its_user(instance, **kwargs):
    _delete_on_commit(instance.folder)


def earlier_states(model):
    """Rows of the model as they were in earlier versions, the newest first."""
    for version in Version.objects.get_for_model(model).order_by("-pk").iterator():
        with suppress(RevertError):  # a damaged version must not stop a check or a backup
            yield model(**version.field_dict)


def sweep():
    """Deletes what killed processes left: folders without a row."""
    for path, folder in marked().items():
        if is_left_over(path):
            try:
                _delete_marked(folder, path)
            except OSError:
                logger.exception("The folder %s could not be deleted. It stays marked.", folder)


def _delete_on_commit(folder):
    """If the transaction is rolled back, the mark stays, and a day later the folder is kept."""
    if folder:
        path = None
        with suppress(OSError):  # on a full disk, a deletion makes room
            path = mark(folder)
        # Not a partial: Django logs the __qualname__ of a function that fails.
        transaction.on_commit(lambda: _delete_marked(folder, path), robust=True)


def _delete_marked(folder, path):
    delete_unused(folder)
    if path:
        unmark(path)


def delete_unused(folder):
    """Deletes the folder if no row, no version and no draft has it any more. Returns whether it
    did."""
    relation = folder.partition("/")[0]
    models = [kind for kind in kinds() if kind.source_kind.relation == relation]
    # Without a model, its app was removed: its rows may still be in the database.
    if not models or is_folder_used(models[0], folder):
        return False
    RenditionJob.objects.filter(folder=folder).delete()  # waits for the worker, if it is storing
    delete_folder(folder)
    return True
