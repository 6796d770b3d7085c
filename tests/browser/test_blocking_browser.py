"""Blocking a sender from the moderation queue, and a thread with the records of its people."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from essays.models import Block, Comment
from tests import factories


@pytest.fixture
def dispute(site):
    root = factories.comment(name="Anna", text="I was there.")
    reply = {"essay": root.essay, "parent": root, "email": "boris@spam.example", "name": "Boris"}
    factories.comment(text="No!", state="waiting", **reply)
    factories.comment(text="Never!", state="waiting", **reply)
    return root


def test_sender_is_blocked_with_what_waits_and_all_is_undone(dispute, sign_in, complaints):
    page = sign_in("Moderators")
    page.goto("/admin/moderation/")
    entry = page.locator("[data-entry]").first
    entry.get_by_text("More", exact=True).click()
    entry.get_by_label("and mark what is waiting from them as spam").check()
    page.keyboard.press("Enter")  # on the check box, presses no button
    entry.get_by_role("button", name="Block @spam.example").click()
    expect(page.locator(".messagelist")).to_contain_text("2 comments marked as spam.")
    assert Block.objects.in_force().count() == 1
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-entry]")).to_have_count(2)
    assert (Block.objects.in_force().count(), Comment.objects.waiting().count()) == (0, 2)
    assert complaints == []


@pytest.mark.parametrize(("width", "side_by_side"), [(390, False), (1024, True)])
def test_thread_is_decided_on_one_page(dispute, sign_in, complaints, width, side_by_side):
    page = sign_in("Moderators")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/admin/moderation/")
    page.get_by_role("link", name="Show the whole thread").first.click()
    boxes = [record.bounding_box() for record in page.locator(".record").all()]
    assert (boxes[0]["y"] == boxes[1]["y"]) is side_by_side
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    report = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert report.response["violations"] == []
    page.locator("[data-entry]").nth(1).focus()
    with page.expect_navigation():
        page.keyboard.press("r")
    expect(page.locator(".state.removed").first).to_be_visible()
    assert Comment.objects.filter(state="removed").count() == 1
    assert complaints == []
