"""Tables and pictures in the text: an editor puts them there, and a reader sees them."""

import pytest
from playwright.sync_api import expect

from essays.models import Essay
from seventeen_moments.core.richtext import clean
from tests import factories
from tests.browser.test_admin_browser import choose, move, save, select_back, settle, write
from tests.browser.test_writing_browser import open_essay, press

WIDE = "<table><caption>By camp</caption><tr><th>Camp{}<tr><td>Vorkuta{}</table>"


def insert_table(page, rows=2, columns=2, caption="", header_column=False):
    press(page, "table")
    page.fill("dialog[open] [name=rows]", str(rows))
    page.fill("dialog[open] [name=cols]", str(columns))
    page.fill("dialog[open] [name=caption]", caption)
    if header_column:
        page.check("dialog[open] [name=headerColumn]")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]", state="detached")
    settle(page)


def body(page):
    return clean(page.input_value("#id_body"))


def type_in_cells(page, *words):
    for number, word in enumerate(words):
        if number:
            move(page, "Tab")
        page.keyboard.type(word)


def test_table_is_inserted_filled_by_keyboard_and_stored(sign_in, complaints):
    essay = factories.essay(status="draft")
    page = sign_in("Editors")
    open_essay(page, essay)
    write(page, "Those who came home:")
    insert_table(page, caption="By camp", header_column=True)
    type_in_cells(page, "Camp", "Released", "North", "1,204", "East", "87")
    save(page)
    essay.refresh_from_db()
    assert (essay.body, complaints) == (
        "<p>Those who came home:</p><table><caption>By camp</caption>"
        '<thead><tr><th scope="col">Camp</th><th scope="col">Released</th></tr></thead>'
        '<tbody><tr><th scope="row">North</th><td>1,204</td></tr>'
        '<tr><th scope="row">East</th><td>87</td></tr></tbody></table>',
        [],
    )


def test_rows_columns_headers_and_caption_are_changed(editor_page, complaints):
    page = editor_page
    page.click(".ProseMirror")
    settle(page)
    insert_table(page)
    type_in_cells(page, "a", "b", "c", "d")
    for button in ["table:addRowAfter", "table:addColumnAfter"]:
        press(page, button)
    grown = body(page)
    for button in ["table:toggleHeaderRow", "table:toggleHeaderColumn"]:
        press(page, button)
    headed = body(page)
    for button in ["table:deleteColumn", "table:deleteRow"]:
        press(page, button)
    page.click(".prose-menubar [data-name='table:caption']")
    page.fill("dialog[open] [name=caption]", "  By <camp> ")
    page.click("dialog[open] button[type=submit]")
    settle(page)
    assert (grown.count("<tr>"), grown.count("<th "), grown.count("<td>")) == (3, 3, 6)
    assert (headed.count("<thead>"), headed.count('scope="row"')) == (0, 3)
    assert "<caption>By &lt;camp&gt;</caption>" in body(page)
    press(page, "table:deleteTable")
    assert ("table" in body(page), complaints) == (False, [])


def test_enter_in_a_cell_begins_a_line(editor_page, complaints):
    editor_page.click(".ProseMirror")
    settle(editor_page)
    insert_table(editor_page, 1, 1)
    type_in_cells(editor_page, "a")
    move(editor_page, "Enter")
    editor_page.keyboard.type("b")
    assert ("a<br>b" in body(editor_page), complaints) == (True, [])


def test_footnote_in_a_cell_and_arrow_out_of_the_table(editor_page, complaints):
    editor_page.click(".ProseMirror")
    settle(editor_page)
    insert_table(editor_page, 1, 1)
    type_in_cells(editor_page, "note")
    select_back(editor_page, "note")
    choose(editor_page, "Footnote")
    move(editor_page, "ArrowRight")
    move(editor_page, "ArrowDown")
    editor_page.keyboard.type("after")
    html = body(editor_page)
    assert ('<span class="footnote">note</span>' in html, html.endswith("<p>after</p>")) == (
        True,
        True,
    )
    assert complaints == []


def test_buttons_of_a_table_show_only_in_one(editor_page):
    buttons = editor_page.locator(".prose-menubar button[data-name^='table:']:visible")
    write(editor_page, "a")
    outside = buttons.count()
    insert_table(editor_page)
    names = [button.get_attribute("aria-label") for button in buttons.all()]
    assert (outside, len(names), all(names)) == (0, 11, True)


# Pictures


@pytest.fixture
def image(site):
    return factories.image(
        essay=factories.essay(slug="home"), title="At the Gate", file=factories.picture(900, 600)
    )


def put_picture(page, words):
    choose(page, "Picture")
    page.wait_for_selector("dialog.choose-source[open] li")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.choose-source", state="detached")
    settle(page)


def figure(image):
    return f'<figure data-source="{image.key}"><figcaption>{image.title}</figcaption></figure>'


def test_editor_puts_a_picture_of_the_essay_in_the_text(sign_in, complaints, image):
    Essay.objects.update(status="draft")
    factories.text(essay=image.essay, title="Gates")
    page = sign_in("Editors")
    open_essay(page, image.essay)
    write(page, "They stood here.")
    put_picture(page, "gate")
    expect(page.locator(".ProseMirror figure img")).to_be_visible()
    save(page)
    image.essay.refresh_from_db()
    assert image.essay.body == f"<p>They stood here.</p>{figure(image)}"
    open_essay(page, image.essay)
    page.wait_for_selector(".ProseMirror figure img")
    assert (page.inner_text(".ProseMirror figcaption").strip(), complaints) == ("At the Gate", [])


def test_picture_is_changed_and_removed(sign_in, complaints, image):
    other = factories.image(essay=image.essay, title="Fence")
    image.essay.body = f"<p>a</p>{figure(image)}<p>b</p>"
    image.essay.save()
    page = sign_in("Editors")
    open_essay(page, image.essay)
    page.click(".ProseMirror figure figcaption")
    settle(page)
    put_picture(page, "fence")
    changed = body(page)
    page.click(".ProseMirror figure figcaption")
    settle(page)
    choose(page, "Picture")
    page.click("text=Remove the picture")
    settle(page)
    assert (changed, body(page)) == (f"<p>a</p>{figure(other)}<p>b</p>", "<p>a</p><p>b</p>")
    assert complaints == []


def test_picture_that_was_deleted_is_named_in_the_editor(sign_in, complaints, image):
    image.essay.body = figure(image)
    image.essay.save()
    image.delete()
    page = sign_in("Editors")
    open_essay(page, image.essay)
    expect(page.locator(".ProseMirror figcaption")).to_contain_text(
        "is not among those of the essay"
    )
    assert complaints == []


# The reader


@pytest.mark.parametrize("noted", ["", '<span class="footnote">a</span>'])
@pytest.mark.parametrize("width", [390, 1440])
def test_wide_table_scrolls_by_keyboard_and_the_page_does_not(
    visit, complaints, image, width, noted
):
    table = WIDE.format("<th>Released" * 20, "<td>1,204" * 20 + noted)
    image.essay.body = f"<p>a{noted}</p>{table}{figure(image)}<p>b</p>"
    image.essay.save()
    page = visit("/essays/home/", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    region = page.get_by_role("region", name="By camp")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.table').scrollLeft > 0")
    picture = page.locator(".inset img").bounding_box()
    assert picture["x"] + picture["width"] <= width
    assert complaints == []
