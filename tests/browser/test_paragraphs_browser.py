"""Joining and splitting paragraphs in the open page."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from resources.models import Text
from seventeen_moments.core.publication import Status
from tests import factories

ORIGINAL = "Раз. Два.\n\nТри."
TRANSLATION = "One 😀 one.\n\nTwo.\n\nThree."


@pytest.fixture
def text(site):
    return factories.text(
        language="ru", original=ORIGINAL, translation=TRANSLATION, status=Status.DRAFT
    )


@pytest.fixture
def open_page(sign_in, text):
    def open_page(**options):
        page = sign_in("Editors", **options)
        page.goto(f"/admin/resources/text/{text.pk}/paragraphs/")
        return page

    return open_page


def press(page, value):
    with page.expect_response(re.compile("paragraphs/$")):
        page.locator(f"button[value='{value}']").last.dispatch_event("click")


def words(page, name):
    cells = page.locator(f"[id^=part-{name}-] [data-words]")
    return cells.all_inner_texts()


def test_join_is_shown_at_once_and_the_focus_stays_there(open_page, complaints):
    page = open_page()
    page.focus("button[value='join:translation:0']")
    page.keyboard.press("Enter")
    expect(page.locator("#part-translation-0")).to_be_focused()
    assert words(page, "translation") == ["One 😀 one. Two.", "Three."]
    expect(page.locator("[data-differing]")).to_contain_text("All versions have the same number")
    assert page.input_value("[name=translation]") == "One 😀 one. Two.\n\nThree."
    assert complaints == []


def test_place_chosen_by_a_click_splits_there(open_page):
    page = open_page()
    box = page.locator("#part-translation-0 [data-words]").bounding_box()
    page.mouse.click(box["x"] + 3, box["y"] + 8)
    assert page.locator("[data-chosen]").count() == 0  # nothing is before the first word
    place = "node => getSelection().collapse(node.firstChild, node.textContent.lastIndexOf('ne.'))"
    page.locator("#part-translation-0 [data-words]").evaluate(place)
    page.locator("#part-translation-0 [data-words]").dispatch_event("click")
    expect(page.locator("[data-chosen]")).to_have_text("Split here, before “one.”")
    press(page, page.get_attribute("[data-chosen]", "value"))
    expect(page.locator("#part-translation-1")).to_be_focused()
    assert words(page, "translation") == ["One 😀", "one.", "Two.", "Three."]


def test_typed_paragraph_is_shown_after_a_moment(open_page):
    page = open_page()
    page.click(".whole-texts summary")
    page.fill("[name=original]", "Раз.\n\nДва.\n\nТри.")
    expect(page.locator("#part-original-2 [data-words]")).to_have_text("Три.")


def test_unsaved_changes_ask_before_leaving_and_are_kept(open_page):
    page = open_page()
    press(page, "join:translation:0")
    expect(page.locator("#part-translation-0")).to_be_focused()
    page.wait_for_timeout(700)  # kept.js writes after a pause of half a second
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]
    page.click("[data-restore]")
    expect(page.locator("#part-translation-0 [data-words]")).to_have_text("One 😀 one. Two.")


def test_changes_are_saved(open_page):
    page = open_page()
    press(page, "join:translation:0")
    expect(page.locator("#part-translation-0")).to_be_focused()
    page.click("[name=_draft]")
    page.wait_for_selector(".messagelist .success")
    assert Text.objects.get().translation == "One 😀 one. Two.\n\nThree."


def test_nothing_changes_without_a_connection(open_page):
    page = open_page()
    page.context.set_offline(True)
    page.click("button[value='join:translation:0']")
    expect(page.locator("[data-unsaved=connection]")).to_be_visible()
    assert len(words(page, "translation")) == 3
    page.context.set_offline(False)
    page.click("button[value='join:translation:0']")
    expect(page.locator("#part-translation-0")).to_be_focused()
    expect(page.locator("[data-unsaved=connection]")).to_be_hidden()


def test_buttons_work_without_scripts(open_page):
    page = open_page(java_script_enabled=False)
    page.click("button[value='join:translation:0']")
    assert words(page, "translation") == ["One 😀 one. Two.", "Three."]
    page.locator("#part-original-0 summary").click()
    page.click("#part-original-0 li button")
    assert words(page, "original") == ["Раз.", "Два.", "Три."]
    page.click("[name=_draft]")
    assert Text.objects.get().original == "Раз.\n\nДва.\n\nТри."


@pytest.mark.parametrize("width", [390, 820])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page, width, scheme):
    page = open_page(width=width, color_scheme=scheme)
    page.locator(".part-buttons summary").first.click()
    page.click(".whole-texts summary")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(page).response["violations"] == []
