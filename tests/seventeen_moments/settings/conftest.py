import runpy

import pytest
from django.conf import settings as standing

from tests.seventeen_moments.settings.variables import VARIABLES

SETTINGS = standing.BASE_DIR / "seventeen_moments" / "settings.py"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch, tmp_path):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def read(monkeypatch):
    """Reads settings.py as a start does, with the variables given."""

    def read(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, str(value))
        return runpy.run_path(str(SETTINGS))

    return read


@pytest.fixture
def refusal(read):
    """The line with which the start is refused."""

    def refusal(**variables):
        with pytest.raises(SystemExit) as stopped:
            read(**variables)
        return stopped.value.code

    return refusal
