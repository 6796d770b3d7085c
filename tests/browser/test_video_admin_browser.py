"""A video in the admin, as editors add it and change it."""

import pytest
from playwright.sync_api import expect

from resources.models import Video
from tests import factories, films

CAPTIONS = "WEBVTT\n\n00:00.100 --> 00:00.900\nПривет"
AVI = {"name": "parade.avi", "mimeType": "video/x-msvideo", "buffer": b"RIFF\0\0\0\0AVI LIST" * 40}


@pytest.fixture(params=[390, 1280])
def page(sign_in, request):
    essay = factories.essay()
    page = sign_in("Editors", width=request.param)
    page.goto(f"/admin/resources/video/add/?essay={essay.pk}")
    return page


def write_captions(page, row=0, language="ru", purpose="captions", text=CAPTIONS):
    page.select_option(f"#id_captions-{row}-language", language)
    page.select_option(f"#id_captions-{row}-purpose", purpose)
    page.locator(".track").nth(row).locator("summary").click()
    page.fill(f"#id_captions-{row}-text", text)


def save(page):
    page.get_by_role("button", name="Save draft").last.click()


def choose(page, film):
    page.set_input_files("#id_file", film)


def test_other_film_follows_one_that_was_refused(page, complaints):
    page.fill("#id_title", "The Parade")
    choose(page, AVI)
    write_captions(page)
    save(page)
    expect(page.locator(".field-file .errorlist")).to_have_text(
        "This film is AVI, which many browsers do not play. Save it as MP4 with H.264."
    )
    expect(page.locator("#id_captions-0-text")).to_have_value(CAPTIONS)
    choose(page, {"name": "p.mp4", "mimeType": "video/mp4", "buffer": films.mp4()})
    save(page)
    page.wait_for_selector(".messagelist .success")
    video = Video.objects.get()
    assert (video.spoken, video.width, complaints) == ("Привет", 64, [])


def test_film_without_a_place_is_a_draft_and_not_published(page):
    page.fill("#id_title", "The Parade")
    with page.expect_navigation():
        page.get_by_role("button", name="Publish …").last.click()
    page.click("text=Choose a file, or enter the address of the film on the web.")
    expect(page.locator("#id_title")).to_have_value("The Parade")
    assert Video.objects.get().status == "draft"


def test_draft_of_the_captions_leaves_the_public_film(sign_in, visit):
    video = factories.subtitled()
    page = sign_in("Editors")
    page.goto(f"/admin/resources/video/{video.pk}/change/")
    page.locator(".track summary").nth(1).click()
    field = page.locator("#id_captions-1-text")
    field.fill(field.input_value().replace("Two", "Twofold"))
    save(page)
    page.wait_for_selector(".messagelist .success")
    page.goto(f"{video.get_absolute_url()}?draft")
    drafted = page.locator("[data-transcript] .translation").all_inner_texts()
    public = visit(video.get_absolute_url()).locator("[data-transcript] .translation")
    assert (drafted, public.all_inner_texts()) == (["One", "Twofold"], ["One", "Two"])
