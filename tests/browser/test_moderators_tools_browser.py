"""What moderators do with a comment besides deciding about it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from essays.models import Comment, CommentNote, SavedReply
from tests import factories

QUEUE = "/admin/moderation/"


@pytest.fixture
def waiting(site):
    essay = factories.essay(slug="home", body="<p>Bread.</p>")
    SavedReply.objects.create(title="Thanks", text="Dear {name},\n\nthank you.")
    names = ["Anna", "Борис", "שרה"]
    return [factories.comment(essay=essay, name=name, state="waiting") for name in names]


def open_part(page, name, entry=0):
    page.locator("[data-entry]").nth(entry).locator(f"details.{name} > summary").click()


def test_saved_reply_is_inserted_changed_and_sent(waiting, sign_in, complaints):
    page = sign_in("Moderators")
    page.goto(QUEUE)
    open_part(page, "reply", 1)
    page.locator("[data-saved] >> nth=1").select_option(label="Thanks")
    page.click("[data-insert-reply] >> nth=1")
    page.keyboard.type(" So soon!")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    reply = Comment.objects.get(author_role="moderator")
    said = "Dear Борис,\n\nthank you. So soon!"
    assert (reply.text, reply.parent, complaints) == (said, waiting[1], [])


def test_saved_reply_is_sent_without_scripts(waiting, sign_in):
    page = sign_in("Moderators", java_script_enabled=False)
    page.goto(QUEUE)
    open_part(page, "reply")
    page.locator("[data-saved] >> nth=0").select_option(label="Thanks")
    assert not page.locator("[data-insert-reply]").locator("visible=true").count()
    page.locator("[data-entry] >> nth=0").get_by_role("button", name="Approve and reply").click()
    reply = Comment.objects.get(author_role="moderator")
    assert reply.text == "Dear Anna,\n\nthank you."


def test_keys_in_the_fields_decide_nothing(waiting, sign_in):
    page = sign_in("Moderators")
    page.goto(QUEUE)
    open_part(page, "more")
    for field in ["note", "reason", "reason-choice"]:
        page.focus(f"[name={field}-{waiting[0].pk}]")
        page.keyboard.type("asr")
    assert Comment.objects.waiting().count() == 3
    assert page.input_value(f"[name=reason-{waiting[0].pk}]") == "asr"


@pytest.mark.parametrize("scripts", [True, False])
def test_note_is_saved_and_other_words_are_not_lost(waiting, sign_in, scripts):
    page = sign_in("Moderators", java_script_enabled=scripts)
    page.goto(QUEUE)
    key = waiting[0].pk
    open_part(page, "reply")
    page.fill(f"[name=reply-{key}-text]", "Dear Anna")
    open_part(page, "more")
    page.fill(f"[name=note-{key}]", "Wrote before.")
    page.locator("[data-entry] >> nth=0").get_by_role("button", name="Save the note").click()
    expect(page.locator(f"[name=reply-{key}-text]")).to_be_visible()
    expect(page.locator(f"[name=reply-{key}-text]")).to_have_value("Dear Anna")
    expect(page.locator("[data-entry] >> nth=0").locator(".note-count")).to_have_text("1 note")
    assert CommentNote.objects.get().text == "Wrote before."


def test_thread_is_closed_from_the_page_of_readers(waiting, sign_in, complaints):
    Comment.objects.update(state="approved")
    page = sign_in("Moderators")
    page.goto("/essays/home/")
    page.click("text=Close the thread >> nth=0")
    page.click("input[value='Close the thread']")
    expect(page.locator(".thread-closed >> nth=0")).to_contain_text("This thread is closed.")
    assert (page.url.partition("#")[0].endswith("/essays/home/"), complaints) == (True, [])


def test_spam_is_emptied_with_two_clicks(waiting, sign_in, complaints):
    Comment.objects.update(state="spam")
    page = sign_in("Moderators")
    page.goto(f"{QUEUE}?tab=spam")
    page.click("text=Empty spam")
    page.click("text=Delete for good")
    expect(page.locator(".messagelist")).to_contain_text("3 spam comments deleted for good.")
    assert (Comment.objects.count(), complaints) == (0, [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 820, 1440])
def test_axe_finds_nothing_in_the_opened_parts(waiting, sign_in, width, scheme):
    waiting[0].moderator_notes.create(text="Wrote before.")
    page = sign_in("Moderators", width=width, color_scheme=scheme, bypass_csp=True)
    found, widths = [], []
    thread = f"{QUEUE}comments/{waiting[0].pk}/thread/"
    for address in [QUEUE, thread, f"{QUEUE}empty-spam/"]:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
        widths.append(page.evaluate("document.documentElement.scrollWidth"))
        found += [(address, rule["id"]) for rule in Axe().run(page).response["violations"]]
    assert (found, widths) == ([], [width] * 3)


@pytest.mark.parametrize("scripts", [True, False])
def test_reply_to_another_comment_is_still_there_after_a_decision(waiting, sign_in, scripts):
    page = sign_in("Moderators", java_script_enabled=scripts)
    page.goto(QUEUE)
    field = f"[name=reply-{waiting[1].pk}-text]"
    page.locator("[data-entry] >> nth=1").locator("details.reply > summary").click()
    page.fill(field, "Dear Anna")
    for button in ["[data-entry] [data-action=approve]", "#undo button"]:
        page.locator(button).first.click()
        expect(page.locator(".messagelist")).to_be_visible()
        expect(page.locator(field)).to_be_visible()
        expect(page.locator(field)).to_have_value("Dear Anna")


def test_enter_on_a_check_box_decides_nothing_without_scripts(waiting, sign_in):
    page = sign_in("Moderators", java_script_enabled=False)
    page.goto(QUEUE)
    page.check("[name=chosen] >> nth=0")
    page.press("[name=chosen] >> nth=0", "Enter")
    expect(page.locator(".messagelist")).to_have_text("This action is not available here.")
    assert Comment.objects.waiting().count() == 3
