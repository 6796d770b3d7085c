"""An editor links to a source, and a reader follows the link."""

import re

import pytest
from playwright.sync_api import expect

from essays.models import Essay
from seventeen_moments.core.publication import Status
from tests import factories
from tests.browser.test_admin_browser import (
    choose,
    choose_language,
    move,
    publish,
    save,
    select_back,
    settle,
    write,
)
from tests.browser.test_writing_browser import PASTED, open_essay, paste


def cite(page, words):
    """Chooses by keyboard the first source that has the words."""
    choose(page, "Source")
    page.wait_for_selector("dialog.choose-source[open] li")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.choose-source", state="detached")
    settle(page)


def test_editor_links_a_passage_to_a_source_of_the_essay(sign_in, complaints):
    text = factories.text(title="On Amnesty")
    factories.image(essay=text.essay, title="Gate")
    page = sign_in("Editors")
    open_essay(page, text.essay)
    write(page, "By the decree")
    select_back(page, "decree")
    cite(page, "amn")
    publish(page)
    text.essay.refresh_from_db()
    assert (text.essay.body, complaints) == (
        f'<p>By the <a data-source="{text.key}">decree</a></p>',
        [],
    )


def test_arrows_move_in_the_list_and_escape_cancels(sign_in, complaints):
    text = factories.text(title="On Amnesty")
    factories.image(essay=text.essay, title="Gate")
    page = sign_in("Editors")
    open_essay(page, text.essay)
    write(page, "decree")
    select_back(page, "decree")
    choose(page, "Source")
    page.wait_for_selector("dialog.choose-source[open] li")
    focused = []
    for key in ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"]:
        page.keyboard.press(key)
        focused.append(page.evaluate("document.activeElement.querySelector('b')?.textContent"))
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.choose-source", state="detached")
    assert focused == ["On Amnesty", "Gate", None, "Gate"]
    assert (page.input_value("#id_body"), complaints) == ("<p>decree</p>", [])


def test_link_is_changed_and_removed(sign_in, complaints):
    text = factories.text(title="On Amnesty")
    image = factories.image(essay=text.essay, title="Gate")
    text.essay.body = f'<p><a data-source="{text.key}">the <em>old</em> decree</a></p>'
    text.essay.save()
    page = sign_in("Editors")
    open_essay(page, text.essay)
    page.click(".ProseMirror em")
    settle(page)
    cite(page, "gate")
    changed = page.input_value("#id_body")
    choose(page, "Source")
    page.click("text=Remove the link")
    settle(page)
    assert changed == f'<p><a data-source="{image.key}">the <em>old</em> decree</a></p>'
    assert (page.input_value("#id_body"), complaints) == ("<p>the <em>old</em> decree</p>", [])


def test_new_essay_must_be_saved_first(editor_page, complaints):
    write(editor_page, "decree")
    select_back(editor_page, "decree")
    choose(editor_page, "Source")
    said = editor_page.inner_text("dialog.choose-source [role=status]")
    assert (said, complaints) == ("Save the essay first: its sources will then be listed here.", [])


def test_search_without_a_hit_says_so(sign_in, complaints):
    essay = factories.text().essay
    page = sign_in("Editors")
    open_essay(page, essay)
    write(page, "decree")
    select_back(page, "decree")
    choose(page, "Source")
    page.wait_for_selector("dialog.choose-source[open] li")
    page.keyboard.type("bread")
    page.keyboard.press("Enter")
    said = page.inner_text("dialog.choose-source [role=status]")
    assert (said, page.locator("dialog.choose-source section:visible").count()) == (
        "No source matches.",
        0,
    )
    assert complaints == []


@pytest.mark.parametrize("width", [390, 1440])
def test_list_of_sources_fits_the_window(sign_in, complaints, width):
    essay = factories.text(title="The Decree of the Presidium " * 6).essay
    page = sign_in("Editors", width=width)
    open_essay(page, essay)
    write(page, "decree")
    select_back(page, "decree")
    choose(page, "Source")
    page.wait_for_selector("dialog.choose-source[open] li")
    box = page.locator("dialog.choose-source").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert (page.evaluate("document.documentElement.scrollWidth"), complaints) == (width, [])


# From the first word to the reader


def test_essay_is_written_pasted_linked_and_read(sign_in, visit, complaints):
    text = factories.text(
        essay=factories.essay(slug="home", status=Status.DRAFT), title="On Amnesty", slug="decree"
    )
    page = sign_in("Editors")
    open_essay(page, text.essay)
    paste(page, (PASTED / "word.html").read_text())
    move(page, "Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("It said: мир")
    select_back(page, "мир")
    choose_language(page, "Russian")
    move(page, "ArrowRight")
    choose_language(page, "Language of the text")
    page.keyboard.type(" in the decree")
    select_back(page, "decree")
    cite(page, "amnesty")
    publish(page)

    reader = visit("/essays/home/")
    assert reader.locator(".notes li").count() == 3
    assert reader.locator(".body [lang=ru]").all_inner_texts() == ["хлеб", "мир"]
    link = reader.locator(".source-link > a")
    assert link.get_attribute("href") == "/essays/home/texts/decree/"
    link.focus()
    assert (reader.inner_text(".preview b"), complaints) == ("On Amnesty", [])


@pytest.fixture
def cited():
    image = factories.image(essay=factories.essay(slug="home"), title="At the Camp Gate")
    image.essay.body = f'<p>By <a data-source="{image.key}">the gate</a>.</p>'
    image.essay.save()
    return image


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [390, 1440])
def test_preview_shows_by_keyboard_and_within_the_window(visit, complaints, cited, width, script):
    page = visit("/essays/home/", width=width, java_script_enabled=script)
    preview = page.locator(".preview")
    assert not preview.is_visible()
    page.focus(".source-link > a")
    expect(preview).to_be_visible()
    box = preview.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert preview.inner_text().split() == ["At", "the", "Camp", "Gate", "Image"]
    assert complaints == []


def test_preview_shows_on_hover_and_stays_under_the_pointer(visit, cited):
    page = visit("/essays/home/")
    page.hover(".source-link > a")
    page.hover(".preview b")
    expect(page.locator(".preview img")).to_be_visible()


def test_escape_closes_the_preview_until_the_link_is_focused_again(visit, complaints, cited):
    page = visit("/essays/home/")
    page.focus(".source-link > a")
    expect(page.locator(".preview")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".preview")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".preview")).to_be_visible()
    assert complaints == []


def test_preview_describes_the_link_to_a_screen_reader(visit, cited):
    page = visit("/essays/home/")
    tree = page.locator(".body p").aria_snapshot()
    described = page.locator(".source-link > a").get_attribute("aria-describedby")
    assert re.findall(r'link "(.*?)"', tree) == ["the gate", "¶ 1"]
    description = page.locator(f"#{described}").text_content()
    assert " ".join(description.split()) == "At the Camp Gate Image"


def test_link_leads_to_the_source_and_the_source_back_to_the_paragraph(visit, complaints, cited):
    page = visit("/essays/home/")
    page.click(".source-link > a")
    page.click("text=Essay 1, paragraph 1")
    expect(page).to_have_url(re.compile("/essays/home/#p1$"))
    expect(page.locator("#p1")).to_be_visible()
    assert complaints == []


def test_deleting_a_linked_source_requires_confirmation(sign_in, complaints, cited):
    Essay.objects.update(status=Status.DRAFT)
    page = sign_in("Editors")
    open_essay(page, cited.essay)
    page.check("#id_images-0-DELETE")
    page.click("[name=_draft] >> nth=-1")
    page.check("text=At the Camp Gate (Essay 1, paragraph 1)")
    save(page)
    assert (Essay.objects.get().images.count(), complaints) == (0, [])
