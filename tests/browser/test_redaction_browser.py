"""A moderator selects words of a comment and redacts them."""

import pytest
from playwright.sync_api import expect

from essays.models import Comment
from tests import factories

PHONE = "+7 495 555-01-23"


@pytest.fixture
def comment(site):
    essay = factories.essay(slug="home", title="Home")
    text = f"Call my neighbour in the evening.\n\nHer number is {PHONE}, she was there in 1953."
    comment = factories.comment(essay=essay, name="Anna", text=text)
    comment.edits.create(text=text.replace("1953", "1954"))
    Comment.objects.update(edited=comment.created)
    return comment


SELECT = """element => {
  const range = document.createRange();
  const node = element.firstChild, start = node.data.indexOf("+7");
  range.setStart(node, start);
  range.setEnd(node, start + 16);
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""


def test_selected_words_are_redacted_in_the_queue(comment, sign_in, complaints):
    page = sign_in("Moderators")
    page.goto("/admin/moderation/?tab=approved")
    page.get_by_text("More", exact=True).click()
    page.locator(".words p", has_text="Her number").evaluate(SELECT)
    page.locator("details.redact > summary").click()
    expect(page.get_by_label("Words to redact")).to_have_value(PHONE)
    page.get_by_label("Reason, for moderators only").fill("Somebody else’s number")
    page.get_by_role("button", name="Redact").click()
    expect(page.get_by_text("Redacted in 1 comment.")).to_be_visible()
    expect(page.locator(".words").first).to_contain_text("Her number is [redacted], she was")
    place = f"/admin/moderation/?tab=approved#comment-{comment.pk}"
    assert (page.url.endswith(place), complaints) == (True, [])


def test_typed_words_are_redacted_without_javascript(comment, sign_in, complaints):
    page = sign_in("Moderators", java_script_enabled=False)
    page.goto("/admin/moderation/?tab=approved")
    page.get_by_text("More", exact=True).click()
    page.locator("details.redact > summary").click()
    page.get_by_label("Words to redact").fill("nowhere")
    page.get_by_label("Reason, for moderators only").fill("A number")
    page.get_by_role("button", name="Redact").click()
    expect(page.get_by_text("“nowhere” is not in this comment.")).to_be_visible()
    page.get_by_label("Words to redact").fill(PHONE)
    page.get_by_role("button", name="Redact").click()
    assert PHONE not in Comment.objects.get().text
    assert complaints == []
