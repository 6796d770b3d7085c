import re

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_years_are_sorted(client):
    factories.essay(year=1956)
    factories.essay(year=1917)
    numbers = re.findall(r'href="/years/(\d+)/"', client.get("/years/").text)
    assert numbers == ["1917", "1956"] * 2  # as a line, and as a list


def test_page_of_years_without_essays_says_so(client):
    assert "There are no essays yet." in client.get("/years/").text


def test_year_shows_its_essays(client):
    factories.essay(year=1954, title="Virgin Lands")
    factories.essay(year=1954, title="Prisoners Return")
    factories.essay(year=1956, title="Secret Speech")
    shown = client.get("/years/1954/").context["object_list"]
    assert [essay.title for essay in shown] == ["Prisoners Return", "Virgin Lands"]


@pytest.mark.parametrize("year", ["0", "99999", "1955", "9" * 30, "9" * 5000, "x"])
def test_year_without_pages_returns_404(client, year):
    factories.essay(year=1954)
    assert client.get(f"/years/{year}/").status_code == 404


def shown(client, year):
    return [page.title for page in client.get(f"/years/{year}/").context["object_list"]]


def test_year_shows_essays_and_then_sources_by_kind_and_date(client):
    essay = factories.essay(year=1953, title="Essay")
    other = factories.essay(year=None)
    factories.image(essay=other, title="Gate", date="1953-01")
    factories.text(essay=other, title="Later", date="1953-12-25")
    factories.text(essay=essay, title="Undated")
    factories.text(essay=other, title="Earlier", date="1953~")
    factories.text(essay=essay, title="Elsewhere", date="1917")
    factories.text(essay=other, title="Winter", date="1953-24")
    factories.text(essay=other, title="Decade", date="195X")
    titles = ["Essay", "Decade", "Earlier", "Winter", "Later", "Undated", "Gate"]
    assert shown(client, 1953) == titles


@pytest.mark.parametrize(
    ("date", "years"),
    [
        ("195X", range(1950, 1960)),
        ("1953/1956", range(1953, 1957)),
        ("1953-12/1954-02", [1953]),
        ("1953-12/1954-03", [1953, 1954]),
        ("1950/1960", []),
        ("19XX", []),
        ("../1953", []),
        ("1953/..", []),
    ],
)
def test_source_that_spans_years_is_shown_in_each(client, date, years):
    source = factories.text(essay=factories.essay(year=None), date=date)
    listed = client.get("/years/").context["years"]
    assert listed == [(year, 0, 1) for year in years]
    assert [shown(client, year) for year in years] == [[source.title]] * len(years)
    others = {1949, 1950, 1953, 1954, 1957, 1960} - {*years}
    assert {client.get(f"/years/{year}/").status_code for year in others} == {404}


def test_year_with_sources_only_has_a_page(client):
    factories.text(essay=factories.essay(year=None), title="Decree", date="1917-11-08")
    assert shown(client, 1917) == ["Decree"]


def test_year_of_drafts_returns_404(client):
    factories.text(essay=factories.essay(year=None), date="1917", status="draft")
    assert client.get("/years/1917/").status_code == 404


def test_years_are_in_a_plain_list_with_their_counts(client):
    for year in [1954, 1954, 1956]:
        factories.essay(year=year)
    part = client.get("/years/").text.partition('<ul class="spread')[2].partition("</ul>")[0]
    assert re.findall(r'>(\d{4})</a>\s<span class="soft">(\d) essay', part) == [
        ("1954", "2"),
        ("1956", "1"),
    ]


def test_list_of_years_counts_sources_in_the_years_that_show_them(client):
    essay = factories.essay(year=1954)
    for date in ["", "1953-03-27", "1953-24", "195X", "1953/1956", "../1917", "1917/..", "0988"]:
        factories.text(essay=essay, date=date)
    factories.image(essay=essay, date="1953")
    factories.image(essay=essay, date="1952", status="draft")
    listed = client.get("/years/").context["years"]
    assert listed == [
        *[(988, 0, 1), (1950, 0, 1), (1951, 0, 1), (1952, 0, 1), (1953, 0, 5), (1954, 1, 3)],
        *[(1955, 0, 2), (1956, 0, 2), (1957, 0, 1), (1958, 0, 1), (1959, 0, 1)],
    ]


def test_every_listed_year_has_a_page_with_as_many_pages(client):
    for date in ["", "1953-03-27", "1953-24", "195X", "9998-24", "0001", "0002/0004", "9999"]:
        factories.text(essay=factories.essay(year=1954), date=date)
    for number, essays, sources in client.get("/years/").context["years"]:
        page = client.get(f"/years/{number}/").context["paginator"]
        assert (number, page.count) == (number, essays + sources)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Essay", "B", "A"]),
        ("kind=text", ["B", "A"]),
        ("kind=image", []),
        ("kind=x&sort=x", ["Essay", "B", "A"]),
        ("sort=title", ["Essay", "A", "B"]),
    ],
)
def test_year_is_narrowed_and_sorted(client, query, titles):
    essay = factories.essay(title="Essay", year=1954)
    factories.text(essay=essay, title="A")
    factories.text(essay=essay, title="B", date="1954-03-27")
    found = client.get(f"/years/1954/?{query}").context["object_list"]
    assert [page.title for page in found] == titles
