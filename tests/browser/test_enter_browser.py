"""Enter in a field of the admin saves, and publishes nothing."""

import pytest
from playwright.sync_api import expect

from essays.models import Essay
from seventeen_moments.core.publication import Status
from tests import factories

MAKERS = [factories.essay, *factories.SOURCES]


def form_of(row):
    return f"/admin/{row._meta.label_lower.replace('.', '/')}/{row.pk}/change/"


def enter(page, field, words):
    page.fill(field, words)
    page.press(field, "Enter")
    page.wait_for_selector(".messagelist .success")


@pytest.fixture
def essay(transactional_db):
    return factories.essay(title="Prisoners Return", slug="return", body="<p>Home.</p>")


def test_new_essay_begins_with_the_title_and_enter_saves_a_draft(editor_page, complaints):
    expect(editor_page.locator("#id_title")).to_be_focused()
    editor_page.keyboard.type("The Thaw")
    editor_page.keyboard.press("Enter")
    editor_page.wait_for_selector(".messagelist .success")
    essay = Essay.objects.get()
    assert (essay.title, essay.status, complaints) == ("The Thaw", "draft", [])


@pytest.mark.parametrize("maker", MAKERS[1:])
def test_new_source_begins_with_the_title(sign_in, complaints, essay, maker):
    page = sign_in("Editors")
    page.goto(f"{form_of(maker(essay=essay)).rsplit('/', 3)[0]}/add/?essay={essay.pk}")
    expect(page.locator("#id_title")).to_be_focused()
    assert complaints == []


@pytest.mark.parametrize("maker", MAKERS)
def test_enter_in_the_form_of_a_draft_leaves_it_a_draft(sign_in, transactional_db, maker):
    row = maker(status=Status.DRAFT)
    page = sign_in("Editors")
    page.goto(form_of(row))
    enter(page, "#id_title", "The Thaw")
    row.refresh_from_db()
    assert (row.title, row.status) == ("The Thaw", "draft")


@pytest.mark.parametrize("maker", MAKERS)
def test_enter_in_the_note_of_a_live_page_keeps_the_change_in_a_draft(
    sign_in, transactional_db, maker
):
    row = maker(title="Prisoners Return")
    page = sign_in("Editors")
    page.goto(form_of(row))
    page.fill("#id_title", "The Thaw")
    enter(page, "#id_note", "A better title")
    row.refresh_from_db()
    assert (row.title, row.drafts.get().data["title"]) == ("Prisoners Return", "The Thaw")


def test_enter_in_a_row_adds_no_public_source(sign_in, complaints, essay):
    page = sign_in("Editors")
    page.goto(form_of(essay))
    page.click("text=Add another Text")
    enter(page, "#id_texts-0-title", "Decree")
    assert (essay.texts.get().status, complaints) == ("draft", [])


def test_enter_in_add_pictures_publishes_none(sign_in, complaints, essay):
    image = factories.image(essay=essay, status=Status.DRAFT, alternative_text="")
    page = sign_in("Editors")
    page.goto(f"/admin/resources/image/pictures/?essay={essay.pk}")
    prefix = f"#id_picture-{image.pk}"
    page.fill(f"{prefix}-alternative_text", "A gate")
    enter(page, f"{prefix}-title", "Gate")
    image.refresh_from_db()
    assert (image.title, image.status, complaints) == ("Gate", "draft", [])


def test_enter_in_a_window_over_a_form_keeps_the_live_page(sign_in, complaints, essay):
    page = sign_in("Editors")
    page.goto(form_of(factories.text(essay=essay)))
    with page.expect_popup() as opened:
        page.click("#change_id_essay")
    opened.value.fill("#id_title", "The Thaw")
    with opened.value.expect_event("close"):
        opened.value.press("#id_title", "Enter")
    essay.refresh_from_db()
    titles = (essay.title, essay.drafts.get().data["title"])
    assert (titles, complaints) == (("Prisoners Return", "The Thaw"), [])


def test_enter_on_a_chosen_comment_approves_nothing(sign_in, complaints, essay):
    comment = factories.comment(essay=essay, state="waiting")
    page = sign_in("Moderators")
    page.goto("/admin/moderation/")
    page.check("[name=chosen]")
    page.press("[name=chosen]", "Enter")
    page.reload()
    comment.refresh_from_db()
    assert (comment.state, complaints) == ("waiting", [])
