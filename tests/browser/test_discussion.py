"""A discussion, as readers and moderators have it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from essays.models import Essay
from tests import factories

ESSAY = "/essays/home/"


@pytest.fixture
def essay(site):
    essay = factories.essay(slug="home", year=1954, body="<p>Bread.</p><p>Steel.</p>")
    opening = factories.comment(essay=essay, about=1, quote="Bread.")
    factories.comment(essay=essay, parent=opening, name="Vera", author_role="moderator")
    gone = factories.comment(essay=essay, state="removed")
    factories.comment(essay=essay, parent=gone, about=404, quote="W" * 300, text="W" * 900)
    return essay


def pages(essay):
    comment = essay.comments.first()
    return [
        ESSAY,
        f"{ESSAY}comments/?about=p2",
        f"{ESSAY}comments/?to={comment.pk}",
        f"{ESSAY}comments/{comment.pk}/flag/",
        comment.own_url,
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_the_thread_and_its_forms(essay, visit, width, scheme):
    page = visit(width=width, color_scheme=scheme, bypass_csp=True)
    found, widths = [], []
    for address in pages(essay):
        assert page.goto(address).ok
        widths.append(page.evaluate("document.documentElement.scrollWidth"))
        found += [(address, rule["id"]) for rule in Axe().run(page).response["violations"]]
    assert (found, widths) == ([], [width] * 5)


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_where_moderators_open_and_close(essay, sign_in, width):
    page = sign_in("Moderators", width=width, bypass_csp=True)
    found = []
    for address in [ESSAY, f"/admin/essays/essay/{essay.pk}/comment-policy/"]:
        page.goto(address)
        found += [(address, rule["id"]) for rule in Axe().run(page).response["violations"]]
    assert found == []


def test_moderator_closes_one_thread_from_the_page_of_the_essay(essay, sign_in, complaints):
    page = sign_in("Moderators")
    page.goto(ESSAY)
    page.click("text=Close comments")
    page.wait_for_selector("text=Open comments")
    expect(page.locator(".closed")).to_have_text("Comments are closed.")
    essay.refresh_from_db()
    assert (essay.comments_open, complaints) == (False, [])


def test_moderator_sets_the_policy_of_a_semester(essay, sign_in, complaints):
    page = sign_in("Moderators")
    page.goto(ESSAY)
    page.click("text=Comment policy")
    page.check("text=Comments by approved authors are published immediately")
    page.fill("#id_comments_from", "2026-09-01T00:00")
    page.fill("#id_comments_until", "2027-01-31T18:00")
    page.click("text=Set policy")
    page.wait_for_selector("text=Comment policy set for 1 essay.")
    policy = Essay.objects.values_list("approval", "comments_from__month", "comments_until__hour")
    assert (policy.get(), complaints) == (("new_authors", 9, 18), [])


def test_reader_replies_edits_and_deletes(essay, visit, complaints):
    page = visit(ESSAY, java_script_enabled=False)
    page.click(".doing >> text=Reply >> nth=0")
    page.fill("#id_name", "Boris")
    page.fill("#id_email", "boris@example.org")
    page.fill("#id_text", "So was I.")
    page.wait_for_timeout(3100)  # faster is nobody
    page.click("text=Send to the moderators")
    page.fill("#id_text", "So was my brother.")
    with page.expect_navigation():
        page.click("text=Save the change")
    assert page.input_value("#id_text") == "So was my brother."
    page.click("summary")
    page.click("text=Delete my comment")
    expect(page.locator("main [role=status]")).to_contain_text("comment have been deleted")
    assert (essay.comments.get(withdrawn=True).email, complaints) == ("", [])


def test_reader_begins_a_comment_at_a_paragraph(essay, visit, complaints):
    page = visit(ESSAY, java_script_enabled=False)
    links = page.locator(".remark")
    before = [link.is_visible() for link in links.all()]
    page.click("#p2 .pin")
    expect(links.nth(1)).to_be_visible()
    after = [link.is_visible() for link in links.all()]
    links.nth(1).click()
    page.wait_for_url("**/comments/?about=p2#write")
    assert (before, after) == ([False, False], [False, True])
    assert (page.input_value("#id_about"), complaints) == ("p2", [])


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_where_a_paragraph_is_marked(essay, visit, width):
    page = visit(f"{ESSAY}#p2", width=width, bypass_csp=True)
    found = [rule["id"] for rule in Axe().run(page).response["violations"]]
    assert (found, page.evaluate("document.documentElement.scrollWidth")) == ([], width)


def test_errors_of_a_form_have_the_focus_and_lead_to_their_fields(essay, visit):
    page = visit(f"{ESSAY}comments/", java_script_enabled=False)
    page.click("text=Send to the moderators")
    expect(page.locator("#errors")).to_be_focused()
    page.click("#errors >> text=Enter your name.")
    expect(page.locator("#id_name")).to_be_focused()


def test_hidden_field_cannot_be_reached(essay, visit):
    page = visit(f"{ESSAY}comments/")
    assert not page.is_visible("[name=website]")
    assert page.get_by_role("textbox").count() == 3  # name, e-mail, comment


def test_reading_a_discussion_and_its_forms_leaves_no_cookie(essay, visit):
    page = visit(ESSAY)
    for address in pages(essay):
        page.goto(address)
    assert page.context.cookies() == []


def test_refused_comment_is_shown_again_if_comments_closed_meanwhile(essay, visit):
    page = visit(f"{ESSAY}comments/", width=390)
    page.fill("#id_text", "I was there.")
    Essay.objects.update(comments_open=False)
    with page.expect_navigation():
        page.click("text=Send to the moderators")
    assert page.get_by_label("This was not sent.").input_value() == "I was there."
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_form_of_another_site_is_refused_and_its_text_shown(essay, visit):
    page = visit("/healthz")
    page.goto(page.url.replace("127.0.0.1", "localhost").replace("/healthz", "/essays/"))
    there = page.url.replace("localhost", "127.0.0.1").replace("/essays/", f"{ESSAY}comments/")
    page.context.route(
        "**/forged",
        lambda route: route.fulfill(
            body=f'<form method="post" action="{there}"><input name="text" value="Buy!">'
            "<button>Go</button></form>",
            content_type="text/html",
        ),
    )
    page.goto(page.url.replace("/essays/", "/forged"))
    page.click("button")
    assert page.get_by_label("This was not sent.").input_value() == "Buy!"


def test_reply_of_a_moderator_is_sent_again_after_the_token_changed(essay, sign_in, complaints):
    page = sign_in("Moderators")
    page.goto(f"{ESSAY}comments/")
    page.fill("#id_text", "I was there, too.")
    csrf = next(each for each in page.context.cookies() if each["name"] == "csrftoken")
    page.context.add_cookies([csrf | {"value": "x" * 32}])
    page.click("text=Publish")
    assert page.get_by_label("What you wrote").input_value() == "I was there, too."
    page.click("text=Send again")
    page.wait_for_url("**/own/**")
    assert essay.comments.get(text="I was there, too.").state == "approved"


def test_comment_sent_again_after_going_back_is_stored_once(essay, visit):
    page = visit(f"{ESSAY}comments/")
    page.fill("#id_name", "Boris")
    page.fill("#id_email", "boris@example.org")
    page.fill("#id_text", "So was I.")
    page.click("text=Send to the moderators")
    page.wait_for_selector("text=Your comment is awaiting moderation")
    page.go_back()
    page.click("text=Send to the moderators")
    page.wait_for_selector("text=Your comment is awaiting moderation")
    assert essay.comments.filter(name="Boris").count() == 1
