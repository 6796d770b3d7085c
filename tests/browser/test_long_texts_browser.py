"""Writing a long text: the toolbar stays visible, spelling is checked."""

import pytest

from tests import factories
from tests.browser.test_admin_browser import settle
from tests.browser.test_writing_browser import open_essay

LONG = "".join(f"<p>{number}. They came home.</p>" for number in range(200))


@pytest.mark.parametrize("width", [390, 1440])
def test_buttons_of_the_editor_stay_in_sight(sign_in, complaints, width, transactional_db):
    page = sign_in("Editors", width=width)
    open_essay(page, factories.essay(body=LONG))
    # Until the icons are there, their names stand in the buttons, and make them wide.
    page.evaluate("document.fonts.load('24px \"Material Icons\"').then(() => {})")
    page.evaluate("document.querySelector('.ProseMirror p:nth-child(150)').scrollIntoView()")
    button = page.locator(".prose-menubar button").first.bounding_box()
    bar = page.locator(".prose-menubar").bounding_box()
    assert (0 <= button["y"] < 20, bar["height"] < 90, complaints) == (True, True, [])


def test_line_that_is_written_stays_below_the_buttons(sign_in, transactional_db):
    page = sign_in("Editors")
    open_essay(page, factories.essay(body=LONG))
    page.click(".ProseMirror p:nth-child(150)")
    settle(page)
    for _ in range(40):
        page.keyboard.press("ArrowUp")
    settle(page)  # the editor scrolls once it hears of the last
    caret = page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().top")
    bar = page.locator(".prose-menubar").bounding_box()
    assert caret >= bar["y"] + bar["height"]


def test_words_are_checked_in_the_language_of_the_archive(editor_page):
    editor = editor_page.locator(".ProseMirror")
    checked = editor.evaluate("element => element.spellcheck")
    assert (checked, editor.get_attribute("lang")) == (True, "en")
