"""The linter and the formatter find nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("rule", [["check"], ["format", "--check"]])
def test_ruff_finds_nothing(rule):
    said = subprocess.run(
        [sys.executable, "-m", "ruff", *rule, "--no-cache", "--quiet", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.stdout, said.returncode) == ("", 0)
