"""A preview beside the field shows how a date will be read."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories

YEAR = "Displayed as: 1954. Sorted and searched as: 1 January 1954 to 31 December 1954."


@pytest.fixture
def page(editor_page):
    text = factories.text(date="1953-03")
    editor_page.goto(f"/admin/resources/text/{text.pk}/change/")
    return editor_page


def says(page, words):
    expect(page.locator(".field-date .reads")).to_have_text(words)


def test_date_is_read_while_it_is_typed(page, complaints):
    page.fill("#id_date", "1953-03-27")
    says(page, "Displayed as: 27 March 1953.")
    assert complaints == []


def test_invalid_date_is_reported_before_it_is_saved(page):
    page.fill("#id_date", "1953-02-30")
    says(page, "1953-02-30 is not a day in the calendar.")


def test_request_about_an_earlier_date_is_aborted(page):
    page.route("**/reads/?date=1953-03-27", lambda route: None)  # without an answer
    with page.expect_request("**/reads/?date=1953-03-27") as asked:
        page.fill("#id_date", "1953-03-27")
    with page.expect_event("requestfailed", lambda request: request == asked.value):
        page.fill("#id_date", "1954")
    says(page, YEAR)


def test_preview_of_an_earlier_date_is_removed_after_an_error(page):
    says(page, re.compile("^Displayed as: March 1953"))
    page.route("**/reads/?date=1954", lambda route: route.fulfill(status=503))
    page.fill("#id_date", "1954")
    says(page, "")


def test_field_stays_as_high_as_a_line_beside_its_examples(page):
    page.click(".date-forms summary")
    assert page.locator("#id_date").bounding_box()["height"] < 50
