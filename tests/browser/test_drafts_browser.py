"""An editor changes a live page: draft, preview, publication, and two editors at once."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from playwright.sync_api import expect

from essays.models import Essay
from seventeen_moments.versions.models import Draft
from tests import factories
from tests.browser.test_admin_browser import publish, settle, write

BODY = "<p>They came home within three months.</p>"


@pytest.fixture
def essay(transactional_db):
    return factories.essay(title="Prisoners Return", slug="return", body=BODY)


def drafted():
    return Draft.objects.get().data["body"]


def press(page, button):
    with page.expect_navigation():
        page.click(f"[name={button}] >> nth=-1")


def test_draft_over_a_live_page_is_previewed_and_published(sign_in, visit, complaints, essay):
    page, reader = sign_in("Editors"), visit("/essays/return/")
    before = reader.inner_text("main")
    page.goto(f"/admin/essays/essay/{essay.pk}/change/")
    page.fill("#id_title", "The Thaw")
    write(page, " Few spoke.")
    press(page, "_draft")
    with page.expect_navigation():
        page.click("text=Preview of the draft")
    assert page.inner_text("h1") == "The Thaw"
    assert "within three months. Few spoke." in page.inner_text(".body")
    reader.reload()
    assert reader.inner_text("main") == before
    page.go_back()
    publish(page)
    reader.reload()
    assert reader.inner_text("h1") == "The Thaw"
    assert complaints == []


def test_two_windows_do_not_overwrite_each_other(sign_in, complaints, essay):
    first, second = sign_in("Editors"), sign_in("Editors")
    for page, words in [(first, " Few spoke."), (second, " Many wept.")]:
        page.goto(f"/admin/essays/essay/{essay.pk}/change/")
        write(page, words)
        settle(page)
    press(first, "_draft")
    press(second, "_draft")
    assert second.inner_text(".differences del") == "Few spoke"
    assert second.inner_text(".differences ins") == "Many wept"
    expect(second.locator(".ProseMirror")).to_contain_text("Many wept.")
    assert drafted() == f"{BODY[:-4]} Few spoke.</p>"
    second.check("[name=_over]")
    press(second, "_draft")
    assert drafted() == f"{BODY[:-4]} Many wept.</p>"
    assert complaints == []


@pytest.mark.parametrize("width", [390, 1440])
def test_pages_of_a_draft_fit_the_window(sign_in, complaints, width, essay):
    factories.text(essay=essay)
    page = sign_in("Editors", width=width)
    widths = []
    page.goto(f"/admin/essays/essay/{essay.pk}/change/")
    page.fill("#id_title", "Prisoners and exiles return " * 5)
    press(page, "_draft")
    widths.append(page.evaluate("document.documentElement.scrollWidth"))
    for link in ["Compare or discard the draft", "Back to the form", "Preview of the draft"]:
        with page.expect_navigation():
            page.click(f"text={link}")
        widths.append(page.evaluate("document.documentElement.scrollWidth"))
    assert (widths, complaints) == ([width] * 4, [])


def test_draft_that_failed_fits_the_first_page_of_a_phone(sign_in, complaints, essay):
    past = timezone.now() - timedelta(days=1)
    Draft.objects.create(target=essay, data={}, publish_at=past, failure="It has no byline.")
    page = sign_in("Editors", width=390)
    page.goto("/admin/")
    assert page.is_visible("text=Draft could not be published")
    assert (page.evaluate("document.documentElement.scrollWidth"), complaints) == (390, [])


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_page_for_publishing_fits_the_window_and_asks_for_a_time(sign_in, complaints, width, essay):
    Essay.objects.update(status="draft")
    factories.text(essay=essay, status="draft", title="Unterbrechungsfreiheit " * 5)
    page = sign_in("Editors", width=width)
    page.goto(f"/admin/essays/essay/{essay.pk}/publish/")
    expect(page.locator("[name=time_0]")).to_be_hidden()
    expect(page.locator(".sentence:visible")).to_contain_text("Publish now: the essay and 1")
    page.check("[value=later]")
    expect(page.locator(".sentence:visible")).to_contain_text("Publish at the time below: the")
    page.get_by_label("Date", exact=True).fill("2020-01-01")
    page.get_by_label("Time", exact=True).fill("09:00")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=This time has passed.")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert (Essay.objects.published().count(), complaints) == (0, [])


def test_double_click_publishes_once(sign_in, complaints, essay):
    Essay.objects.update(status="draft")
    page = sign_in("Editors")
    page.goto(f"/admin/essays/essay/{essay.pk}/publish/")
    page.dblclick(".publication [name=_publish]")
    page.wait_for_selector(".messagelist :is(.success, .warning)")
    page.goto(f"/admin/essays/essay/{essay.pk}/publish/")
    page.wait_for_selector("text=There is nothing to publish")
    assert (LogEntry.objects.filter(change_message="Published.").count(), complaints) == (1, [])


def test_essay_is_published_without_a_script(sign_in, essay):
    Essay.objects.update(status="draft")
    page = sign_in("Editors", java_script_enabled=False)
    page.goto(f"/admin/essays/essay/{essay.pk}/change/")
    page.fill("#id_title", "The Thaw")
    publish(page)
    assert Essay.objects.published().get().title == "The Thaw"
