"""The linter and the formatter find nothing, and makemessages all texts."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["essays", "resources", "seventeen_moments"]


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


def test_no_text_for_people_is_translated_within_an_f_string():
    """`makemessages` does not look into f-strings, so such a text stays English."""
    translate = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in translate
    ]
    assert found == []
