"""Every kind of page, as readers use it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from essays.models import Essay
from tests import factories

ESSAY = "/essays/prisoners-return/"
PAGES = [
    "/",
    "/essays/",
    "/years/",
    "/years/1954/",
    "/themes/",
    "/themes/law/",
    ESSAY,
    f"{ESSAY}texts/",
    f"{ESSAY}images/",
    f"{ESSAY}video/",
    f"{ESSAY}music/",
    f"{ESSAY}other-resources/",
    f"{ESSAY}texts/decree/",
    f"{ESSAY}texts/poem/",
    f"{ESSAY}images/gate/",
    f"{ESSAY}images/map/",
    f"{ESSAY}video/talk/",
    f"{ESSAY}video/elsewhere/",
    f"{ESSAY}music/song/",
    f"{ESSAY}other-resources/book/",
    f"{ESSAY}comments/",
    "/essays/closed/",
    "/essays/hebrew/",
    "/privacy/",
    "/essays/?sort=title",
]


# What the browser observed of a frame is told soon after it.
PAINTED = """() => document.fonts.ready.then(
    () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))))"""


@pytest.fixture
def archive(site):
    essay = factories.essay(
        title="Prisoners Return",
        slug="prisoners-return",
        year=1954,
        authors="von Geldern, James",
        body='<p>Released.<span class="footnote">By decree.</span></p><h2>Later</h2>'
        '<blockquote><p>Bread, <span class="lang-ru">хлеб</span></p></blockquote>',
    )
    for year in [1917, 1953, 1956, 1991]:
        factories.essay(year=year)
    words = {"original": "Указ", "transliteration": "Ukaz", "translation": "Decree"}
    factories.text(essay=essay, slug="decree", language="ru", date="1953-03-27", **words)
    factories.text(essay=essay, translation="A letter.\n\nIts end.")
    factories.text(essay=essay, slug="poem", kind="poem", original="Раз\nДва", translation="1\n2")
    picture = factories.picture(1200, 800)
    essay.lead_image = factories.image(essay=essay, slug="gate", file=picture)
    factories.image(essay=essay, file=factories.picture(400, 900))
    factories.image(essay=essay, slug="map", file=factories.picture(4000, 600))
    about = {"alternative_text": "A train.", "poster": factories.picture(90, 160)}
    talk = factories.subtitled(essay=essay, slug="talk", **about)
    hosted = {"file": "", "url": "https://example.org/", "captions": talk.captions}
    factories.video(essay=essay, slug="elsewhere", **hosted)
    factories.video(essay=essay, poster="")
    factories.recording(
        essay=essay, slug="song", transcript="Первая", transcript_translation="First"
    )
    factories.reference(essay=essay, slug="book", url="https://example.org/")
    factories.comment(essay=essay)
    essay.themes.add("Law", "Амнистия")
    essay.save()
    factories.essay(slug="closed", comments_open=False, title="W" * 200)
    hebrew = {"language": "he", "title": "שלום", "body": "<p>הם חזרו.</p>"}
    factories.essay(slug="hebrew", **hebrew)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(archive, visit, scheme, width):
    page = visit(width=width, color_scheme=scheme, bypass_csp=True)
    found = []
    for address in PAGES:
        assert page.goto(address).ok
        result = Axe().run(page)
        assert len(result.response["passes"]) > 15
        found += [(address, rule["id"]) for rule in result.response["violations"]]
    assert found == []


@pytest.mark.parametrize("width", [320, 992, 1000, 1440])
def test_timeline_of_very_many_years_fits_the_page(archive, visit, width):
    for year in range(1917, 1992):
        factories.essay(year=year)
    page = visit(ESSAY, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_reading_sets_no_cookie_and_makes_no_third_party_request(archive, visit, site, complaints):
    page = visit()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for address in PAGES:
        page.goto(address)
        page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    assert (page.context.cookies(), complaints) == ([], [])


def test_essay_with_eight_pictures_takes_eleven_requests_at_most(archive, visit):
    essay = Essay.objects.get(slug="prisoners-return")
    for number in range(3):
        factories.image(essay=essay, file=factories.picture(900 + number, 600))
    page = visit(None, width=390, device_scale_factor=3)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(ESSAY)
    page.keyboard.press("End")
    page.wait_for_function("() => [...document.images].every((image) => image.naturalWidth)")
    assert len([url for url in asked if not url.startswith("data:")]) == 11


def test_pages_can_be_read_without_javascript(archive, visit):
    page = visit(ESSAY, java_script_enabled=False)
    page.click(".sections a >> text=Texts")
    page.click("text=The Amnesty Decree >> nth=0")
    expect(page.locator(".parallel .translation")).to_have_text("Decree")
    assert not page.is_visible("[data-theme-switch]")


def test_note_opens_on_a_phone_and_leads_back(archive, visit):
    page = visit(ESSAY, width=390)
    page.click(".ref")
    expect(page.locator("#n1")).to_be_visible()
    page.click("[role=doc-backlink]")
    expect(page).to_have_url(re.compile("#r1$"))


def test_dark_theme_persists_without_a_cookie(archive, visit):
    page = visit(color_scheme="light")
    page.click("[data-theme-switch]")
    page.goto("/essays/")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.get_attribute("[data-theme-switch]", "aria-pressed") == "true"
    assert page.context.cookies() == []


def test_first_tab_offers_to_skip_to_the_text(archive, visit):
    page = visit(ESSAY)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))


def test_address_and_citation_of_a_paragraph_are_copied(archive, visit, site):
    page = visit(ESSAY, permissions=["clipboard-read", "clipboard-write"])
    page.click(".pin >> nth=0")
    page.wait_for_selector("text=Link copied.")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}{ESSAY}#p1"
    page.click("text=Cite this paragraph")
    page.click("text=Copy citation")
    page.wait_for_selector("text=Citation copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"Paragraph 1. {site}{ESSAY}#p1 (accessed" in copied
    page.click(".pin >> nth=1")
    page.wait_for_selector("text=Link copied.")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}{ESSAY}#p2"


def test_refused_clipboard_leaves_the_citation_selected(archive, visit, complaints):
    page = visit(ESSAY)  # without the permission
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    page.reload()
    page.click(".body .pin")
    page.click("[data-copy]")
    page.wait_for_function("getSelection().toString().startsWith('von Geldern, James.')")
    assert (page.locator("[data-copied]").inner_text(), complaints) == ("", [])


@pytest.mark.parametrize("width", [390, 1440])
def test_layout_does_not_shift_while_a_page_loads(archive, visit, width):
    page = visit(width=width)
    # Without those that the browser's own controls make among themselves.
    page.add_init_script("""
        window.moved = 0;
        new PerformanceObserver((list) => {
            for (const shift of list.getEntries())
                if (shift.sources.some((source) => source.node)) window.moved += shift.value;
        }).observe({ type: "layout-shift", buffered: true });
    """)
    moved = {}
    for address in PAGES:
        page.goto(address)
        page.evaluate(PAINTED)
        moved[address] = page.evaluate("window.moved")
    assert moved == dict.fromkeys(PAGES, 0)


def test_keyboard_alone_leads_from_the_essay_to_a_picture_a_film_and_a_recording(archive, visit):
    page = visit(ESSAY)

    def follow(name):
        link = page.get_by_role("link", name=name).first
        link.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")

    follow("Images 3")
    follow("At the Camp Gate")
    assert page.evaluate("location.pathname") == f"{ESSAY}images/gate/"
    page.go_back()
    follow("Video 3")
    follow("Trains from Vorkuta")
    page.focus("video")
    assert page.evaluate("document.activeElement.tagName") == "VIDEO"
    page.go_back()
    follow("Music 1")
    follow("Song of Vorkuta")
    page.focus("audio")
    assert page.evaluate("document.activeElement.tagName") == "AUDIO"


def test_reader_who_wants_less_motion_gets_none(archive, visit):
    page = visit(ESSAY, reduced_motion="reduce")
    motion = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(motion) == "auto"
    assert page.eval_on_selector("a", "a => getComputedStyle(a).transitionDuration") == "0s"


def test_readers_own_colours_keep_the_block_and_the_buttons_visible(archive, visit):
    page = visit("/essays/prisoners-return/comments/", forced_colors="active")
    width = "element => getComputedStyle(element).borderTopWidth"
    block = "mark => getComputedStyle(mark, '::before').borderTopWidth"
    assert page.eval_on_selector(".mark", block) == "2px"
    assert page.eval_on_selector("main .button", width) == "2px"
