"""An essay with many sources, and an archive of many: no more questions, and little time."""

import time

import pytest
from django.urls import reverse

from resources.models import Text
from seventeen_moments.core.kinds import kinds
from tests import factories

MAKERS = factories.SOURCES
LIST = reverse("admin:resources_text_changelist")
INDEX = reverse("admin:index")


def essay_with(number):
    """An essay with so many sources of each kind."""
    essay = factories.essay()
    for _ in range(number):
        for make in MAKERS:
            make(essay=essay)
    return reverse("admin:essays_essay_change", args=[essay.pk])


@pytest.fixture
def ten_thousand(db):
    essays = [factories.essay(year=1917 + number) for number in range(20)]
    Text.objects.bulk_create(
        [
            Text(
                essay=essays[number % 20], title="Decree", slug=f"decree-{number}", position=number
            )
            for number in range(10_000)
        ]
    )


@pytest.fixture
def seconds(editor_client):
    """How long the server is at work for a page that it has shown before."""

    def seconds(address):
        editor_client.get(address)
        start = time.process_time()
        editor_client.get(address)
        return time.process_time() - start

    return seconds


@pytest.mark.parametrize("number", [1, 15])
def test_form_asks_the_database_alike_for_one_and_fifteen_of_each_kind(
    editor_client, django_assert_num_queries, number
):
    address = essay_with(number)
    editor_client.get(address)
    # Of each kind the rows, and their essay.
    with django_assert_num_queries(9 + 2 * len(kinds())):
        editor_client.get(address)


def test_form_with_fifteen_sources_of_each_kind_opens_within_a_second(seconds):
    assert seconds(essay_with(15)) < 1


def test_list_of_ten_thousand_asks_the_database_as_for_one(
    editor_client, ten_thousand, django_assert_num_queries
):
    editor_client.get(LIST)
    with django_assert_num_queries(11):
        editor_client.get(LIST)


def test_lists_and_dashboard_of_ten_thousand_open_within_a_second(seconds, ten_thousand):
    pages = [LIST, f"{LIST}?incomplete=rights", INDEX]
    assert [page for page in pages if seconds(page) >= 1] == []
