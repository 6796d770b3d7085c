"""Films, as readers use them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories, films

CURRENT = "[data-start][aria-current=true]"
FILM = "document.querySelector('video')"
ELSEWHERE = {"file": "", "url": "https://films.example.org/cranes"}
LANGUAGES = ["ru-Latn", "en", "ar", "he", "de"]
TALL = (90, 160)


@pytest.fixture
def watch(visit):
    """The page of a film whose length and size the browser knows."""

    def watch(video, place="", **options):
        page = visit(f"{video.get_absolute_url()}{place}", **options)
        page.wait_for_function(f"() => {FILM}.readyState >= 1")
        return page

    return watch


@pytest.fixture
def talk(site):
    return factories.subtitled()


def mp4():
    return SimpleUploadedFile("test.mp4", films.mp4())


def in_many_languages():
    track = "WEBVTT\nKind: {}\nLanguage: {}\n\n00:01.000 --> 00:02.500\nОдно слово\n"
    captions = [track.format("captions", "ru")]
    subtitles = [track.format("subtitles", language) for language in LANGUAGES]
    return factories.subtitled(captions="\n".join(captions + subtitles))


def state(page):
    return page.evaluate(f"(film => [film.currentTime, film.paused])({FILM})")


def box(page, selector):
    return page.locator(selector).first.bounding_box()


@pytest.mark.parametrize("file", [mp4, films.film])
def test_film_does_not_start_by_itself(watch, site, file, complaints):
    page = watch(factories.video(file=file()))
    assert state(page) == [0, True]
    page.focus("video")
    page.keyboard.press("Space")
    page.wait_for_function(f"() => {FILM}.currentTime > 0")
    assert complaints == []


@pytest.mark.parametrize("file", [mp4, films.film])
def test_film_is_sought_to_any_place(watch, site, file):
    page = watch(factories.video(file=file()))
    page.evaluate(f"{FILM}.currentTime = 0.7")
    page.wait_for_function(f"() => !{FILM}.seeking && {FILM}.readyState >= 2")
    assert state(page) == [0.7, True]


def test_line_leads_to_its_moment(watch, talk, complaints):
    page = watch(talk)
    page.evaluate(f"{FILM}.playbackRate = 0.1")
    page.click("text=Two")
    page.wait_for_selector(CURRENT)
    seconds, paused = state(page)
    assert (3 <= seconds < 5, paused) == (True, False)
    assert (page.url.endswith("#t=3.0"), complaints) == (True, [])


def test_address_with_a_time_does_not_start_the_film(watch, talk):
    page = watch(talk, "#t=3.0")
    page.wait_for_selector(CURRENT)
    assert (state(page), "Два" in page.inner_text(f"{CURRENT} .original")) == ([3, True], True)


def test_back_button_after_a_line_returns_to_the_page_before(watch, talk, visit):
    page = visit(f"{talk.essay.get_absolute_url()}video/")
    section = page.url
    with page.expect_navigation():
        page.click("main >> text=Trains from Vorkuta")
    page.click("text=Two")
    page.click("text=One")
    page.go_back()
    assert page.url == section


def test_browser_shows_the_captions_in_each_language(watch, talk):
    page = watch(talk)
    tracks = f"[...{FILM}.textTracks].map(track => [track.kind, track.language, track.label])"
    assert page.evaluate(tracks) == [
        ["captions", "ru", "Russian"],
        ["subtitles", "en", "English"],
    ]
    page.evaluate(f"{FILM}.textTracks[1].mode = 'showing'")
    page.wait_for_function(f"() => {FILM}.textTracks[1].cues?.length")
    page.evaluate(f"{FILM}.currentTime = 3.5")
    page.wait_for_function(f"() => {FILM}.textTracks[1].activeCues.length")
    assert page.evaluate(f"{FILM}.textTracks[1].activeCues[0].text") == "Two"


@pytest.mark.parametrize("width", [320, 1440])
def test_film_keeps_its_aspect_ratio_with_any_poster(watch, site, width):
    video = factories.subtitled(
        file=films.film(6, *TALL), poster=factories.picture(400, 100), captions=""
    )
    page = watch(video, width=width)
    before = box(page, "video")
    page.evaluate(f"{FILM}.play()")
    page.wait_for_function(f"() => {FILM}.currentTime > 0.3")
    assert box(page, "video") == before
    assert before["height"] / before["width"] == pytest.approx(16 / 9, abs=0.05)


def test_controls_fit_the_smallest_film(watch, site):
    assert box(watch(factories.video()), "video")["width"] >= 300


def test_tiles_of_a_section_have_one_shape(site, visit):
    essay = factories.essay()
    factories.video(essay=essay, poster=factories.picture(30, 90))
    factories.video(essay=essay, poster=factories.picture(90, 30))
    factories.video(essay=essay, poster="")
    factories.video(essay=essay, content_warning="Shows the dead.")
    page = visit(f"{essay.get_absolute_url()}video/")
    tiles = page.locator(".gallery a > :first-child").all()
    sizes = {
        tuple(round(tile.bounding_box()[side]) for side in ("width", "height")) for tile in tiles
    }
    assert (len(tiles), len(sizes)) == (4, 1)


@pytest.mark.parametrize("width", [320, 820, 1440])
@pytest.mark.parametrize("poster", [{}, {"poster": ""}])
def test_link_to_a_film_elsewhere_is_large_and_loads_nothing(site, visit, width, poster):
    page = visit(width=width)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(factories.video(**ELSEWHERE | poster).get_absolute_url())
    page.wait_for_load_state("networkidle")
    bar = box(page, ".elsewhere span")
    assert (bar["height"] >= 44, bar["width"] >= width * 0.8) == (True, True)
    assert bar["y"] + bar["height"] <= 900
    assert [url for url in asked if not url.startswith((site, "data:"))] == []


@pytest.mark.parametrize("width", [320, 390, 1000, 1440])
def test_film_in_many_languages_fits_the_page(site, watch, width):
    page = watch(in_many_languages(), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    widths = page.locator(".timed p").evaluate_all("all => all.map(one => one.clientWidth)")
    assert (len(widths), min(widths) > 150) == (6, True)


def test_film_is_printed_as_its_poster_with_its_description(site, watch):
    page = watch(factories.subtitled(alternative_text="A train stands in the snow."))
    page.emulate_media(media="print")
    shown = {
        name: page.locator(name).first.is_visible()
        for name in ["video", ".printed", ".seen", "[data-transcript]", ".tools", ".tracks"]
    }
    assert [name for name, is_shown in shown.items() if is_shown] == [
        ".printed",
        ".seen",
        "[data-transcript]",
    ]


def test_transcript_of_a_film_is_shown_without_scripts(visit, talk):
    page = visit(talk.get_absolute_url(), java_script_enabled=False)
    words = page.locator("[data-transcript] .original:visible").all_inner_texts()
    assert words == ["Раз\n¶\xa01", "Два\n¶\xa02"]
    assert page.locator("video").get_attribute("src") == talk.file.url


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(site, visit, width, scheme):
    talk = factories.subtitled(alternative_text="A train.")
    essay = talk.essay
    elsewhere = factories.video(essay=essay, poster="", captions=talk.captions, **ELSEWHERE)
    factories.video(essay=essay, content_warning="Shows the dead.")
    page = visit(width=width, color_scheme=scheme)
    found = []
    for address in [
        f"{talk.get_absolute_url()}#t=3.0",
        elsewhere.get_absolute_url(),
        f"{essay.get_absolute_url()}video/",
    ]:
        assert page.goto(address).ok
        violations = Axe().run(page).response["violations"]
        found += [(address, rule["id"]) for rule in violations]
    assert found == []
