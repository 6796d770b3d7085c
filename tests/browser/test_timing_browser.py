"""Tapping along with a recording. The sound is silent, paused, and set to each time by script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from resources.models import Recording
from seventeen_moments.core.publication import Status
from tests import factories

AUDIO = "document.querySelector('[data-tap] audio')"


@pytest.fixture
def song(site):
    return factories.song(
        file=factories.sound(20), transcript="Раз\nДва\nТри", timing="", status=Status.DRAFT
    )


@pytest.fixture
def tap(sign_in, song):
    def tap(recording=song, **options):
        page = sign_in("Editors", **options)
        page.goto(f"/admin/resources/recording/{recording.pk}/timing/")
        page.wait_for_function(f"{AUDIO}.readyState > 0")
        return page

    return tap


def at(page, seconds):
    page.evaluate(f"{AUDIO}.pause(), {AUDIO}.currentTime = {seconds}")


def position(page):
    return page.evaluate(f"{AUDIO}.currentTime")


def starts(page):
    return page.locator("[name^=start-]").evaluate_all("all => all.map(input => input.value)")


def save(page):
    page.click("[name=_draft]")
    page.wait_for_selector(".messagelist .success")


def test_space_marks_and_backspace_takes_back(tap, complaints):
    page = tap()
    for seconds in [1, 2.5, 4]:
        at(page, seconds)
        page.keyboard.press("Space")
    assert starts(page) == ["1", "2.5", "4"]
    expect(page.locator("[data-status]")).to_have_text("All lines have a time.")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    assert starts(page) == ["1", "", ""]
    expect(page.locator("[data-next]")).to_have_text("Next: line 2 / 3: Два")
    for seconds in [3, 5]:
        at(page, seconds)
        page.keyboard.press("Space")
    save(page)
    assert Recording.objects.get().times == [[1.0, 3.0], [3.0, 5.0], [5.0, 20.0]]
    assert complaints == []


def test_big_button_marks_once_with_mouse_and_keyboard(tap):
    page = tap()
    at(page, 1)
    page.click("[data-do=mark]")
    assert starts(page) == ["1", "", ""]
    at(page, 2)
    page.keyboard.press("Space")
    at(page, 3)
    page.keyboard.press("Enter")
    assert starts(page) == ["1", "2", "3"]
    page.click("[data-do=mark]")
    assert starts(page) == ["1", "2", "3"]


def test_second_tap_at_the_same_moment_plays_instead(tap):
    page = tap()
    at(page, 1)
    for _ in range(2):
        page.keyboard.press("Space")
    expect(page.locator("[data-do=play]")).to_have_text("Pause")
    assert starts(page) == ["1", "", ""]


def test_finger_marks_when_it_is_put_down(tap):
    page = tap(width=390, has_touch=True)
    at(page, 1)
    page.tap("[data-do=mark]")
    at(page, 2)
    page.tap("[data-do=mark]")
    assert starts(page) == ["1", "2", ""]


def test_line_can_end_before_the_next(tap):
    page = tap()
    at(page, 1)
    page.keyboard.press("Space")
    at(page, 2)
    page.focus("[data-do=mark]")
    page.keyboard.press("e")
    assert page.input_value("[name=end-1]") == "2"
    page.keyboard.press("Backspace")
    assert page.input_value("[name=end-1]") == ""


def test_arrows_seek_two_seconds_and_speed_changes(tap):
    page = tap()
    at(page, 5)
    page.keyboard.press("ArrowRight")
    assert position(page) == 7
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert position(page) == 3
    page.select_option("[data-speed]", "0.75")
    assert page.evaluate(f"{AUDIO}.playbackRate") == 0.75


def test_keys_keep_their_meaning_in_a_field(tap):
    page = tap()
    page.fill("[name=start-1]", "1.25")
    page.press("[name=start-1]", "Backspace")
    page.press("[name=start-1]", "Space")
    assert starts(page) == ["1.2", "", ""]
    page.focus("[data-line='2'] [data-nudge='0.1']")
    page.keyboard.press("Space")
    assert starts(page) == ["1.2", "", ""]


def test_times_are_nudged(tap):
    page = tap()
    page.fill("[name=start-1]", "1")
    page.click("[data-line='1'] [data-nudge='0.1']")
    assert starts(page)[0] == "1.1"
    for _ in range(3):
        page.click("[data-line='1'] [data-nudge='-0.1']")
    assert starts(page)[0] == "0.8"


def test_click_on_a_line_plays_from_there_and_taps_after_it(tap):
    page = tap()
    page.evaluate(f"{AUDIO}.playbackRate = 0.1")
    for number, seconds in enumerate(["1", "6", "9"], start=1):
        page.fill(f"[name=start-{number}]", seconds)
    page.click("[data-line='2'] .tap-words [lang]")
    page.wait_for_function(f"!{AUDIO}.paused")
    expect(page.locator("[data-line='2']")).to_have_attribute("aria-current", "true")
    assert 6 <= position(page) < 9
    at(page, 10)
    page.keyboard.press("Space")
    assert starts(page) == ["1", "6", "10"]


def test_play_button_hands_the_keys_to_the_tapping(tap):
    page = tap()
    page.click("[data-do=play]")
    expect(page.locator("[data-do=mark]")).to_be_focused()
    expect(page.locator("[data-do=play]")).to_have_text("Pause")
    page.keyboard.press("p")
    page.wait_for_function(f"{AUDIO}.paused")


def test_line_is_tapped_again_with_a_lead(tap):
    page = tap()
    page.fill("[name=start-1]", "1")
    page.fill("[name=start-2]", "6")
    page.click("[data-line='2'] [data-again]")
    at(page, 7)
    page.keyboard.press("Space")
    assert starts(page) == ["1", "7", ""]


def test_taps_are_kept_until_they_are_saved(tap):
    page = tap()
    at(page, 1)
    page.keyboard.press("Space")
    page.wait_for_timeout(700)  # kept.js writes after a pause of half a second
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.click("[data-restore]")
    assert starts(page) == ["1", "", ""]
    page.wait_for_function(f"{AUDIO}.readyState > 0")
    at(page, 2)
    page.focus("[data-do=mark]")
    page.keyboard.press("Space")
    assert starts(page) == ["1", "2", ""]


def test_times_are_typed_without_scripts(tap, song, sign_in):
    page = sign_in("Editors", java_script_enabled=False)
    page.goto(f"/admin/resources/recording/{song.pk}/timing/")
    for number, seconds in enumerate(["1", "6", "9"], start=1):
        page.fill(f"[name=start-{number}]", seconds)
    assert page.locator("[data-tap-buttons]:visible, [data-nudge]:visible").count() == 0
    page.press("[name=start-3]", "Enter")
    expect(page.locator(".messagelist")).to_have_text(re.compile("saved as a draft"))
    assert Recording.objects.get().times == [[1.0, 6.0], [6.0, 9.0], [9.0, 20.0]]


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(tap, width, scheme):
    page = tap(width=width, color_scheme=scheme)
    page.fill("[name=start-1]", "1")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(page).response["violations"] == []
