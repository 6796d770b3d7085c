import pytest

from tests import factories


@pytest.fixture
def stored(media_root):
    """All files of all uploads, and empty folders."""

    def stored():
        paths = {path for depth in ["*/*", "*/*/*"] for path in media_root.glob(depth)}
        leaves = paths - {path.parent for path in paths}
        return sorted(str(path.relative_to(media_root)) for path in leaves)

    return stored


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def recording(db):
    return factories.recording()


@pytest.fixture
def content():
    return factories.sound().read()
