"""A picture of a film becomes its poster."""

import re

import pytest
from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as PillowImage

from resources.admin.poster_widget import PosterInput
from resources.admin.sources import VideoAdmin
from resources.models import Video
from seventeen_moments.editorial.forms import PublishableForm
from tests import factories, films

POSTER, FILM = "poster", "file"
OTHER_POSTER, OTHER_FILM = "other_poster", "other_film"
GOLD, BLUE = (255, 215, 0), (65, 105, 225)


@pytest.fixture
def page(sign_in):
    factories.video(file="", url="https://films.example.org/parade", poster="", status="draft")
    return open_form(sign_in("Editors"))


def open_form(page):
    page.goto(f"/admin/resources/video/{Video.objects.get().pk}/change/")
    return page


def part(page, poster=POSTER):
    return page.locator(f".field-{poster} .poster")


def choose_film(page, content=None, name="parade.webm", film=FILM):
    content = films.film().read() if content is None else content
    file = {"name": name, "mimeType": "video/webm", "buffer": content}
    page.set_input_files(f"#id_{film}", file)


def go_to(page, seconds, poster=POSTER):
    video = part(page, poster).locator("video").element_handle()
    page.wait_for_function("(video) => video.readyState > 0", arg=video)
    video.evaluate("(video, seconds) => (video.currentTime = seconds)", seconds)
    page.wait_for_function("(video) => !video.seeking", arg=video)


def position(page, poster=POSTER):
    return part(page, poster).locator("video").evaluate("(video) => video.currentTime")


def use(page, poster=POSTER):
    part(page, poster).get_by_role("button", name="Use this frame").click()
    said(page, "It is saved with the form.", poster)


def said(page, words, poster=POSTER):
    status = part(page, poster).get_by_role("status").filter(has_text=words)
    status.wait_for()
    return status.inner_text()


def shown(page, poster=POSTER):
    """The colour in the middle of the picture that is shown as chosen."""
    part(page, poster).locator("canvas").wait_for()
    return (
        part(page, poster)
        .locator("canvas")
        .evaluate(
            """(canvas) => [...canvas.getContext("2d")
          .getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data].slice(0, 3)"""
        )
    )


def near(colour):
    return pytest.approx(colour, abs=12)


def save(page):
    page.click("[name=_draft] >> nth=-1")
    page.wait_for_selector(".messagelist .success")


def test_picture_of_the_film_is_stored_as_its_poster(page, complaints):
    choose_film(page)
    go_to(page, 0.3)
    use(page)
    save(page)
    video = Video.objects.get()
    with video.poster.open() as file, PillowImage.open(file) as poster:
        assert (poster.format, poster.size) == ("JPEG", (64, 48))
        assert poster.getpixel((30, 20)) == near(GOLD)
    assert re.search(r"/parade-030s\.jpg$", video.poster.name)
    assert complaints == []


def test_chosen_picture_is_shown_and_announced(page):
    choose_film(page)
    go_to(page, 0.8)
    use(page)
    assert said(page, "Poster") == (
        "Poster: the frame at 0:00.80, 64 × 48. It is saved with the form."
    )
    assert shown(page) == near(BLUE)


def test_frames_are_passed_one_by_one_with_the_keyboard(page):
    choose_film(page)
    go_to(page, 0.22)
    page.focus(f".field-{POSTER} [data-step='1']")
    page.keyboard.press("Enter")
    assert position(page) == pytest.approx(0.26)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert position(page) == pytest.approx(0.22)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert "0:00.22" in said(page, "Poster")


def test_frame_before_the_first_is_the_first(page):
    choose_film(page)
    go_to(page, 0.02)
    part(page).get_by_role("button", name="One frame back").click()
    assert position(page) == 0


def test_poster_is_the_frame_that_is_sought(page):
    choose_film(page)
    go_to(page, 0.23)
    part(page).get_by_role("button", name="One frame forward").click()
    use(page)
    assert shown(page) == near(GOLD)


class TwoFilmsForm(PublishableForm):
    other_film = forms.FileField(required=False)
    other_poster = forms.FileField(required=False, widget=PosterInput(film=OTHER_FILM))


def test_films_of_one_page_are_independent(page, monkeypatch):
    added = (None, {"fields": [OTHER_FILM, OTHER_POSTER]})
    monkeypatch.setattr(VideoAdmin, "form", TwoFilmsForm)
    video_admin = admin.site.get_model_admin(Video)
    monkeypatch.setattr(video_admin, "fieldsets", [*video_admin.fieldsets, added])
    open_form(page)
    choose_film(page)
    choose_film(page, film=OTHER_FILM)
    go_to(page, 0.3)
    go_to(page, 0.8, OTHER_POSTER)
    use(page)
    use(page, OTHER_POSTER)
    assert (shown(page), shown(page, OTHER_POSTER)) == (near(GOLD), near(BLUE))


def test_poster_tools_are_hidden_without_a_film(page):
    assert part(page).locator("video").is_hidden()
    choose_film(page)
    part(page).locator("video").wait_for()
    page.set_input_files(f"#id_{FILM}", [])
    part(page).locator("video").wait_for(state="hidden")


def unknown_picture():
    """An MP4 whose sound can be played."""
    return films.mp4().replace(b"avc1", b"zzzz")


@pytest.mark.parametrize("content", [b"Soldiers march past the mausoleum.", unknown_picture()])
def test_unplayable_film_shows_a_message(page, content):
    choose_film(page, content, "parade.mp4")
    assert said(page, "cannot") == "This browser cannot play the film: choose a picture file."
    assert part(page).locator("video").is_hidden()


def test_other_film_can_follow_one_that_cannot_be_played(page):
    choose_film(page, b"Soldiers march past the mausoleum.", "parade.mp4")
    said(page, "cannot")
    choose_film(page)
    go_to(page, 0.3)
    use(page)
    assert shown(page) == near(GOLD)


def test_picture_from_a_file_is_shown_and_announced(page):
    picture = factories.picture(40, 30)
    file = {"name": "gate.png", "mimeType": "image/png", "buffer": picture.read()}
    page.set_input_files(f"#id_{POSTER}", file)
    assert said(page, "gate") == "Poster: the file “gate.png”. It is saved with the form."
    assert shown(page) == near((178, 34, 34))


def h264():
    return SimpleUploadedFile("parade.mp4", films.mp4())


@pytest.mark.parametrize(("film", "size"), [(films.film, (64, 48)), (h264, (64, 48))])
def test_picture_of_a_stored_film_is_stored_as_its_poster(page, film, size, complaints):
    video = Video.objects.get()
    video.file = film()
    video.save()
    open_form(page)
    go_to(page, 0.3)
    use(page)
    save(page)
    video.refresh_from_db()
    with video.poster.open() as file, PillowImage.open(file) as poster:
        assert (poster.format, poster.size) == ("JPEG", size)
    assert (video.file.name.endswith("-030s.jpg"), complaints) == (False, [])


def test_without_a_script_a_file_is_chosen(page, sign_in):
    page = open_form(sign_in("Editors", java_script_enabled=False))
    assert page.locator(".poster-film").first.is_hidden()
    file = {"name": "dawn.png", "mimeType": "image/png", "buffer": factories.picture(20, 20).read()}
    page.set_input_files(f"#id_{POSTER}", file)
    save(page)
    assert Video.objects.get().largest["width"] == 20
