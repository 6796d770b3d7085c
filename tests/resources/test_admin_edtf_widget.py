"""The field for a date says how it will be read."""

import pytest
from django.urls import reverse

from tests import factories

ADDRESS = reverse("admin:resources_text_reads")
REFUSED = "1953-02-30 is not a day in the calendar."


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("1953-03-27", "Displayed as: 27 March 1953."),
        (
            "1953-03",
            "Displayed as: March 1953. Sorted and searched as: 1 March 1953 to 31 March 1953.",
        ),
        (
            "195x",
            "Displayed as: 1950s. Sorted and searched as: 1 January 1950 to 31 December 1959.",
        ),
        ("../1917", "Displayed as: 1917 or earlier. Searched as: until 31 December 1917."),
        ("1917/..", "Displayed as: 1917 or later. Sorted and searched as: from 1 January 1917."),
        ("", ""),
    ],
)
def test_date_is_read_and_sorted(editor_client, written, reads):
    answer = editor_client.get(ADDRESS, {"date": written}).json()
    assert answer == {"reads": reads, "refused": False, "proposals": []}


def test_invalid_date_gets_the_message_of_the_form(editor_client):
    answer = editor_client.get(ADDRESS, {"date": "1953-02-30"}).json()
    assert answer == {"reads": REFUSED, "refused": True, "proposals": []}


def test_long_question_is_cut(editor_client):
    assert editor_client.get(ADDRESS, {"date": "1" * 9000}).json()["refused"]


def test_readable_date_is_proposed_with_one_button(editor_client):
    answer = editor_client.get(ADDRESS, {"date": "27. März 1953"}).json()
    proposals = [(proposal["label"], proposal["edtf"]) for proposal in answer["proposals"]]
    assert (answer["reads"], proposals) == (
        "Displayed as: 27 March 1953.",
        [("Use 1953-03-27", "1953-03-27")],
    )


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("3/4/1953", ["Use 1953-04-03 (3 April 1953)", "Use 1953-03-04 (4 March 1953)"]),
        ("1917-21", ["Use 1917/1921 (1917–1921)", "Use 1917-21 (spring 1917)"]),
    ],
)
def test_date_that_can_be_read_in_two_ways_is_asked_about(editor_client, typed, labels):
    answer = editor_client.get(ADDRESS, {"date": typed}).json()
    assert answer["reads"] == "This can be read in several ways. Choose one:"
    assert [proposal["label"] for proposal in answer["proposals"]] == labels


def test_month_that_may_be_a_range_of_years_is_taken_and_the_range_proposed(editor_client):
    answer = editor_client.get(ADDRESS, {"date": "1905-07"}).json()
    assert answer["reads"].startswith("Displayed as: July 1905.")
    assert [proposal["edtf"] for proposal in answer["proposals"]] == ["1905/1907"]


def test_proposal_says_which_words_are_displayed_and_what_was_assumed(editor_client):
    answer = editor_client.get(ADDRESS, {"date": "25 Oct. 1917 (O.S.)"}).json()
    [proposal] = answer["proposals"]
    assert proposal["display_date"] == "25 October (7 November) 1917"
    assert answer["reads"] == (
        "Displayed as: 25 October (7 November) 1917. Sorted and searched as: 7 November 1917. "
        "Old style, turned into new style."
    )


def test_page_of_a_source_says_it_without_a_script(editor_client):
    text = factories.text(date="1953-03")
    page = editor_client.get(reverse("admin:resources_text_change", args=[text.pk]))
    assert b'<output class="reads">Displayed as: March 1953. Sorted' in page.content


def test_page_of_a_source_shows_how_to_write_dates(editor_client):
    page = editor_client.get(reverse("admin:resources_text_add")).content.decode()
    assert "<td><code>195X</code></td><td>1950s</td>" in page


def test_rows_of_an_essay_say_it_without_examples(editor_client):
    text = factories.text(date="1953")
    page = editor_client.get(reverse("admin:essays_essay_change", args=[text.essay_id]))
    html = page.content.decode()
    assert ("Displayed as: 1953." in html, "date-forms" in html) == (True, False)


def test_list_of_sources_is_sorted_by_day(editor_client):
    for date in ["1953-03-27", "1917/..", "1953~"]:
        factories.text(date=date)
    column = 1 + ["title", "essay", "dated"].index("dated")
    page = editor_client.get(reverse("admin:resources_text_changelist"), {"o": column})
    shown = [text.date for text in page.context["cl"].result_list]
    assert shown == ["1917/..", "1953~", "1953-03-27"]
