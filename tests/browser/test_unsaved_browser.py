"""Unsaved input in the admin."""

import pytest
from playwright.sync_api import expect

from essays.models import Essay
from resources.models import Text
from tests import factories
from tests.browser.test_admin_browser import choose, move, save, select_back, settle, write
from tests.browser.test_writing_browser import open_essay

# Apart, as by hand: of two clicks in one turn the browser itself sends one.
DOUBLE_CLICK = "button => [0, 10].forEach((wait) => setTimeout(() => button.click(), wait))"


@pytest.fixture
def essay(transactional_db):
    return factories.essay(title="Prisoners Return", body="<p>Home.</p>")


@pytest.fixture
def form(sign_in, essay):
    page = sign_in("Editors")
    open_essay(page, essay)
    return page


def asks(page):
    """Whether the browser asks before it leaves the page."""
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/admin/")
    return asked == ["beforeunload"]


def test_leaving_an_unsaved_field_asks(form):
    form.fill("#id_title", "The Thaw")
    assert asks(form)


def test_leaving_unsaved_text_in_the_editor_asks(form):
    write(form, "They came home.")
    assert asks(form)


def test_leaving_a_footnote_that_only_a_button_made_asks(form):
    form.click(".ProseMirror")
    settle(form)
    move(form, "Control+End")
    select_back(form, "Home.")
    choose(form, "Footnote")
    assert asks(form)


def test_leaving_a_filled_new_row_asks(form):
    form.click("text=Add another Text")
    form.fill("#id_texts-0-title", "Decree")
    assert asks(form)


def test_leaving_a_refused_form_asks(form):
    form.fill("#id_title", "")
    with form.expect_navigation():
        form.click("[name=_draft] >> nth=-1")
    form.wait_for_selector(".errorlist")
    assert asks(form)


def test_leaving_an_unchanged_form_does_not_ask(form):
    form.click("text=Add another Text")
    write(form, "x")
    form.keyboard.press("Backspace")
    assert not asks(form)


def test_leaving_untouched_forms_does_not_ask(sign_in, essay):
    rows = [
        factories.text(essay=essay, date="1953~", position=7),
        factories.image(essay=essay),
        factories.subtitled(essay=essay),
        factories.song(essay=essay),
        factories.reference(essay=essay, url="https://example.org/"),
        factories.comment(essay=essay),
    ]
    essay.themes.add("Gulag", "Thaw")
    page = sign_in("Editors", "Moderators")
    asked = {}
    for row in [essay, *rows]:
        page.goto(f"/admin/{row._meta.label_lower.replace('.', '/')}/{row.pk}/change/")
        page.click("h1")  # browsers ask only those who did something on the page
        asked[row._meta.model_name] = asks(page)
    assert set(asked.items()) == {(row._meta.model_name, False) for row in [essay, *rows]}


def test_saving_does_not_ask(form, complaints):
    asked = []
    form.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    form.fill("#id_title", "The Thaw")
    save(form)
    assert (asked, complaints) == ([], [])


def test_a_double_click_sends_once(editor_page, complaints):
    sent = []
    editor_page.on("request", lambda request: sent.append((request.method, request.url)))
    expect(editor_page.locator("#id_title")).to_be_focused()
    editor_page.keyboard.type("The Thaw")
    editor_page.locator("[name=_draft]").first.evaluate(DOUBLE_CLICK)
    editor_page.wait_for_selector(".messagelist .success")
    forms = [url for method, url in sent if method == "POST" and not url.endswith("/editing/")]
    assert (len(forms), Essay.objects.count(), complaints) == (1, 1, [])


def test_leaving_unsaved_descriptions_of_pictures_asks(sign_in, essay):
    image = factories.image(essay=essay, status="draft", alternative_text="")
    page = sign_in("Editors")
    page.goto(f"/admin/resources/image/pictures/?essay={essay.pk}")
    page.fill(f"#id_picture-{image.pk}-alternative_text", "A gate")
    assert asks(page)


@pytest.fixture
def queue(sign_in, essay):
    factories.comment(essay=essay, state="waiting")
    page = sign_in("Moderators")
    page.goto("/admin/moderation/")
    return page


def test_leaving_a_reply_that_was_not_sent_asks(queue):
    queue.click("details.reply summary")
    queue.fill("details.reply textarea", "Thank you for this.")
    assert asks(queue)


def test_leaving_selected_comments_does_not_ask(queue):
    queue.check("[name=chosen]")
    assert not asks(queue)


def test_too_large_form_is_not_sent_and_keeps_its_text(form, essay, settings, complaints):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    form.reload()
    assert not form.is_visible("[role=alert]")
    form.fill("#id_summary", "Хлеб " * 20_000)
    form.click("[name=_draft] >> nth=-1")
    said = form.inner_text("[role=alert]:visible")
    assert said.startswith("Not saved: this form contains more than can be sent at once.")
    assert (len(form.input_value("#id_summary")), complaints) == (100_000, [])


def test_text_that_a_form_without_files_percent_encodes_counts_as_sent(
    sign_in, essay, settings, complaints
):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    text = factories.text(essay=essay)
    page = sign_in("Editors")
    page.goto(f"/admin/resources/text/{text.pk}/change/")
    page.fill("#id_original", "Хлеб" * 5_000)
    page.click("[name=_draft] >> nth=-1")
    page.wait_for_selector("[role=alert]:visible")
    assert (Text.objects.get().original, complaints) == ("", [])
