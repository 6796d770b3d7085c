"""How a date will be read stands beside it while it is typed."""

from tests import factories


def said(page, written):
    with page.expect_response(lambda response: "/reads/" in response.url):
        page.fill("#id_date", written)
    return page.locator(".field-date .reads").inner_text()


def open_text(editor_page):
    text = factories.text(date="1953-03")
    editor_page.goto(f"/admin/resources/text/{text.pk}/change/")
    return editor_page


def test_date_is_read_while_it_is_typed(editor_page, complaints):
    page = open_text(editor_page)
    assert said(page, "1953-03-27") == "Reads as: 27 March 1953."
    assert complaints == []


def test_what_is_no_date_is_told_before_it_is_saved(editor_page):
    page = open_text(editor_page)
    assert said(page, "1953-02-30") == "There is no day 1953-02-30 in the calendar."


def test_field_stays_as_high_as_a_line_beside_its_examples(editor_page):
    page = open_text(editor_page)
    page.click(".date-forms summary")
    assert page.locator("#id_date").bounding_box()["height"] < 50
