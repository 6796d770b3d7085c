"""The moderation queue, used from the keyboard, with undo."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from essays.models import Comment, Decision, Flag
from tests import factories

QUEUE = "/admin/moderation/"


@pytest.fixture
def thirty(site):
    essay = factories.essay(slug="home", body="<p>Bread.</p>")
    for number in range(30):
        name = f"Reader {number}"
        factories.comment(
            essay=essay,
            name=name,
            email=f"{number % 7}@example.org",
            state="waiting",
            about=1,
            quote="Bread.",
            suspicion="links",
        )
    Flag.objects.create(comment=factories.comment(essay=essay), reason="Rude")
    factories.comment(essay=essay, state="spam")
    return essay


def press(page, key):
    with page.expect_navigation():
        page.keyboard.press(key)


def test_thirty_comments_are_handled_from_the_keyboard_with_an_undo(thirty, sign_in, complaints):
    page = sign_in("Moderators")
    page.goto(QUEUE)
    for key in "asr" * 5:
        press(page, key)
    press(page, "u")
    assert Comment.objects.waiting().count() == 16
    for key in "asr" * 5 + "a":
        press(page, key)
    states = [Comment.objects.filter(state=state).count() for state in ["approved", "removed"]]
    assert (states, page.inner_text(".queue > .quiet"), complaints) == (
        [12, 9],
        "There are no comments here.",
        [],
    )


def test_keys_work_wherever_the_focus_is(thirty, sign_in):
    page = sign_in("Moderators")
    page.goto(QUEUE)
    page.keyboard.press("j")
    page.focus(".tabs a >> nth=2")
    press(page, "s")
    page.focus("#undo button")
    press(page, "a")
    decided = Decision.objects.values_list("comment__name", "after").order_by("pk")
    assert list(decided) == [("Reader 1", "spam"), ("Reader 2", "approved")]


def test_key_first_shows_a_comment_that_cannot_be_seen(thirty, sign_in):
    page = sign_in("Moderators")
    page.goto(QUEUE)
    page.evaluate("document.activeElement.blur(); scrollTo(0, document.body.scrollHeight)")
    page.keyboard.press("a")
    expect(page.locator("[data-entry] >> nth=0")).to_be_in_viewport()
    assert Comment.objects.waiting().count() == 30
    press(page, "a")
    assert Comment.objects.waiting().count() == 29


def test_keys_that_are_switched_off_decide_nothing_on_later_pages(thirty, sign_in, complaints):
    page = sign_in("Moderators")
    page.goto(QUEUE)
    page.click(".keys summary")
    page.uncheck("[data-keys-switch]")
    page.reload()
    page.keyboard.type("asr")
    assert not page.locator("kbd").locator("visible=true").count()
    page.click(".keys summary")
    page.check("[data-keys-switch]")
    page.keyboard.press("k")  # to the first comment
    press(page, "a")
    assert (Comment.objects.waiting().count(), complaints) == (29, [])


def test_chosen_comments_are_decided_together_by_one_key(thirty, sign_in, complaints):
    page = sign_in("Moderators")
    page.goto(QUEUE)
    page.keyboard.type("xjjx")
    press(page, "s")
    marked = Decision.objects.values_list("comment__name", flat=True).order_by("pk")
    assert (list(marked), complaints) == (["Reader 0", "Reader 2"], [])


def test_shortcuts_work_in_every_keyboard_layout(thirty, sign_in):
    page = sign_in("Moderators")
    page.goto(QUEUE)
    page.focus("[data-entry]")
    pressed = "new KeyboardEvent('keydown', {key: 'ф', code: 'KeyA', bubbles: true})"
    with page.expect_navigation():
        page.evaluate(f"document.activeElement.dispatchEvent({pressed})")
    assert Comment.objects.waiting().count() == 29


def test_key_with_shift_decides_nothing(thirty, sign_in):
    page = sign_in("Moderators")
    page.goto(QUEUE)
    page.focus("[data-entry]")
    page.keyboard.press("Shift+A")
    page.keyboard.press("x")  # is answered only after
    assert (page.is_checked("[name=chosen] >> nth=0"), Comment.objects.waiting().count()) == (
        True,
        30,
    )


def test_typing_a_reply_triggers_no_shortcut(thirty, sign_in, complaints):
    page = sign_in("Moderators")
    page.goto(QUEUE)
    page.keyboard.type("e")
    page.keyboard.type("As usual: read on.")
    page.keyboard.press("Tab")
    press(page, "Enter")
    reply = Comment.objects.get(author_role="moderator")
    assert (reply.text, reply.parent.name, complaints) == ("As usual: read on.", "Reader 0", [])


def test_moderation_queue_works_by_touch_without_scripts(thirty, sign_in):
    page = sign_in("Moderators", java_script_enabled=False, has_touch=True, is_mobile=True)
    page.goto(QUEUE)
    assert not page.locator("kbd, .keys").locator("visible=true").count()
    page.click("[data-entry] >> nth=0 >> [data-action=spam]")
    page.click("text=Undo")
    assert Comment.objects.waiting().count() == 30


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_the_moderation_queue(thirty, sign_in, width, scheme):
    page = sign_in("Moderators", width=width, color_scheme=scheme, bypass_csp=True)
    found, widths = [], []
    for address in [QUEUE, f"{QUEUE}?tab=flagged", f"{QUEUE}?tab=spam", f"{QUEUE}?tab=removed"]:
        page.goto(address)
        widths.append(page.evaluate("document.documentElement.scrollWidth"))
        found += [(address, rule["id"]) for rule in Axe().run(page).response["violations"]]
    assert (found, widths) == ([], [width] * 4)


def test_list_in_another_window_publishes_no_removed_comment(thirty, sign_in, complaints):
    page = sign_in("Moderators")
    page.goto("/admin/essays/comment/?state__exact=waiting")
    removed = Comment.objects.waiting().first()
    Comment.objects.filter(pk=removed.pk).update(state="removed")
    page.check("#action-toggle")
    page.select_option("[name=action]", "approve")
    page.click("[name=index]")
    said = [
        "29 comments approved.",
        "1 comment has changed in the meantime, or was deleted by its author, and was left as "
        "it is.",
    ]
    expect(page.locator(".messagelist li")).to_have_text(said)
    removed.refresh_from_db()
    assert removed.state == "removed"


WIDE = """() => {
  const list = document.querySelector(".results");
  return document.documentElement.scrollWidth > innerWidth || list.scrollWidth > list.clientWidth;
}"""


def test_lists_fit_on_a_tablet(thirty, sign_in):
    names = {"name": "Александра Преображенская-Заболоцкая", "email": f"{'reader' * 9}@example.org"}
    Comment.objects.update(**names)
    Comment.objects.waiting().decide("spam", factories.user(), seen=None)
    page = sign_in("Moderators", "Editors")
    wide = []
    for address in ["essays/comment/", "essays/essay/", "essays/moderationaction/"]:
        for width in [390, 820, 1024, 1280, 1440]:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.goto(f"/admin/{address}").ok
            wide += [(address, width)] if page.evaluate(WIDE) else []
    assert wide == []
