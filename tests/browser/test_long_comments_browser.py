"""Long comments show their beginning, until a reader wants them all."""

import pytest
from playwright.sync_api import expect

from tests import factories

ESSAY = "/essays/home/"
TEXT = f"Begin. {'Bread and steel. ' * 250}\n\nhttps://example.org/end\n\nThe end."


@pytest.fixture
def comment(site):
    essay = factories.essay(slug="home")
    factories.comment(essay=essay, text="Short.")
    return factories.comment(essay=essay, text=TEXT)


def height(page, selector=".fold"):
    return page.locator(selector).evaluate("one => one.clientHeight")


@pytest.mark.parametrize("address", [ESSAY, f"{ESSAY}comments/"])
def test_long_comment_is_opened_and_folded_by_the_keyboard(comment, visit, address):
    page = visit(address, width=390, java_script_enabled=False)
    expect(page.locator(".unfold")).to_have_count(1)
    folded = height(page)
    page.focus(".unfold summary")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Show less")).to_be_visible()
    opened = height(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Show all")).to_be_visible()
    assert (folded < opened / 3, height(page)) == (True, folded)


def test_link_to_the_comment_shows_all_of_it(comment, visit):
    page = visit(f"{ESSAY}comments/{comment.pk}/")
    assert page.locator(".fold").evaluate("one => one.scrollHeight === one.clientHeight")
    expect(page.locator(".unfold")).to_be_hidden()


def test_link_in_the_hidden_part_opens_it_when_it_has_the_focus(comment, visit):
    page = visit(ESSAY)
    before = height(page)
    page.focus(".fold a")
    assert height(page) > before


def test_search_in_the_page_finds_the_hidden_end(comment, visit):
    page = visit(ESSAY)
    assert page.evaluate("window.find('The end.')")
    assert "The end." in page.locator(".fold").inner_text()


def test_long_comment_is_printed_whole(comment, visit):
    page = visit(f"{ESSAY}comments/")
    page.emulate_media(media="print")
    expect(page.locator(".unfold")).to_be_hidden()
    assert page.locator(".fold").evaluate("one => one.scrollHeight === one.clientHeight")


def test_moderator_opens_a_long_comment_in_the_queue(comment, sign_in, complaints):
    comment.state = "waiting"
    comment.save()
    page = sign_in("Moderators")
    page.goto("/admin/moderation/")
    folded = height(page)
    page.click(".unfold summary")
    assert (height(page) > folded * 2, complaints) == (True, [])
