import re

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_years_stand_in_their_order(client):
    factories.essay(year=1956)
    factories.essay(year=1917)
    assert re.findall(r'href="/years/(\d+)/"', client.get("/years/").text) == ["1917", "1956"]


def test_years_without_essays_say_so(client):
    assert "No moment has an essay yet." in client.get("/years/").text


def test_year_shows_its_essays(client):
    factories.essay(year=1954, title="Virgin Lands")
    factories.essay(year=1954, title="Prisoners Return")
    factories.essay(year=1956, title="Secret Speech")
    shown = client.get("/years/1954/").context["object_list"]
    assert [essay.title for essay in shown] == ["Prisoners Return", "Virgin Lands"]


@pytest.mark.parametrize("year", ["0", "99999", "1955", "9" * 30, "9" * 5000, "x"])
def test_year_that_is_no_moment_is_missing(client, year):
    factories.essay(year=1954)
    assert client.get(f"/years/{year}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_year_takes_four_queries(client, number, django_assert_num_queries):
    for _ in range(number):
        essay = factories.essay(year=1954)
        essay.lead_image = factories.image(essay=essay)
        essay.save()
    with django_assert_num_queries(4):  # whether it is a moment, the count, the rows, the line
        client.get("/years/1954/")


@pytest.mark.parametrize("number", [1, 3])
def test_years_take_two_queries(client, number, django_assert_num_queries):
    for year in range(number):
        factories.essay(year=1954 + year)
        factories.essay(year=None)
    with django_assert_num_queries(2):  # the line, the essays outside time
        client.get("/years/")
