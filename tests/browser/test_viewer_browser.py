"""The picture viewer as readers use it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import factories

from .test_reader_pages import PAINTED

STATE = "[data-state]"


@pytest.fixture
def image(site):
    return factories.image(file=factories.picture(2000, 1500))


@pytest.fixture
def view(visit, image):
    """The page of a picture of 2000 by 1500, ready for use."""

    def view(**options):
        page = visit(image.get_absolute_url(), **options)
        page.wait_for_function("() => document.querySelector('[data-stage]').tabIndex === 0")
        return page

    return view


def shown(page):
    """The scale of the picture, and its offset to the right and down."""
    transform = page.evaluate("document.querySelector('[data-stage] img').style.transform")
    numbers = [float(number) for number in re.findall(r"-?[\d.]+(?:e-\d+)?", transform)]
    right, down, scale = numbers or (0, 0, 1)
    return scale, round(right), round(down)


def tells(page, text):
    page.wait_for_function(
        "text => document.querySelector('[data-state]').textContent === text", arg=text
    )
    return True


def middle(page):
    box = page.locator("[data-stage]").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def boxes(page):
    """Of the picture and of its viewer, at one moment: the page may be scrolling smoothly."""
    stage = "const stage = document.querySelector('[data-stage]')"
    both = "[stage.querySelector('img'), stage].map(e => e.getBoundingClientRect().toJSON())"
    return page.evaluate(f"() => {{ {stage}; return {both} }}")


def press(page, *keys):
    page.focus("[data-stage]")
    for key in keys:
        page.keyboard.press(key)


def test_plus_and_minus_zoom(view, complaints):
    page = view()
    press(page, "+", "+", "=", "-")
    assert shown(page) == (2, 0, 0)
    assert tells(page, "Zoom 200 %")
    assert complaints == []


def test_arrows_move_the_picture_and_the_position_is_announced(view):
    page = view()
    press(page, "+", "+", "+", "+", "ArrowRight", "ArrowDown")
    scale, right, down = shown(page)
    assert (scale, right < 0, down < 0) == (4, True, True)
    assert tells(page, "55 % from the left, 54 % from the top")


def test_zero_resets_the_zoom(view):
    page = view()
    press(page, "+", "+", "ArrowLeft", "0")
    assert shown(page) == (1, 0, 0)
    assert tells(page, "Zoom 100 %")


def test_picture_cannot_be_moved_out_of_sight(view):
    page = view()
    press(page, "+", "+", "+", *["ArrowLeft"] * 40, *["ArrowUp"] * 40)
    picture, stage = boxes(page)
    assert picture["y"] == pytest.approx(stage["y"], abs=1)
    assert picture["x"] < stage["x"] + 1  # the box may be wider than the picture in it


def test_arrows_scroll_the_page_while_the_whole_picture_is_shown(view):
    page = view()
    page.evaluate("document.querySelector('[data-stage]').focus({ preventScroll: true })")
    before = page.evaluate("scrollY")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("before => scrollY > before", arg=before)
    assert shown(page) == (1, 0, 0)


def test_shortcuts_of_the_browser_still_work(view):
    page = view()
    press(page, "Control++", "Alt+ArrowUp")
    assert shown(page) == (1, 0, 0)


def test_buttons_zoom_and_reset(view):
    page = view()
    for _ in range(3):
        page.click("text=Zoom in")
    page.click("text=Zoom out")
    assert shown(page) == (2, 0, 0)
    page.click("text=Fit to window")
    assert shown(page) == (1, 0, 0)


def test_buttons_are_disabled_at_the_limits(view):
    page = view()
    ends = "all => all.map(button => button.ariaDisabled)"
    assert page.eval_on_selector_all("[data-do]", ends) == ["false", "true", "true"]
    press(page, *["+"] * 9)
    assert page.eval_on_selector_all("[data-do]", ends) == ["true", "false", "false"]


def test_viewer_has_a_name_and_its_keys_as_description(view):
    page = view()
    name = "all => all.map(e => [e.role, e.ariaLabel, e.getAttribute('aria-describedby')])"
    assert page.eval_on_selector_all("[data-stage]", name) == [["group", "Picture viewer", "keys"]]
    assert page.inner_text("#keys").startswith("Keyboard: + and − to zoom")
    assert "Touch" not in page.inner_text("#keys")


def test_phone_has_a_hint_for_touch_only(view):
    page = view(width=390, has_touch=True, is_mobile=True)
    assert page.inner_text("#keys") == "Touch: pinch to zoom, drag to pan."


def test_plain_wheel_scrolls_the_page(view):
    page = view()
    page.mouse.move(*middle(page))
    page.mouse.wheel(0, 100)
    page.wait_for_function("() => scrollY === 100")
    assert shown(page) == (1, 0, 0)


def test_wheel_with_ctrl_zooms_at_the_pointer(view):
    page = view()
    x, y = middle(page)
    page.mouse.move(x + 100, y)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.mouse.wheel(0, -100)
    assert tells(page, "Zoom 223 %")
    assert (shown(page)[1], page.evaluate("scrollY")) == (-123, 0)


def test_mouse_drags_the_picture(view):
    page = view()
    press(page, *["+"] * 4)
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 50, y + 30, steps=5)
    page.mouse.up()
    page.mouse.move(x, y)
    assert shown(page) == (4, -50, 30)


def test_right_button_drags_nothing(view):
    page = view()
    press(page, *["+"] * 4)
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.down(button="right")
    page.mouse.move(x - 50, y + 30, steps=5)
    assert shown(page) == (4, 0, 0)


def test_double_click_zooms_in(view):
    page = view()
    page.mouse.dblclick(*middle(page))
    assert shown(page)[0] == 1.5


def touch(page, *steps):
    """Each step is where the fingers are."""
    session = page.context.new_cdp_session(page)
    for number, fingers in enumerate(steps):
        session.send(
            "Input.dispatchTouchEvent",
            {
                "type": "touchMove" if number else "touchStart",
                "touchPoints": [{"x": x, "y": y} for x, y in fingers],
            },
        )
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_two_fingers_zoom(view):
    page = view(width=390, has_touch=True)
    x, y = middle(page)
    touch(page, *([(x - apart, y), (x + apart, y)] for apart in (30, 45, 60)))
    assert tells(page, "Zoom 200 %")
    assert shown(page) == (2, 0, 0)


def test_one_finger_moves_the_zoomed_picture(view):
    page = view(width=390, has_touch=True)
    press(page, *["+"] * 3)
    x, y = middle(page)
    before = page.evaluate("scrollY")
    touch(page, *([(x - far, y - far)] for far in (0, 20, 40)))
    assert shown(page) == (3, -40, -40)
    assert page.evaluate("scrollY") == before


def test_one_finger_scrolls_the_page_while_the_whole_picture_is_shown(view):
    page = view(width=390, has_touch=True)
    x, y = middle(page)
    touch(page, *([(x, y - far)] for far in (0, 40, 80, 120)))
    page.wait_for_function("() => scrollY > 50")
    assert shown(page) == (1, 0, 0)


def current(page):
    return page.evaluate("document.querySelector('[data-stage] img').currentSrc").split("/")[-1]


@pytest.mark.parametrize(
    ("width", "screen", "rendition"),
    [(390, 1, "400.webp"), (390, 3, "1000.webp"), (820, 1, "1000.webp"), (1440, 1, "1000.webp")],
)
def test_no_larger_rendition_is_loaded_than_is_shown(view, width, screen, rendition):
    page = view(width=width, device_scale_factor=screen)
    assert current(page) == rendition


def becomes_larger(page, before):
    page.wait_for_function(
        """before => {
            const picture = document.querySelector("[data-stage] img");
            return picture.complete && !picture.currentSrc.endsWith(`/${before}`);
        }""",
        arg=before,
    )


def test_larger_rendition_comes_with_the_zoom(view):
    page = view()
    press(page, "+")
    becomes_larger(page, "1000.webp")
    assert current(page) == "2000.webp"


SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const { value } of list.getEntries()) shifts.push(value);
    }).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("width", [390, 1440])
def test_layout_does_not_shift_while_the_page_or_the_picture_loads(view, image, width):
    page = view(width=width)
    page.add_init_script(SHIFTS)
    page.route("**/*.webp", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.reload()
    page.wait_for_load_state("networkidle")
    before = current(page)
    press(page, "+", "+", "ArrowLeft")
    becomes_larger(page, before)
    page.evaluate(PAINTED)
    assert page.evaluate("shifts") == []


def test_without_scripts_the_picture_is_a_link_to_the_large_one(visit, image):
    page = visit(image.get_absolute_url(), java_script_enabled=False)
    assert page.locator("[data-do]:visible, [data-hint]:visible").count() == 0
    page.click("[data-stage] a")
    expect(page).to_have_url(re.compile(f"{image.folder}/2000.webp$"))


@pytest.mark.parametrize("width", [390, 1440])
def test_targets_are_large_enough_for_a_finger(view, width):
    page = view(width=width)
    heights = page.eval_on_selector_all(
        "[data-viewer] .button", "all => all.map(e => e.getBoundingClientRect().height)"
    )
    assert (len(heights), min(heights) >= 44) == (5, True)


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(view, width, scheme):
    page = view(width=width, color_scheme=scheme)
    press(page, "+")
    assert Axe().run(page).response["violations"] == []
