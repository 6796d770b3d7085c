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
    assert answer == {"reads": reads, "refused": False}


def test_invalid_date_gets_the_message_of_the_form(editor_client):
    answer = editor_client.get(ADDRESS, {"date": "1953-02-30"}).json()
    assert answer == {"reads": REFUSED, "refused": True}


def test_long_question_is_cut(editor_client):
    assert editor_client.get(ADDRESS, {"date": "1" * 9000}).json()["refused"]


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
