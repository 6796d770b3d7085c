"""Pages are valid HTML, by the html-validate package of npm."""

import json
import os
import shutil
import subprocess

import pytest

from tests.browser.test_reader_pages import ESSAY, PAGES, archive  # noqa: F401

OTHERS = ["/missing/", "/search/?q=amnesty", "/search/?q=a&from=abc", f"{ESSAY}correction/"]
VALIDATOR = "html-validate@9"
CONFIG = {
    "root": True,
    "extends": ["html-validate:standard"],
    "rules": {"no-trailing-whitespace": "off"},  # templates leave some, nobody sees it
}


@pytest.fixture
def npx():
    if found := shutil.which("npx"):
        return found
    words = "no npx in PATH; on Debian: apt-get install npm"
    return (
        pytest.fail(words) if os.environ.get("BROWSER_TESTS") == "required" else pytest.skip(words)
    )


def test_pages_are_valid(npx, archive, client, tmp_path):  # noqa: F811
    for number, address in enumerate([*PAGES, *OTHERS]):
        (tmp_path / f"{number}.html").write_text(client.get(address).text)
    (tmp_path / ".htmlvalidate.json").write_text(json.dumps(CONFIG))
    said = subprocess.run(
        [npx, "--yes", VALIDATOR, "--formatter", "text", "*.html"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.stdout, said.returncode) == ("", 0)
