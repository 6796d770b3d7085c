"""An essay with many sources, and an archive of many: no more queries, and linear work."""

import pytest
from django.urls import reverse

from resources.models import Text
from seventeen_moments.core.kinds import kinds
from tests import factories
from tests.work import calls

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


def add_texts(count):
    essays = [factories.essay(year=1917 + number) for number in range(20)]
    Text.objects.bulk_create(
        [
            Text(essay=essays[n % 20], title="Decree", slug=f"decree-{n}", position=n)
            for n in range(count)
        ]
    )


@pytest.fixture
def work(editor_client):
    """The number of calls for a page that was shown before."""

    def work(address):
        editor_client.get(address)
        return calls(editor_client.get, address)

    return work


@pytest.mark.parametrize("number", [1, 15])
def test_form_asks_the_database_alike_for_one_and_fifteen_of_each_kind(
    editor_client, django_assert_num_queries, number
):
    address = essay_with(number)
    editor_client.get(address)
    # Of each kind the rows, and their essay.
    with django_assert_num_queries(9 + 2 * len(kinds())):
        editor_client.get(address)


def test_form_takes_work_in_proportion_to_its_sources(work):
    assert work(essay_with(8)) < 2.2 * work(essay_with(4))


def test_list_of_ten_thousand_asks_the_database_as_for_one(
    editor_client, db, django_assert_num_queries
):
    add_texts(10_000)
    editor_client.get(LIST)
    with django_assert_num_queries(10):
        editor_client.get(LIST)


@pytest.mark.parametrize("address", [LIST, f"{LIST}?incomplete=rights", INDEX])
def test_lists_and_dashboard_take_no_more_work_for_many(work, address):
    add_texts(100)
    few = work(address)
    add_texts(2_000)
    assert work(address) < 1.2 * few
