"""A moderator answers a person who asks what the archive holds about them."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from essays.models import Comment
from tests import factories

PAGE = "/admin/privacy/erasure/"


@pytest.fixture
def archive(site):
    essay = factories.essay(slug="home", title="Home")
    factories.comment(essay=essay, text="W" * 900)
    factories.comment(essay=essay, state="waiting", text="Two\n\nparagraphs.")
    factories.correction(subject=essay, email="anna@example.org")
    return essay


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_at_any_step(archive, sign_in, width, scheme):
    page = sign_in("Moderators", width=width, color_scheme=scheme, bypass_csp=True)
    page.goto(PAGE)
    found, widths = [], []
    for press in [None, "text=Show", "text=Erase everything"]:
        if press == "text=Show":
            page.fill("#id_email", "anna@example.org")
        if press:
            with page.expect_navigation(wait_until="load"):
                page.click(press)
        widths.append(page.evaluate("document.documentElement.scrollWidth"))
        found += [(press, rule["id"]) for rule in Axe().run(page).response["violations"]]
    assert (found, widths) == ([], [width] * 3)


def test_moderator_exports_and_erases(archive, sign_in, complaints):
    page = sign_in("Moderators", java_script_enabled=False)
    page.goto("/admin/")
    page.click("text=About one e-mail address")
    page.fill("#id_email", "Anna@Example.org")
    page.click("text=Show")
    with page.expect_download() as download:
        page.click("text=Export as JSON")
    told = json.loads(Path(download.value.path()).read_text())
    page.click("text=Erase everything")
    page.click("text=Erase permanently")
    assert "Everything about the address has been erased." in page.inner_text(".success")
    left = Comment.objects.filter(email="anna@example.org").count()
    assert (len(told["comments"]), left, page.url.endswith(PAGE), complaints) == (2, 0, True, [])
