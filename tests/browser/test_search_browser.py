"""Search as readers use it: suggestions by keyboard, results, help."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import factories


@pytest.fixture
def archive(site):
    essay = factories.essay(title="Prisoners Return", slug="return", year=1954)
    factories.text(essay=essay, title="Return Decree", slug="decree", translation="An amnesty.")
    essay.themes.add("Return")
    return essay


def test_suggestions_are_used_from_the_keyboard(archive, visit, complaints):
    page = visit("/search/")
    page.fill("#q", "ret")
    page.wait_for_selector("[role=option]")
    options = page.locator("[role=option]").all_inner_texts()
    for key in ["ArrowDown", "ArrowDown"]:
        page.press("#q", key)
    active = page.get_attribute("#q", "aria-activedescendant")
    with page.expect_navigation():
        page.press("#q", "Enter")
    assert options == ["Return Theme", "Prisoners Return Essay", "Return Decree Text"]
    assert active.endswith("-1")
    assert page.url.endswith("/essays/return/")
    assert complaints == []


def test_escape_closes_the_suggestions_and_keeps_the_words(archive, visit):
    page = visit("/search/")
    page.fill("#q", "ret")
    page.wait_for_selector("[role=option]")
    said = page.inner_text(".ask [role=status]")
    page.press("#q", "Escape")
    state = page.get_attribute("#q", "aria-expanded"), page.input_value("#q")
    assert (said, state) == ("3 suggestions", ("false", "ret"))


def test_masthead_suggests_on_every_page(archive, visit, complaints):
    page = visit("/themes/")
    page.fill("#find", "dec")
    page.click("[role=option] >> text=Return Decree")
    page.wait_for_url("**/essays/return/texts/decree/")
    assert complaints == []


def test_search_works_without_scripts(archive, visit):
    page = visit("/search/", java_script_enabled=False)
    page.fill("#q", "amnesty")
    page.press("#q", "Enter")
    expect(page.locator(".results mark")).to_have_text(["amnesty"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_the_search(archive, visit, width, scheme):
    page = visit(width=width, color_scheme=scheme, bypass_csp=True)
    found, widths = [], []
    for address in ["/search/", "/search/?q=ret", "/search/?q=retrun+zinc", "/search/?kind=text"]:
        page.goto(address)
        widths.append(page.evaluate("document.documentElement.scrollWidth"))
        found += [(address, rule["id"]) for rule in Axe().run(page).response["violations"]]
    page.goto("/search/")
    page.fill("#q", "ret")
    page.wait_for_selector("[role=option]")
    found += [rule["id"] for rule in Axe().run(page).response["violations"]]
    assert (found, widths) == ([], [width] * 4)
