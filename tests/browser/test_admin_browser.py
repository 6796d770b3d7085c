from itertools import combinations

import pytest

from essays.models import Essay
from resources.models import Image, Text
from seventeen_moments.core.publication import Status
from tests import factories


def write(page, words):
    page.click(".ProseMirror")
    settle(page)
    page.keyboard.type(words)


SELECTED = """words => {
  const { doc, selection } = document.querySelector(".ProseMirror").editor.state
  return doc.textBetween(selection.from, selection.to) === words
}"""


def select_back(page, words, already=""):
    """Each letter in turn: the editor hears of a selection only after the browser has made it."""
    for number in range(len(already) + 1, len(words) + 1):
        page.keyboard.press("Shift+ArrowLeft")
        page.wait_for_function(SELECTED, arg=words[-number:])


def move(page, key):
    """The editor must know where the cursor is before anything else is done there."""
    page.keyboard.press(key)
    settle(page)


def choose(page, button):
    page.click(f".prose-menubar button:text-is('{button}')")
    settle(page)


def choose_language(page, name):
    page.get_by_label("Language of the passage").select_option(name)
    settle(page)


def settle(page):
    # After a button the editor takes the focus in the next frame, and 20 ms after it got the focus
    # it sets its selection again: both before this later timer.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))")


def save(page):
    page.click("[name=_draft] >> nth=-1")
    page.wait_for_selector(".messagelist .success")


def publish(page):
    """From a form: asks first, then publishes what is ticked."""
    with page.expect_navigation():
        page.click("[name=_publish] >> nth=-1")
    page.click(".publication [name=_publish]")
    page.wait_for_selector(".messagelist .success")


def test_editor_writes_and_publishes_an_essay_with_a_footnote(sign_in, complaints):
    page = sign_in("Editors")
    page.goto("/admin/essays/essay/add/")
    page.fill("#id_title", "Возвращение: Θεσσαλία, 1953–1954")
    write(page, "They returned.See Dobson, ch. 2.")
    select_back(page, "See Dobson, ch. 2.")
    choose(page, "Footnote")
    move(page, "ArrowRight")
    page.keyboard.type(" Few spoke.")
    publish(page)
    essay = Essay.objects.published().get()
    assert (essay.slug, essay.body, complaints) == (
        "vozvrashchenie-thessalia-1953-1954",
        '<p>They returned.<span class="footnote">See Dobson, ch. 2.</span> Few spoke.</p>',
        [],
    )


def test_words_in_a_footnote_have_their_language(sign_in, complaints):
    essay = factories.essay(status=Status.DRAFT)
    page = sign_in("Editors")
    page.goto(f"/admin/essays/essay/{essay.pk}/change/")
    write(page, "BreadPravda, хлеб")
    select_back(page, "хлеб")
    choose_language(page, "German")
    choose_language(page, "Russian")
    select_back(page, "Pravda, хлеб", already="хлеб")
    choose(page, "Footnote")
    save(page)
    essay.refresh_from_db()
    assert (essay.notes, complaints) == (['Pravda, <span lang="ru">хлеб</span>'], [])


def test_footnote_is_seen_while_writing(sign_in, complaints):
    essay = factories.essay(body='<p>Bread<span class="footnote">Pravda</span></p>')
    page = sign_in("Editors")
    page.goto(f"/admin/essays/essay/{essay.pk}/change/")
    page.wait_for_selector(".ProseMirror .footnote")
    colour = "element => getComputedStyle(element).backgroundColor"
    assert page.eval_on_selector(".ProseMirror .footnote", colour) == "rgb(251, 238, 211)"
    assert (
        page.eval_on_selector(".ProseMirror", "element => getComputedStyle(element).whiteSpace")
        == "break-spaces"
    )
    assert complaints == []


def test_editor_adds_sources_as_rows(sign_in, complaints, tmp_path):
    essay = factories.essay()
    (tmp_path / "gate.png").write_bytes(factories.picture().read())
    page = sign_in("Editors")
    page.goto(f"/admin/essays/essay/{essay.pk}/change/")
    page.click("text=Add another Text")
    page.fill("#id_texts-0-title", "Указ")
    page.click("text=Add another Image")
    page.fill("#id_images-0-title", "Gate")
    page.fill("#id_images-0-alternative_text", "A gate of planks")
    page.set_input_files("#id_images-0-file", tmp_path / "gate.png")
    save(page)
    slugs = [Text.objects.get().slug, Image.objects.get().slug]
    assert (slugs, complaints) == (["ukaz", "gate"], [])


def test_editor_finds_the_essay_of_a_source_as_they_type(sign_in, complaints):
    essay = factories.essay(title="Virgin Lands")
    page = sign_in("Editors")
    page.goto("/admin/resources/text/add/")
    page.fill("#id_title", "Decree")
    page.click(".field-essay .select2-selection")
    page.fill(".select2-search__field", "virg")
    page.click(".select2-results__option >> text=Virgin Lands")
    save(page)
    assert (Text.objects.get().essay, complaints) == (essay, [])


@pytest.mark.parametrize("width", [390, 1440])
def test_moderator_closes_comments_with_one_click(sign_in, complaints, width):
    essay = factories.essay()
    page = sign_in("Moderators", width=width)
    page.goto("/admin/essays/essay/")
    page.click("text=Close comments >> visible=true >> nth=-1")
    page.wait_for_selector("button:text-is('Open comments')")
    essay.refresh_from_db()
    assert (essay.comments_open, complaints) == (False, [])


def test_moderator_closes_comments_without_a_script(sign_in, complaints):
    essay = factories.essay()
    page = sign_in("Moderators", java_script_enabled=False)
    page.goto("/admin/essays/essay/")
    page.click("button:text-is('Close comments')")
    page.wait_for_selector("button:text-is('Open comments')")
    essay.refresh_from_db()
    assert essay.comments_open is False


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dashboard_pages_fit_the_window_without_errors(sign_in, complaints, width, scheme):
    essay = factories.comment(state="waiting").essay
    for make in factories.SOURCES:
        make(essay=essay, status=Status.DRAFT)
    page = sign_in("Editors", width=width, color_scheme=scheme)
    widths = []
    for address in [
        "",
        "essays/essay/",
        f"essays/essay/{essay.pk}/change/",
        "essays/comment/",
        "resources/text/",
        "resources/text/add/",
        "resources/video/",
        "resources/video/add/",
        f"resources/video/{essay.videos.get().pk}/change/",
        "taggit/tag/",
    ]:
        page.goto(f"/admin/{address}")
        widths.append(page.evaluate("document.documentElement.scrollWidth"))
    assert (widths, complaints) == ([width] * 10, [])


@pytest.mark.parametrize("width", [390, 1280])
def test_buttons_of_a_form_cover_neither_its_title_nor_one_another(sign_in, width):
    essay = factories.essay()
    page = sign_in("Editors", width=width)
    page.goto(f"/admin/essays/essay/{essay.pk}/change/")
    boxes = [one.bounding_box() for one in page.locator("#content > h2, .object-tools a").all()]
    assert len(boxes) > 5
    assert not [(one, other) for one, other in combinations(boxes, 2) if overlap(one, other)]


def overlap(one, other):
    return all(
        min(one[place] + one[size], other[place] + other[size]) - max(one[place], other[place]) > 1
        for place, size in [("x", "width"), ("y", "height")]
    )
