import pytest

from tests import factories


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def recording(db):
    return factories.recording()


@pytest.fixture
def content():
    return factories.sound().read()
