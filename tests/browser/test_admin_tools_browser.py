"""Adding several pictures, ordering rows, suggesting themes."""

import base64
import re

import pytest
from playwright.sync_api import expect
from taggit.models import Tag

from essays.models import Essay
from resources.models import Image
from seventeen_moments.core.publication import Status
from tests import factories
from tests.browser.test_admin_browser import publish

DROP = """async files => {
  const transfer = new DataTransfer()
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt())
    transfer.items.add(new File([bytes], name, { type: "image/png" }))
  }
  const event = { dataTransfer: transfer, bubbles: true, cancelable: true }
  const zone = document.querySelector(".drop")
  zone.dispatchEvent(new DragEvent("dragover", event))
  zone.dispatchEvent(new DragEvent("drop", event))
}"""


def drop(page, *names):
    page.wait_for_selector(".drop")
    page.wait_for_load_state()
    content = base64.b64encode(factories.picture(600, 400).read()).decode()
    page.evaluate(DROP, [[name, content] for name in names])
    page.wait_for_function(
        "number => [...document.querySelectorAll('.previews canvas')]"
        ".filter(canvas => canvas.width).length === number",
        arg=len(names),
    )


def change(essay):
    return f"/admin/essays/essay/{essay.pk}/change/"


def pictures(essay):
    return f"/admin/resources/image/pictures/?essay={essay.pk}"


def save(page):
    """Also for visitors: the essay is live."""
    publish(page)


@pytest.fixture
def essay(site):
    """With three texts, which readers find in this order."""
    essay = factories.essay(slug="home")
    for title in ["Decree", "Letter", "Poem"]:
        factories.text(essay=essay, title=title)
    return essay


def as_read(essay, visit):
    """The titles of the texts as a reader finds them."""
    return visit("/essays/home/texts/").locator(".rows li > a").all_inner_texts()


# Pictures


def test_three_pictures_are_dropped_described_and_published(sign_in, visit, complaints, essay):
    page = sign_in("Editors")
    page.goto(change(essay))
    page.click("text=Add several pictures at once")
    drop(page, "gate.png", "tower.png", "wall.png")
    page.click("text=Send")
    for row, words in enumerate(["A gate of planks", "A tower", "A wall"]):
        page.fill(f".field-alternative_text textarea >> nth={row}", words)
    publish(page)
    gallery = visit("/essays/home/images/").locator(".gallery img")
    alternatives = gallery.evaluate_all("images => images.map(image => image.alt)")
    assert (alternatives, complaints) == (["A gate of planks", "A tower", "A wall"], [])


def test_picture_is_left_out_before_it_is_sent(sign_in, complaints, essay):
    page = sign_in("Editors", width=390)
    page.goto(pictures(essay))
    drop(page, "gate.png", "tower.png")
    page.click(".previews li:first-child button")
    page.click("text=Send")
    page.wait_for_selector(".messagelist .success")
    assert (Image.objects.get().title, complaints) == ("Tower", [])


def test_pictures_are_sent_without_a_script(sign_in, essay, tmp_path):
    files = [tmp_path / name for name in ["gate.png", "notes.png", "tower.png"]]
    for file in files:
        file.write_bytes(b"?" if file.stem == "notes" else factories.picture().read())
    page = sign_in("Editors", java_script_enabled=False)
    page.goto(pictures(essay))
    page.set_input_files("#id_files", files)
    page.click("text=Send")
    said = [re.compile(r"^“notes\."), re.compile(r"^2 pictures saved as drafts\.")]
    expect(page.locator(".messagelist li")).to_have_text(said)
    expect(page.locator(".picture-row")).to_have_count(2)


# Order


@pytest.mark.parametrize("width", [390, 1440])
def test_row_moves_by_keyboard(sign_in, visit, complaints, essay, width):
    page = sign_in("Editors", width=width)
    page.goto(change(essay))
    page.focus("#texts-2 .handle")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.inner_text("#order-news") == "“Poem” is now 1 of 3."
    assert page.evaluate("document.activeElement.closest('tr').id") == "texts-2"
    save(page)
    assert (as_read(essay, visit), complaints) == (["Poem", "Decree", "Letter"], [])


@pytest.mark.parametrize("width", [390, 1440])
def test_row_moves_by_pointer(sign_in, visit, complaints, essay, width):
    page = sign_in("Editors", width=width)
    page.goto(change(essay))
    page.locator("#texts-2").scroll_into_view_if_needed()
    drag(page, "#texts-0", "#texts-2")
    page.mouse.up()
    save(page)
    assert (as_read(essay, visit), complaints) == (["Letter", "Poem", "Decree"], [])


def drag(page, row, target):
    """Below another row; the row follows the pointer frame by frame."""
    page.hover(f"{row} .handle")
    page.mouse.down()
    box = page.locator(target).bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + box["height"] - 5, steps=8)
    page.wait_for_selector(f"{target} + {row}")


def test_row_moves_by_touch(sign_in, visit, complaints, essay):
    page = sign_in("Editors", width=390, has_touch=True)
    page.goto(change(essay))
    page.evaluate("document.querySelector('#texts-1').scrollIntoView()")
    touch = page.context.new_cdp_session(page)
    start, end = (page.locator(name).bounding_box() for name in ["#texts-1 .handle", "#texts-2"])
    x, middle = start["x"] + 15, end["y"] + end["height"] / 2
    points = [
        ("touchStart", start["y"] + 15),
        ("touchMove", middle - 40),
        ("touchMove", middle + 9),
    ]
    for kind, y in points:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    page.wait_for_selector("#texts-2 + #texts-1")
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function("document.querySelector('#order-news').textContent")
    save(page)
    assert (as_read(essay, visit), complaints) == (["Decree", "Poem", "Letter"], [])


def test_row_moves_by_a_button(sign_in, visit, complaints, essay):
    page = sign_in("Editors")
    page.goto(change(essay))
    page.click("#texts-0 >> role=button[name='Move “Decree” down']")
    save(page)
    assert (as_read(essay, visit), complaints) == (["Letter", "Decree", "Poem"], [])


def test_escape_cancels_dragging_a_row(sign_in, complaints, essay):
    page = sign_in("Editors")
    page.goto(change(essay))
    page.locator("#texts-2").scroll_into_view_if_needed()
    drag(page, "#texts-0", "#texts-2")
    assert page.get_attribute("#texts-group tbody tr >> nth=0", "id") == "texts-1"
    page.keyboard.press("Escape")
    page.mouse.up()
    assert page.get_attribute("#texts-group tbody tr >> nth=0", "id") == "texts-0"
    assert complaints == []


def test_row_is_added_and_another_is_removed(sign_in, visit, complaints, essay):
    page = sign_in("Editors")
    page.goto(change(essay))
    for title in ["Speech", "Memoir"]:
        page.click("text=Add another Text")
        page.locator("#texts-group [name$=-title]:visible").last.fill(title)
    page.focus("#texts-4 .handle")
    for _ in range(4):
        page.keyboard.press("ArrowUp")
    page.click("#texts-3 .inline-deletelink")
    save(page)
    assert (as_read(essay, visit), complaints) == (["Memoir", "Decree", "Letter", "Poem"], [])


def test_empty_row_is_ignored(sign_in, visit, complaints, essay):
    page = sign_in("Editors")
    page.goto(change(essay))
    page.click("text=Add another Text")
    page.focus("#texts-0 .handle")
    page.keyboard.press("ArrowDown")
    save(page)
    assert (as_read(essay, visit), complaints) == (["Letter", "Decree", "Poem"], [])


# Themes


def test_theme_is_chosen_from_the_suggestions_with_the_keyboard(sign_in, complaints, essay):
    for name in ["Оттепель", "Thaw, the", "law"]:
        Tag.objects.create(name=name)
    page = sign_in("Editors")
    page.goto(change(essay))
    # At once: what is suggested for a part of a word would be replaced under the keys.
    page.fill("#id_themes", "home, оттеп")
    page.wait_for_selector("#id_themes_suggestions [role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("thaw")
    page.wait_for_selector("[role=option]:text-is('Thaw, the')")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.input_value("#id_themes") == 'home, Оттепель, "Thaw, the", '
    save(page)
    assert sorted(essay.themes.names()) == ["Thaw, the", "home", "Оттепель"]
    assert complaints == []


def test_combobox_says_what_it_does(sign_in, complaints, essay):
    Tag.objects.create(name="law")
    page = sign_in("Editors", width=390)
    page.goto(change(essay))
    box = page.get_by_role("combobox", name="Themes")
    box.fill("la")
    page.get_by_role("option", name="law").wait_for()
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == "id_themes_suggestions_0"
    assert box.get_attribute("aria-expanded") == "true"
    box.press("Escape")
    assert (box.get_attribute("aria-expanded"), box.input_value()) == ("false", "la")
    assert complaints == []


def test_failed_suggestions_are_explained(sign_in, complaints, essay):
    page = sign_in("Editors")
    page.goto(change(essay))
    page.route("**/suggestions/**", lambda route: route.abort())
    page.fill("#id_themes", "law")
    status = page.locator(".suggestions [role=status]")
    expect(status).to_have_text(
        "Suggestions could not be loaded. You can type the themes yourself."
    )
    complaints[:] = [each for each in complaints if "ERR_FAILED" not in each]
    assert complaints == []


# All of it


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_the_window_without_errors(sign_in, complaints, essay, width, scheme):
    for number in range(3):
        factories.image(essay=essay, slug=f"{number}", alternative_text="", status=Status.DRAFT)
    page = sign_in("Editors", width=width, color_scheme=scheme)
    widths = []
    for address in [pictures(essay), "/admin/resources/image/pictures/", change(essay)]:
        page.goto(address)
        widths.append(page.evaluate("document.documentElement.scrollWidth"))
    assert (widths, complaints) == ([width] * 3, [])


# Slugs


def test_slug_fills_itself_in_as_the_server_spells_it(editor_page, complaints):
    title = "Щит и Хрущёв: ещё объём"
    editor_page.fill("#id_title", title)
    editor_page.press("#id_title", "Tab")
    expected = Essay(title=title).free_slug()
    expect(editor_page.locator("#id_slug")).to_have_value(expected)
    assert complaints == []
