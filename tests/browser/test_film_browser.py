"""A transcript that follows a film, on the page of a recording whose audio is a film."""

import pytest

from resources import webvtt
from tests import factories

CURRENT = "[data-start][aria-current=true]"
HEARD = "[...document.querySelectorAll('[data-start]')].findIndex(line => line.ariaCurrent)"
UNCOVERED = """() => {
    const [player, line] = [".player", "[data-start][aria-current=true]"].map(
        (name) => document.querySelector(name).getBoundingClientRect());
    return Math.abs(player.top) <= 1 && player.bottom <= line.top && line.bottom <= innerHeight;
}"""
FILM = '<div class="player film" data-player><video width="640" height="360" controls'


@pytest.fixture
def watch(visit):
    """The page of a song that is shown as a film."""

    def watch(song, place="", height=900, **options):
        page = visit("/", **{"reduced_motion": "no-preference"} | options)
        page.set_viewport_size({"width": options.get("width", 1440), "height": height})
        page.route(lambda url: url.endswith(song.get_absolute_url()), show_film)
        page.goto(f"{song.get_absolute_url()}{place}")
        page.wait_for_function(
            "() => document.querySelector('[data-transcript] .clock').hash !== ''"
        )
        return page

    return watch


def show_film(route):
    answer = route.fetch()
    html = answer.text().replace('<div class="player" data-player>\n<audio controls', FILM)
    assert FILM in html
    route.fulfill(response=answer, body=html.replace("</audio>", "</video>"))


@pytest.fixture
def film(site):
    """Forty lines, half a second each, from the first second on."""
    cues = [(1 + place / 2, 1.5 + place / 2, "") for place in range(40)]
    return factories.recording(
        file=factories.sound(22),
        transcript="\n".join(f"Line {number}" for number in range(40)),
        timing=webvtt.serialize(cues),
    )


def heard(page, number):
    """Waits until that line is heard, or one after it."""
    page.wait_for_function(f"number => {HEARD} >= number", arg=number)


def box(page, selector):
    return page.locator(selector).bounding_box()


def test_line_follows_the_film(watch, film, complaints):
    page = watch(film)
    page.click("[data-start] .clock >> nth=2")
    heard(page, 3)
    assert page.evaluate("document.querySelector('video').paused") is False
    assert complaints == []


def test_address_with_a_time_does_not_start_the_film(watch, film):
    page = watch(film, "#t=3.0")
    assert page.inner_text(f"{CURRENT} p").startswith("Line 4")
    film = "(film => [film.currentTime, film.paused])(document.querySelector('video'))"
    assert page.evaluate(film) == [3, True]


def test_very_long_number_in_the_address_is_ignored(watch, film, complaints):
    page = watch(film, f"#t={'9' * 400}")
    assert (page.locator(CURRENT).count(), complaints) == (0, [])


@pytest.mark.parametrize("width", [390, 1440])
def test_film_keeps_its_shape_before_it_is_loaded(watch, film, width):
    shown = box(watch(film, width=width), "video")
    assert shown["width"] == pytest.approx(min(640, width - 40), abs=20)
    assert shown["height"] == pytest.approx(shown["width"] * 9 / 16, abs=1)


@pytest.mark.parametrize("width", [390, 1440])
def test_sticky_film_does_not_cover_the_current_line(watch, film, width):
    page = watch(film, width=width)
    page.click("[data-start] .clock >> nth=25")
    heard(page, 26)
    page.wait_for_function(UNCOVERED)  # at the end of smooth motion
    assert box(page, ".player")["height"] <= 900 * 0.4 + 60


def test_film_in_a_low_window_covers_no_line(watch, film):
    page = watch(film, width=844, height=390)
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    assert box(page, ".player")["y"] < -100


def test_line_in_a_low_window_leads_back_to_the_film(watch, film):
    page = watch(film, width=844, height=390)
    page.click("[data-start] .clock >> nth=30")
    page.wait_for_function(
        "() => document.querySelector('.player').getBoundingClientRect().bottom > 100"
    )
    heard(page, 33)
    assert box(page, ".player")["y"] > -100  # the lines that follow do not take it away


def test_film_is_not_printed(watch, film):
    page = watch(film)
    page.emulate_media(media="print")
    assert not page.locator("video").is_visible()
    assert page.locator("[data-transcript]").is_visible()
