"""The line of years on the home page and on /years/, and the small one at the head of a page."""

import re

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def line(client, *years, address="/"):
    """The HTML of the line of these years, and the words below it, on one line."""
    for year in years:
        factories.essay(year=year)
    html = client.get(address).text.partition('<a class="skip" href="#main">')[2]
    return " ".join(html.partition('class="skip"')[2].partition('class="block')[0].split())


def lengths(html):
    """How many years wide each piece is; None if as wide as the shortest."""
    pieces = re.findall(r'<li(?: data-gap="(\d+)")?[^>]*> <a href="/years/(\d+)/"><b>\2</b>', html)
    return {int(year): int(gap) if gap else None for gap, year in pieces}


def test_pieces_are_as_long_as_the_time_to_the_next_moment(client):
    html = line(client, 1954, 1956, 1963)
    assert lengths(html) == {1954: 2, 1956: 7, 1963: None}
    assert '<ol class="moments one-row" data-gap="2">' in html
    assert "The line is to scale." in html
    assert "dashed" not in html


def test_long_time_is_dashed_and_takes_little_room(client):
    html = line(client, 1789, 1905, 1925)
    assert lengths(html) == {1789: 20, 1905: 20, 1925: None}
    assert re.findall(r'class="longer" > <a href="/years/(\d+)/"', html) == ["1789"]
    assert "Where it is dashed, more than 20 years passed." in html


def test_dashed_piece_is_a_little_longer_than_the_shortest(client):
    assert lengths(line(client, 1453, 1917, 1918)) == {1453: 4, 1917: 1, 1918: None}


def test_line_of_one_moment_claims_no_scale(client):
    html = line(client, 1954)
    assert lengths(html) == {1954: None}
    assert '<ol class="moments one-row" data-gap="1">' in html
    assert "scale" not in html


@pytest.mark.parametrize(("last", "one_row"), [(1938, True), (1939, False)])
def test_large_type_is_for_what_fits_one_row(client, last, one_row):
    assert ("one-row" in line(client, 1917, 1918, 1928, last)) == one_row


@pytest.mark.parametrize(("number", "crowded"), [(30, False), (31, True)])
def test_very_many_moments_are_side_by_side_on_a_phone(client, number, crowded):
    assert ("crowded" in line(client, *range(1917, 1917 + number))) == crowded


@pytest.mark.parametrize(("number", "said"), [(10, False), (11, True)])
def test_more_than_ten_squares_are_explained(client, number, said):
    html = line(client, *[1954] * number)
    assert ("Ten squares are ten essays or more." in html) == said


@pytest.mark.parametrize("address", ["/", "/years/"])
def test_line_can_be_skipped(client, address):
    html = line(client, 1954, address=address)
    target = re.match('href="#([a-z]+)">Skip the timeline</a>', html)[1]
    assert f'id="{target}"' in client.get(address).text


def test_year_of_the_featured_essay_is_marked(client):
    html = line(client, 1991, 1956, 1954)
    assert re.findall(r'class="here"> <a href="/years/(\d+)/"', html) == ["1954"]


def test_year_of_the_featured_essay_is_marked_before_a_long_time_too(client):
    html = line(client, 1991, 1954)
    assert re.findall(r'class="longer here" > <a href="/years/(\d+)/"', html) == ["1954"]


def small_line(client, year):
    html = client.get(f"/years/{year}/").text
    return " ".join(html.partition('class="line"')[2].partition("</nav>")[0].split())


@pytest.mark.parametrize(
    ("year", "links"),
    [
        (1917, ["1917", "1918"]),
        (1930, ["1929", "1930", "1931"]),
        (1957, ["1956", "1957"]),
    ],
)
def test_small_line_links_to_the_neighbours_and_keeps_all_others_closed(client, year, links):
    for other in range(1917, 1958):
        factories.essay(year=other)
    html = small_line(client, year)
    near, folded = html.split("<details>")
    assert re.findall(r">(\d{4})</a>", near) == links
    assert f'href="/years/{year}/" aria-current="true"' in near
    assert re.findall(r">(\d{4})</a>", folded) == [*map(str, range(1917, 1958))]


def test_small_line_has_a_tick_for_each_moment(client):
    for year in [1789, 1954, 1961]:
        factories.essay(year=year)
    ticks = re.findall("<i ?([^>]*)>", small_line(client, 1954))
    assert ticks == ['data-gap="20" ', 'data-gap="7" class="here"', ""]


def test_small_line_of_a_year_without_essays_shows_it_between_its_neighbours(client):
    essay = factories.essay(year=1954)
    factories.essay(year=1917)
    factories.text(essay=essay, date="1930")
    html = small_line(client, 1930)
    assert re.findall(r">(\d{4})</a>", html) == ["1917", "1930", "1954"]
    assert "here" not in html
