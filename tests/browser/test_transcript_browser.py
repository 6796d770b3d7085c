"""A transcript that follows the audio, as readers use it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from resources import webvtt
from tests import factories
from tests.films import film

CURRENT = "[data-start][aria-current=true]"
AUDIO = "document.querySelector('audio')"
HEARD = "[...document.querySelectorAll('[data-start]')].findIndex(line => line.ariaCurrent)"
COVERED = """(name) => document.querySelector("[data-player]").getBoundingClientRect().bottom
    > document.querySelector(name).getBoundingClientRect().top"""


@pytest.fixture
def listen(visit):
    """The page of a song, ready to be heard."""

    def listen(song, place="", **options):
        options = {"reduced_motion": "no-preference"} | options
        page = visit(f"{song.get_absolute_url()}{place}", **options)
        page.wait_for_function(
            "() => document.querySelector('[data-transcript] a').hash === '#t=1.0'"
        )
        return page

    return listen


@pytest.fixture
def song(site):
    return factories.song()


@pytest.fixture
def long_song(site):
    """Thirty lines, half a second each, from the first second on."""
    lines = [f"Line {number}" for number in range(30)]
    cues = [(1 + place / 2, 1.5 + place / 2, "") for place in range(30)]
    return factories.recording(
        file=factories.sound(17), transcript="\n".join(lines), timing=webvtt.serialize(cues)
    )


def sound(page):
    return page.evaluate(f"(audio => [audio.currentTime, audio.paused])({AUDIO})")


def slow_down(page):
    """So that a line is current for many seconds."""
    page.evaluate(f"{AUDIO}.playbackRate = 0.1")


def test_current_line_follows_the_sound(listen, song, complaints):
    page = listen(song)
    slow_down(page)
    page.click("text=Play from 0:01")
    expect(page.locator(f"{CURRENT} .original")).to_have_text("Раз")
    page.evaluate(f"{AUDIO}.currentTime = 2.4")
    expect(page.locator(CURRENT)).to_have_count(0)  # between the lines
    page.evaluate(f"{AUDIO}.currentTime = 2.9")
    expect(page.locator(f"{CURRENT} .original")).to_have_text("Два")
    assert complaints == []


def test_click_on_a_line_plays_from_there(listen, song):
    page = listen(song)
    slow_down(page)
    page.click("text=Two")
    page.wait_for_selector(CURRENT)
    seconds, paused = sound(page)
    assert (3 <= seconds < 4, paused) == (True, False)
    expect(page).to_have_url(re.compile("#t=3.0$"))


def test_keyboard_alone_reaches_a_line_and_plays_from_it(listen, song):
    page = listen(song)
    slow_down(page)
    page.focus("audio")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hash") == "#t=3.0":
            break
    page.keyboard.press("Enter")
    expect(page.locator(f"{CURRENT} .translation")).to_have_text("Two")


def test_selecting_text_does_not_start_the_audio(listen, song):
    page = listen(song)
    box = page.locator("text=Raz").bounding_box()
    page.mouse.move(box["x"], box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 30, box["y"] + 5, steps=3)
    page.mouse.up()
    assert page.evaluate("getSelection().toString()") != ""
    assert sound(page) == [0, True]


def test_address_with_a_time_does_not_start_the_audio(listen, song):
    page = listen(song, "#t=3.0")
    page.wait_for_selector(CURRENT)
    assert sound(page) == [3, True]
    assert page.inner_text(f"{CURRENT} .original") == "Два"


@pytest.mark.parametrize("place", ["#t=", "#t=x", "#t=-1", "#t=1e9", "#t=999", "#about"])
def test_invalid_time_in_the_address_is_ignored(listen, song, place, complaints):
    page = listen(song, place)
    assert page.locator(CURRENT).count() == 0
    assert complaints == []


def test_no_line_is_current_after_the_end(listen, site):
    timing = "WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:03.000 --> 00:06.500"
    page = listen(factories.song(timing=timing))
    slow_down(page)
    page.click("text=Play from 0:03")
    page.evaluate(f"{AUDIO}.currentTime = 5.7")
    expect(page.locator(f"{CURRENT} .original")).to_have_text("Два")
    page.wait_for_function(f"() => {AUDIO}.ended")
    expect(page.locator(CURRENT)).to_have_count(0)


def test_nothing_changes_its_size_with_the_current_line(listen, song):
    page = listen(song)
    sizes = (
        "all => all.map(e => { const r = e.getBoundingClientRect(); return [r.width, r.height] })"
    )
    before = page.eval_on_selector_all("[data-transcript] *", sizes)
    slow_down(page)
    page.click("text=Play from 0:03")
    page.wait_for_selector(CURRENT)
    assert page.eval_on_selector_all("[data-transcript] *", sizes) == before


def last_in_view(page):
    """The number of the last line that is wholly in view."""
    return page.evaluate(
        "[...document.querySelectorAll('[data-start]')]"
        ".findLastIndex(line => line.getBoundingClientRect().bottom <= innerHeight)"
    )


def heard(page, number):
    """Waits until that line is heard, or one after it: where the page is scrolled to by then."""
    scrolled = f"number => {HEARD} >= number && {{ y: scrollY }}"
    return page.wait_for_function(scrolled, arg=number).json_value()["y"]


def play_out_of_view(page):
    """Plays the last line in view, until others are heard: where the page is scrolled to then."""
    number = last_in_view(page)
    page.locator("[data-start] a").nth(number).click()
    return heard(page, number + 2)


def test_page_does_not_scroll_while_the_lines_are_in_view(listen, long_song):
    page = listen(long_song)
    before = page.evaluate("scrollY")
    page.locator("[data-start] a").first.click()
    assert heard(page, 3) == before


def test_line_out_of_view_is_brought_into_view(listen, long_song):
    page = listen(long_song, width=390)
    play_out_of_view(page)
    page.wait_for_function("() => scrollY > 100")


def test_reader_who_prefers_no_motion_is_not_scrolled(listen, long_song):
    page = listen(long_song, width=390, reduced_motion="reduce")
    before = page.evaluate("scrollY")
    assert play_out_of_view(page) == before


def test_page_does_not_scroll_back_after_the_reader_scrolled_away(listen, long_song):
    page = listen(long_song, width=390)
    page.click("text=Play from 0:01 >> nth=0")
    page.wait_for_selector(CURRENT)
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    before = page.evaluate("scrollY")
    assert heard(page, 4) == before


def test_browser_reads_the_captions(listen, song):
    page = listen(song)
    page.evaluate("document.querySelector('audio').textTracks[2].mode = 'hidden'")
    page.wait_for_function("() => document.querySelector('audio').textTracks[2].cues?.length")
    cues = "[...document.querySelector('audio').textTracks[2].cues]"
    assert page.evaluate(f"{cues}.map(cue => [cue.startTime, cue.endTime, cue.text])") == [
        [1, 2.5, "One"],
        [3, 5, "Two"],
    ]


def test_transcript_is_shown_without_scripts(visit, song):
    page = visit(song.get_absolute_url(), java_script_enabled=False)
    assert page.locator("[data-transcript] .original:visible").all_inner_texts() == ["Раз", "Два"]
    links = page.locator("[data-transcript] a")
    assert links.last.get_attribute("href") == f"{song.file.url}#t=3.0"


def test_recording_without_timing_shows_its_transcript(visit, site, complaints):
    page = visit(factories.song(timing="").get_absolute_url())
    page.wait_for_load_state("networkidle")
    assert page.locator(".original:visible").all_inner_texts() == ["Раз", "Два"]
    assert complaints == []


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(listen, song, width, scheme):
    page = listen(song, "#t=3.0", width=width, color_scheme=scheme)
    page.wait_for_selector(CURRENT)
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("make", [factories.recording, factories.video])
def test_player_covers_neither_the_focus_nor_the_target(site, visit, make):
    cues = "".join(f"00:{second:02}.000 --> 00:{second:02}.900\nЧас\n\n" for second in range(40))
    track = f"WEBVTT\nKind: captions\nLanguage: ru\n\n{cues}"
    if make is factories.video:
        fields = {"captions": track, "file": film(40, 640, 480)}
    else:
        fields = {"transcript": "Час\n" * 40, "timing": track, "file": factories.sound(40)}
    page = visit(make(language="ru", **fields).get_absolute_url(), width=390)
    page.locator(".timed a").last.focus()
    covered = []
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        covered.append(page.evaluate(COVERED, ":focus"))
    page.evaluate("document.querySelector('.timed li:nth-child(30)').id = 'there'")
    page.evaluate("location.hash = '#there'")
    assert {*covered, page.evaluate(COVERED, ":target")} == {False}
