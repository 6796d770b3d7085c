"""How many clicks and keys each task of a moderator takes, beside WordPress and Discourse.

Each task begins in the open queue, as the others’ begin in the list of comments of WordPress or in
the review queue of Discourse. A click, a key, and a selection of words count one, a choice from a
list two (open it, choose); typed text counts nothing. The figures of the others come from their
source. WordPress: `wp-admin/js/edit-comments.js` (its keys) and, in `wp-admin/includes`,
`class-wp-comments-list-table.php` (actions of a row, “Empty Spam”, 20 comments a page),
`class-wp-posts-list-table.php` (“Allow Comments” in Quick Edit) and
`class-wp-privacy-data-removal-requests-list-table.php`. Discourse, in `app/models`:
`reviewable_queued_post.rb`, `reviewable_flagged_post.rb` (a bundle of actions is a menu: open it,
choose), and `topic-admin-menu` of its scripts. None: it has no such function.
"""

import pytest
from playwright.sync_api import expect

from essays.models import Block, Comment, Essay
from seventeen_moments.corrections.models import Correction
from tests import factories

QUEUE = "/admin/moderation/"


class Counted:
    """A page on which clicks and keys are counted."""

    def __init__(self, page):
        self.page, self.count = page, 0
        page.goto(QUEUE)

    def click(self, target):
        self.count += 1
        (self.page.locator(target).first if isinstance(target, str) else target).click()

    def click_button(self, name):
        self.click(self.page.get_by_role("button", name=name).locator("visible=true").first)

    def press(self, key):
        """Presses a key that sends a form, and waits for the next page."""
        self.count += 1
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def key(self, key):
        self.count += 1
        self.page.keyboard.press(key)

    def choose(self, target, **option):
        self.count += 2
        self.page.locator(target).first.select_option(**option)

    def type(self, text):
        self.page.keyboard.type(text)

    def select_words(self, words):
        self.count += 1
        self.page.locator(".words p", has_text=words).first.evaluate(SELECT, words)


SELECT = """(element, words) => {
  const node = element.firstChild, start = node.data.indexOf(words);
  document.getSelection().setBaseAndExtent(node, start, node, start + words.length);
}"""


def waiting():
    return Comment.objects.waiting().count()


def clear_hundred(by):
    by.click("text=Show 100 a page")
    by.page.wait_for_url("**show=100")
    by.page.wait_for_selector("[data-current]")  # the keys work
    by.key("Shift+X")
    by.press("a")
    assert waiting() == 2


def clear_hundred_with_the_page_size_kept(by):
    by.page.goto(f"{QUEUE}?show=100")
    by.page.goto(QUEUE)
    by.key("Shift+X")
    by.press("a")
    assert waiting() == 2


def clear_ten_one_by_one(by):
    for _comment in range(10):
        by.press("a")
    assert waiting() == 92


def approve_and_go_to_the_next(by):
    by.press("a")
    expect(by.page.locator(":focus h2")).to_have_text("Reader 1")


def mark_spam(by):
    by.press("s")
    assert Comment.objects.filter(state="spam", name="Reader 0").exists()


def undo(by):
    by.press("s")
    by.count = 0
    by.press("u")
    assert waiting() == 102


def reply(by):
    by.key("e")
    by.type("As usual: read on.")
    by.click_button("Approve and reply")
    expect(by.page.locator(".messagelist")).to_contain_text("has been published")


def erase_a_person(by):
    by.click("#nav-sidebar >> text=About one e-mail address")
    by.page.wait_for_selector("#id_email:focus")
    by.type("reader0@example.org")
    by.press("Enter")
    by.click("text=Erase everything")
    by.click("text=Erase permanently")
    by.page.wait_for_selector(".success")
    assert not Comment.objects.filter(email="reader0@example.org").exists()


def close_the_comments_of_an_essay(by):
    by.click(".where a >> text=Home")
    by.click_button("Close comments")
    by.page.wait_for_selector("text=Comments are closed.")
    assert not Essay.objects.get(slug="home").comments_open


def close_a_thread(by):
    by.click("details.more > summary")
    by.click_button("Close the thread")
    by.page.wait_for_selector(".success")
    assert Comment.objects.filter(thread_closed=True).count() == 1


def keep_a_reported_comment(by):
    by.page.goto(f"{QUEUE}?tab=flagged")
    by.press("a")
    assert not Comment.objects.reported().exists()


def remove_a_reported_comment(by):
    by.page.goto(f"{QUEUE}?tab=flagged")
    by.press("r")
    assert not Comment.objects.reported().exists()


def delete_all_spam(by):
    by.click("text=Empty spam")
    by.click_button("Delete for good")
    by.page.wait_for_selector(".success")
    assert not Comment.objects.filter(state="spam").exists()


def tell_the_author_the_reason(by):
    by.click("details.more > summary")
    by.choose("[name^=reason-choice]", index=1)
    by.click_button("Remove and tell the author")
    by.page.wait_for_selector(".success")
    assert Comment.objects.get(name="Reader 0").removal_reason


def suggest_a_correction(by):
    by.click("details.more > summary")
    by.click_button("Suggest as correction")
    by.page.wait_for_selector(".success")
    assert Correction.objects.exists()


def redact_a_passage(by):
    by.select_words("555-01-23")
    by.key("d")
    by.page.wait_for_selector("[name$=reason]:focus")
    by.type("A number")
    by.click_button("Redact")
    by.page.wait_for_selector(".success")
    assert "555" not in Comment.objects.get(name="Reader 0").text


def block_a_sender(by):
    by.click("details.more > summary")
    by.click_button("Block reader0@example.org")
    by.page.wait_for_selector(".success")
    assert Block.objects.in_force().count() == 1


def see_all_by_one_person(by):
    by.click("text=All by this author")
    expect(by.page.locator("[data-entry] h2")).to_have_text(["Reader 0"])


TASKS = [  # the task, WordPress, Discourse
    (clear_hundred, 10, 100),
    (clear_hundred_with_the_page_size_kept, 2, 100),
    (clear_ten_one_by_one, 11, 10),
    (approve_and_go_to_the_next, 1, 1),
    (mark_spam, 1, 2),
    (undo, 1, None),
    (block_a_sender, 5, 2),
    (see_all_by_one_person, 1, 2),
    (reply, 2, 3),
    (erase_a_person, 4, 4),
    (close_the_comments_of_an_essay, 4, 3),
    (close_a_thread, None, 3),
    (keep_a_reported_comment, None, 1),
    (remove_a_reported_comment, None, 2),
    (delete_all_spam, 2, None),
    (tell_the_author_the_reason, None, 5),
    (redact_a_passage, 3, 4),
    (suggest_a_correction, None, None),
]
OWN_BOUND = 2  # of a task that neither has


@pytest.fixture
def comments(site):
    essay = factories.essay(slug="home", title="Home", body="<p>Bread.</p>")
    Comment.objects.bulk_create(
        Comment(
            essay=essay,
            name=f"Reader {number}",
            email=f"reader{number}@example.org",
            text="Call 555-01-23 now.",
            html="<p>Call 555-01-23 now.</p>",
            state="waiting",
        )
        for number in range(102)
    )
    factories.comment(essay=essay, name="Reported").flags.create(reason="Rude.")
    factories.comment(essay=essay, state="spam")
    return essay


@pytest.mark.parametrize(
    ("task", "wordpress", "discourse"), TASKS, ids=[task.__name__ for task, *_others in TASKS]
)
def test_task_takes_no_more_than_elsewhere(comments, sign_in, task, wordpress, discourse):
    by = Counted(sign_in("Moderators"))
    task(by)
    bounds = [bound for bound in (wordpress, discourse) if bound is not None]
    assert by.count <= min(bounds, default=OWN_BOUND)
