"""The buttons of the rich-text editor, its shortcuts, and the browser's spell check."""

import pytest
from playwright.sync_api import expect

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.publication import Status
from tests import factories
from tests.browser.test_admin_browser import select_back, settle, write
from tests.browser.test_writing_browser import clear, open_essay

LONG = "<p>They came home.</p>" * 80
FOCUSED = "() => document.activeElement.dataset.name"
CTRL_YERU = """(field) => {
  const options = { key: "ы", code: "KeyS", ctrlKey: true, bubbles: true, cancelable: true }
  return field.dispatchEvent(new KeyboardEvent("keydown", options))
}"""
CYRILLIC = "[\u0400-\u04ff]"


@pytest.mark.parametrize(("width", "locale"), [(390, "ru"), (820, "en"), (1440, "ru")])
def test_toolbar_stays_in_sight(sign_in, complaints, width, locale):
    page = sign_in("Editors", width=width, locale=locale)
    open_essay(page, factories.essay(body=LONG))
    page.click(".ProseMirror p >> nth=60")
    page.wait_for_function("scrollY > 1000")
    boxes = [page.locator(f"[data-name={name}]").bounding_box() for name in ["bold", "footnote"]]
    seen = [box["y"] >= 0 and box["x"] + box["width"] <= width and box["y"] < 90 for box in boxes]
    assert (seen, complaints) == ([True, True], [])


def test_toolbar_is_one_tab_stop_with_arrow_keys(sign_in, complaints):
    page = sign_in("Editors")
    open_essay(page, factories.essay(body="<p>Bread</p>"))
    toolbar = page.get_by_role("toolbar", name="Formatting")
    page.focus("#id_summary")
    focused = []
    for key in ["Tab", "ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home", "ArrowRight"]:
        page.keyboard.press(key)
        focused.append(page.evaluate(FOCUSED))
    assert focused == ["bold", "italic", "shortcuts", "bold", "shortcuts", "bold", "italic"]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("tiptap ProseMirror")
    page.keyboard.press("Alt+F10")
    assert page.evaluate(FOCUSED) == "italic"
    italic = toolbar.get_by_role("button", name="Italic", exact=True)
    expect(italic).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Enter")
    expect(italic).to_have_attribute("aria-pressed", "true")
    assert complaints == []


def test_every_button_and_the_dialog_of_a_link_are_in_russian(sign_in, complaints):
    page = sign_in("Editors", locale="ru")
    open_essay(page, factories.essay(body="<ol><li><p>Bread</p></li></ol>"))
    page.click(".ProseMirror")
    page.keyboard.press("Control+a")
    settle(page)
    names = page.eval_on_selector_all(".prose-menubar button", "all => all.map((b) => b.ariaLabel)")
    page.keyboard.press("Control+k")
    dialog = page.locator("dialog[open]").locator("h3, label, button").all_inner_texts()
    foreign = page.evaluate(
        "([all, cyrillic]) => all.filter((name) => !name.match(cyrillic))",
        [names + dialog, CYRILLIC],
    )
    assert (foreign, len(dialog), complaints) == ([], 5, [])


SHORTCUTS = {
    "Control+Alt+f": '<p><span class="footnote">Bread</span></p>',
    "Control+Alt+2": "<h2>Bread</h2>",
    "Control+Alt+3": "<h3>Bread</h3>",
}


def test_shortcuts_are_listed_and_work(sign_in, complaints):
    page = sign_in("Editors")
    open_essay(page, factories.essay())
    written = {}
    for keys in SHORTCUTS:
        write(page, "Bread")
        select_back(page, "Bread")
        page.keyboard.press(keys)
        settle(page)
        written[keys] = page.input_value("#id_body")
        clear(page)
    assert (written, complaints) == (SHORTCUTS, [])
    titles = page.eval_on_selector_all(".prose-menubar button", "all => all.map((b) => b.title)")
    assert {"Footnote (Ctrl+Alt+F)", "Heading (Ctrl+Alt+2)"} <= {*titles}
    page.get_by_role("button", name="Keyboard shortcuts").click()
    listed = page.get_by_role("dialog", name="Keyboard shortcuts").inner_text()
    assert "Ctrl+Alt+F" in listed
    assert "Ctrl+S" in listed
    page.keyboard.press("Escape")
    write(page, "Bread")
    select_back(page, "Bread")
    page.keyboard.press("Control+Alt+s")
    page.get_by_role("dialog", name="Link to a source of this essay").wait_for()


def test_control_s_saves_a_draft(sign_in, complaints):
    page = sign_in("Editors")
    page.goto("/admin/essays/essay/add/")
    page.fill("#id_title", "Prisoners Return")
    write(page, "Bread")
    page.keyboard.press("Control+s")
    page.wait_for_selector(".messagelist .success")
    assert [*Essay.objects.values_list("status", "body")] == [(Status.DRAFT, "<p>Bread</p>")]
    page.goto(f"/admin/resources/text/add/?essay={Essay.objects.get().pk}")
    page.fill("#id_title", "Decree")
    is_left_to_the_browser = page.eval_on_selector("#id_title", CTRL_YERU)
    page.wait_for_selector(".messagelist .success")
    assert [*Text.objects.values_list("status", flat=True)] == [Status.DRAFT]
    assert (is_left_to_the_browser, complaints) == (False, [])


def test_browser_checks_the_spelling_in_each_language(sign_in, complaints):
    html = '<p>Brot <span class="lang-ru">хлеб</span></p>'
    page = sign_in("Editors")
    open_essay(page, factories.essay(body=html, language="de"))
    text, word = page.locator(".ProseMirror"), page.locator(".ProseMirror .lang-ru")
    expect(text).to_have_attribute("lang", "de")
    expect(text).to_have_attribute("spellcheck", "true")
    expect(word).to_have_attribute("lang", "ru")
    page.select_option("#id_language", "uk")
    expect(text).to_have_attribute("lang", "uk")
    write(page, "!")
    assert page.input_value("#id_body").count("lang=") == 0
    assert complaints == []
