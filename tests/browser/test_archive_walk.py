"""The main task, from writing an essay to closing its discussion."""

from playwright.sync_api import expect

from essays.models import Essay
from tests import factories
from tests.browser.test_admin_browser import publish, settle

ADDRESS = "/essays/prisoners-return/"


def write_and_publish(page):
    page.goto("/admin/essays/essay/add/")
    page.fill("#id_title", "Prisoners Return")
    page.fill("#id_authors", "von Geldern, James")
    page.fill("#id_year", "1954")
    page.click(".ProseMirror")
    settle(page)
    page.keyboard.type("Over 1.5 million prisoners were released.")
    publish(page)


def comment(page):
    page.click("text=Write a comment")
    page.fill("#id_name", "Anna")
    page.fill("#id_email", "anna@example.org")
    page.fill("#id_text", "I was there.")
    page.wait_for_timeout(3100)  # faster is nobody
    page.click("text=Send to the moderators")


def test_essay_is_written_read_discussed_and_closed(sign_in, sign_in_by_form, visit, complaints):
    write_and_publish(sign_in_by_form("Editors"))

    reader = visit(ADDRESS)
    assert reader.inner_text("h1") == "Prisoners Return"
    assert reader.inner_text(".by") == "Subject essay: James von Geldern"
    comment(reader)
    expect(reader.locator("main [role=status]")).to_contain_text("is awaiting moderation")

    moderator = sign_in("Moderators")
    moderator.goto("/admin/essays/comment/")
    moderator.check("#action-toggle")
    moderator.select_option("[name=action]", label="Approve")
    moderator.click("text=Go")
    moderator.wait_for_selector("text=1 comment approved.")
    moderator.goto("/admin/essays/essay/")
    moderator.click("text=Close comments >> nth=-1")
    moderator.wait_for_selector("text=Comments closed on 1 essay.")

    reader.goto(ADDRESS)
    assert reader.inner_text(".comment p") == "I was there."
    assert reader.inner_text(".closed") == "Comments are closed."
    reader.goto(f"{ADDRESS}comments/")
    assert (reader.locator("main form").count(), complaints) == (0, [])


def test_form_that_was_open_when_comments_closed_is_refused(visit, site):
    essay = factories.essay(slug="prisoners-return")
    reader = visit(f"{ADDRESS}comments/")
    reader.fill("#id_name", "Anna")
    reader.fill("#id_email", "anna@example.org")
    reader.fill("#id_text", "I was there.")
    Essay.objects.update(comments_open=False)
    reader.click("text=Send to the moderators")
    reader.wait_for_selector(".closed")
    assert essay.comments.count() == 0
