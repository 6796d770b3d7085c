import os
import runpy
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from tests.seventeen_moments.settings.variables import VARIABLES

SETTINGS = settings.BASE_DIR / "seventeen_moments" / "settings.py"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch, tmp_path):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def read(monkeypatch):
    """Reads settings.py, as at the start, with these variables."""

    def read(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, str(value))
        return runpy.run_path(str(SETTINGS))

    return read


@pytest.fixture
def refusal(read):
    """Returns the line that refuses the variables."""

    def refusal(**variables):
        with pytest.raises(ImproperlyConfigured) as refused:
            read(**variables)
        return str(refused.value)

    return refusal


def start(*command, **variables):
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )
