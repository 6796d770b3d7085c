"""E-mail notifications, as moderators and readers choose them."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from essays.discussion.confirmations import confirm_path
from essays.models import Comment
from seventeen_moments.notices import unsubscribing
from seventeen_moments.notices.models import Subscription
from tests import factories
from tests.seventeen_moments.notices.notifications import subscribed_comment


@pytest.fixture
def comment(site):
    return subscribed_comment(essay=factories.essay(slug="home"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_where_notices_are_chosen(comment, sign_in, width, scheme):
    page = sign_in("Moderators", width=width, color_scheme=scheme, bypass_csp=True)
    addresses = [
        "/admin/your-notices/",
        unsubscribing.unsubscribe_path(comment),
        comment.own_url,
        "/essays/home/comments/",
        confirm_path(comment),
        unsubscribing.unsubscribe_path(comment, "confirm"),
    ]
    found, widths = [], []
    for address in addresses:
        assert page.goto(address).ok
        widths.append(page.evaluate("document.documentElement.scrollWidth"))
        found += [(address, rule["id"]) for rule in Axe().run(page).response["violations"]]
    assert (found, widths) == ([], [width] * 6)


def test_moderator_chooses_a_daily_digest(site, sign_in, complaints):
    page = sign_in("Moderators", java_script_enabled=False)
    page.goto("/admin/")
    page.click("text=Your e-mail notifications")
    page.check("text=One a day")
    page.fill("#id_email", "vera@example.org")
    with page.expect_navigation():
        page.click('text="Save"')
    chosen = Subscription.objects.values_list("how", "email").get()
    assert (chosen, complaints) == (("daily", "vera@example.org"), [])


def test_reader_unsubscribes_with_one_button(comment, visit, complaints):
    page = visit(unsubscribing.unsubscribe_path(comment), java_script_enabled=False)
    with page.expect_navigation():
        page.click("main button")
    comment.refresh_from_db()
    assert (comment.notices_since, complaints) == (None, [])


@pytest.mark.parametrize("java_script", [True, False])
def test_remembered_browser_publishes_at_once(site, visit, complaints, java_script):
    essay = factories.essay(slug="home", approval="new_authors")
    factories.comment(email="anna@example.org")
    comment = factories.comment(essay=essay, state="waiting")
    page = visit(confirm_path(comment), java_script_enabled=java_script)
    page.check("#remember")
    page.click("text=Yes, it is mine")
    page.wait_for_selector("text=Your e-mail address is confirmed.")
    page.go_back()
    page.reload()
    page.wait_for_selector("text=Your e-mail address is confirmed.")
    page.goto("/essays/home/comments/")
    page.fill("#id_name", "Anna")
    page.fill("#id_email", "anna@example.org")
    page.fill("#id_text", "So was I, in March.")
    page.wait_for_timeout(3100)  # a form that is sent within seconds waits
    page.click("text=Send to the moderators")
    page.wait_for_selector("text=Your comment has been published below the essay.")
    page.click("text=Forget this browser")
    page.wait_for_selector("text=Forget this browser", state="detached")
    assert (page.context.cookies(), complaints) == ([], [])


def test_owner_of_the_address_says_it_was_not_them(comment, visit):
    page = visit(confirm_path(comment), java_script_enabled=False)
    page.click("text=No, it is not mine")
    page.wait_for_selector("text=We will not write to this address again.")
    assert Comment.objects.get().suspicion == "denied"
