"""An app adds a kind of source in a few lines (tests/sixth_kind/models.py)."""

import os
import subprocess
import sys

import pytest

from seventeen_moments.core.kinds import kinds_by_name
from tests import factories

INSTALLED = "tests.sixth_kind.settings"


def test_each_kind_has_a_maker():
    assert factories.OF_KIND.keys() == kinds_by_name().keys()


@pytest.mark.database
def test_sixth_kind_is_on_every_page():
    tests = [
        "tests/test_kinds.py",
        "tests/sixth_kind/walk.py",
        f"--ds={INSTALLED}",
        "-n0",
        "--create-db",
        "-k",
        "diary or telegram",
    ]
    walked = subprocess.run(
        [sys.executable, "-m", "pytest", *tests],
        env=os.environ | {"PYTEST_ADDOPTS": "", "PYTEST_XDIST_WORKER": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert walked.returncode == 0, walked.stdout + walked.stderr
