"""The form of an essay with its sources, on windows of all widths."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import factories
from tests.browser.test_writing_browser import open_essay

NARROWEST = """() => {
  const cells = ".inline-group tr.has_original td:not(.delete)"
  const fields = "input:not([type=checkbox], [type=hidden]), select, textarea"
  const all = [...document.querySelectorAll(`${cells} > :is(${fields})`)]
  return Math.min(...all.map((field) => field.getBoundingClientRect().width))
}"""
IS_TITLE_FREE = """() => {
  const end = document.querySelector("#content h2").getBoundingClientRect().bottom
  const tools = [...document.querySelectorAll(".object-tools li")]
  return tools.every((tool) => tool.getBoundingClientRect().top >= end)
}"""


@pytest.fixture
def essay(transactional_db):
    essay = factories.essay(title="The long way home of those who returned from Vorkuta " * 3)
    for make in [factories.text, factories.image, factories.video, factories.recording]:
        make(essay=essay)
    return essay


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_fields_of_sources_are_wide_enough(sign_in, essay, width):
    page = sign_in("Editors", width=width)
    open_essay(page, essay)
    assert page.evaluate(NARROWEST) > 60
    assert page.evaluate(IS_TITLE_FREE)


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (820, "light"), (1440, "dark")])
def test_axe_finds_nothing_in_the_form(sign_in, essay, width, scheme):
    page = sign_in("Editors", width=width, color_scheme=scheme, locale="ru")
    open_essay(page, essay)
    page.wait_for_selector("[role=toolbar]")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    with page.expect_navigation():
        page.click("[name=_publish] >> nth=-1")
    assert Axe().run(page).response["violations"] == []
