import pytest
from django.apps import apps


@pytest.fixture
def everything(db, media_root):
    """Every row and every file, to be compared before and after."""

    def read():
        rows = {model: list(model._base_manager.order_by("pk").values()) for model in _stored()}
        return rows, sorted(path for path in media_root.rglob("*") if path.is_file())

    return read


def _stored():
    return [model for model in apps.get_models() if model._meta.managed]
