"""A preview beside the field shows how a date will be read."""

import re

import pytest
from playwright.sync_api import expect

from resources.models import Text
from tests import factories

YEAR = "Displayed as: 1954. Sorted and searched as: 1 January 1954 to 31 December 1954."


@pytest.fixture
def page(editor_page):
    text = factories.text(date="1953-03", status="draft")
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


def test_button_fills_date_and_display_date(page, complaints):
    page.fill("#id_date", "late 1940s")
    button = page.get_by_role("button", name="Use 1946/1949")
    button.press("Enter")
    expect(page.locator("#id_date")).to_have_value("1946/1949")
    expect(page.locator("#id_date")).to_be_focused()
    expect(page.locator("#id_display_date")).to_have_value("late 1940s")
    says(page, re.compile("^Displayed as: late 1940s"))
    assert complaints == []


def test_years_that_look_like_a_season_are_asked_about_and_saved_as_chosen(page):
    page.fill("#id_date", "1917-21")
    page.get_by_role("button", name="Use 1917-21 (spring 1917)").click()
    says(page, re.compile("^Displayed as: spring 1917"))
    page.get_by_role("button", name="Save draft", exact=True).first.click()
    page.wait_for_selector(".messagelist .success")
    assert Text.objects.get().date == "1917-21"


def test_typing_on_takes_the_choice_back(page):
    page.fill("#id_date", "1917-21")
    page.get_by_role("button", name="Use 1917-21 (spring 1917)").click()
    page.fill("#id_date", "1917-2")
    page.fill("#id_date", "1917-21")
    expect(page.locator(".field-date .chosen")).to_have_value("")


def test_refused_form_offers_the_buttons_again(page):
    page.fill("#id_date", "3/4/1953")
    page.press("#id_date", "Enter")
    page.get_by_role("button", name="Use 1953-04-03 (3 April 1953)").click()
    expect(page.locator("#id_date")).to_have_value("1953-04-03")
    expect(page.locator(".proposals input")).to_have_count(0)


def test_row_keeps_its_words_and_sends_the_choice(editor_page):
    text = factories.text(date="1953", status="draft")
    editor_page.goto(f"/admin/essays/essay/{text.essay_id}/change/")
    editor_page.fill("#id_texts-0-date", "late 1940s")
    editor_page.get_by_role("button", name="Use 1946/1949").click()
    editor_page.get_by_role("button", name="Save draft").first.click()
    editor_page.wait_for_selector(".messagelist .success")
    text.refresh_from_db()
    assert (text.date, text.display_date) == ("1946/1949", "late 1940s")
