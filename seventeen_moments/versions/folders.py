"""The folders of uploads that versions need, so that their files are kept."""

import json

from django.db.models import Q
from reversion.models import Version

from .draft_files import DraftFolder
from .state_models import VersionFolder


def store_folders(versions):
    """Stores the folders that the versions name. Whatever stores versions calls this."""
    folders = []
    for version in versions:
        columns = version._model.folder_columns()
        fields = json.loads(version.serialized_data)[0]["fields"] if columns else {}
        names = filter(None, map(fields.get, columns))
        folders += [VersionFolder(version=version, folder=name) for name in names]
    VersionFolder.objects.bulk_create(folders)


def versions_with_folder(model, folder):
    return Version.objects.get_for_model(model).filter(folders__folder=folder)


def is_folder_used(model, folder):
    """Whether a row of the model, a version of one, or a draft has the folder."""
    if versions_with_folder(model, folder).exists():
        return True
    if DraftFolder.objects.filter(folder=folder).exists():
        return True
    columns = [(column, folder) for column in model.folder_columns()]
    return bool(columns) and model._base_manager.filter(Q(*columns, _connector=Q.OR)).exists()
