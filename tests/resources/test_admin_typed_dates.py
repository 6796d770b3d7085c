"""A form asks about a date that is not EDTF, and loses nothing, with or without JavaScript."""

import pytest
from django.urls import reverse

from resources.models import Text
from seventeen_moments.versions.draft_forms import DRAFT
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    return factories.text(date="1953", essay=factories.essay(status="draft"), status="draft")


@pytest.fixture
def save(editor_client, text):
    """Sends the form of the text, and returns the response."""
    address = reverse("admin:resources_text_change", args=[text.pk])

    def save(**changes):
        sent = filled(editor_client.get(address), **{DRAFT: "1"} | changes)
        return editor_client.post(address, sent)

    return save


def stored(text):
    text.refresh_from_db()
    return text.date, text.display_date


def test_readable_date_is_not_taken_unasked(save, text):
    page = save(date="27 March 1953").content.decode()
    assert "“27 March 1953” can be read as 1953-03-27. Confirm this, or correct the date." in page
    assert '<input type="radio" name="date-reading" value="1953-03-27"> Use 1953-03-27' in page
    assert ('value="27 March 1953"' in page, stored(text)) == (True, ("1953", ""))


def test_chosen_reading_is_stored_with_words_that_say_more(save, text):
    assert save(**{"date": "late 1940s", "date-reading": "1946/1949"}).status_code == 302
    assert stored(text) == ("1946/1949", "late 1940s")


def test_words_that_say_the_same_are_not_stored(save, text):
    save(**{"date": "27 March 1953", "date-reading": "1953-03-27"})
    assert stored(text) == ("1953-03-27", "")


def test_display_date_that_was_written_is_kept(save, text):
    save(**{"date": "c. 1953", "date-reading": "1953~", "display_date": "after the funeral"})
    assert stored(text) == ("1953~", "after the funeral")


def test_words_for_no_date_become_the_display_date(save, text):
    save(**{"date": "n.d.", "date-reading": "-"})
    assert stored(text) == ("", "n.d.")


def test_both_readings_are_offered(save, text):
    page = save(date="3/4/1953").content.decode()
    assert "can be read in several ways. Choose one: 1953-04-03, 1953-03-04." in page
    assert page.count('type="radio" name="date-reading"') == 2


@pytest.mark.parametrize("chosen", ["1917-21", "1917/1921"])
def test_spring_1917_is_stored_only_when_it_was_chosen(save, text, chosen):
    assert save(date="1917-21").status_code == 200
    assert stored(text) == ("1953", "")
    save(**{"date": "1917-21", "date-reading": chosen})
    assert stored(text) == (chosen, "")


def test_stored_spring_1917_is_not_asked_about_again(save, text):
    Text.objects.update(date="1917-21")
    assert save(title="Decree").status_code == 302
    assert stored(text) == ("1917-21", "")


def test_choice_that_is_not_a_reading_is_ignored(save, text):
    assert save(**{"date": "27 March 1953", "date-reading": "1812"}).status_code == 200
    assert stored(text) == ("1953", "")


def test_unreadable_date_is_refused_with_the_reason(save):
    page = save(date="30 February 1953").content.decode()
    assert "1953-02-30 is not a day in the calendar." in page
    assert 'type="radio"' not in page


def test_choice_survives_the_refusal_of_another_field(save):
    page = save(**{"date": "c. 1953", "date-reading": "1953~", "title": ""}).content.decode()
    assert 'value="1953~" name="date-reading"' in page


def test_row_of_an_essay_keeps_the_words_that_say_more(editor_client, text):
    address = reverse("admin:essays_essay_change", args=[text.essay_id])
    row = {"texts-0-date": "late 1940s", "texts-0-date-reading": "1946/1949", DRAFT: "1"}
    editor_client.post(address, filled(editor_client.get(address), **row))
    assert stored(text) == ("1946/1949", "late 1940s")
