import pytest

from tests import factories


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def editor_client(client, db):
    client.force_login(factories.user("Editors"))
    return client


@pytest.fixture
def moderator_client(client, db):
    client.force_login(factories.user("Moderators"))
    return client
