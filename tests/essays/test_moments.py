from datetime import timedelta

import pytest
from django.utils import timezone

from essays.moments import Moment, moments
from tests import factories

TOMORROW = timezone.now() + timedelta(days=1)


def test_archive_without_essays_has_no_moments(db):
    assert moments() == []


def test_single_moment_has_no_next_one(db):
    factories.essay(year=1954)
    assert moments() == [Moment(1954, 1, None)]


def test_moments_have_their_counts_and_the_next_one(db):
    for year in [1954, 1917, 1954, 1991, 1954]:
        factories.essay(year=year)
    assert moments() == [
        Moment(1917, 1, 1954),
        Moment(1954, 3, 1991),
        Moment(1991, 1, None),
    ]


@pytest.mark.parametrize(
    "fields", [{"status": "draft"}, {"published_at": TOMORROW}, {"year": None}]
)
def test_essay_without_year_or_unpublished_makes_no_moment(db, fields):
    factories.essay(**{"year": 1954} | fields)
    factories.essay(year=1961)
    assert moments() == [Moment(1961, 1, None)]


def test_moment_appears_with_its_essay(db):
    factories.essay(year=1954, published_at=TOMORROW)
    assert [moment.year for moment in moments(TOMORROW)] == [1954]


@pytest.mark.parametrize(("following", "gap"), [(1961, 7), (1955, 1), (None, None)])
def test_gap_is_the_number_of_years_to_the_next_moment(following, gap):
    assert Moment(1954, 1, following).gap == gap


def test_moments_take_one_query(db, django_assert_num_queries):
    for year in [1917, 1954, 1991]:
        factories.essay(year=year)
    with django_assert_num_queries(1):
        moments()
