from datetime import UTC, datetime, timedelta

import pytest

from essays.models import Arrival

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 6, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def note(at, address="203.0.113.7", text="I was there."):
    return Arrival.objects.note(address, text, at)


def test_neither_address_nor_words_are_kept(db):
    arrival = note(NOON)
    assert (len(arrival.address), len(arrival.text)) == (64, 64)
    assert arrival.address != note(NOON - timedelta(days=1)).address


def test_hash_depends_on_the_secret_key(db, settings):
    one = note(NOON)
    settings.SECRET_KEY = "another"
    assert note(NOON).address != one.address


@pytest.mark.parametrize(
    ("age", "counted"),
    [(timedelta(minutes=59), 1), (timedelta(minutes=61), 0)],
)
@pytest.mark.parametrize("at", [NOON, MIDNIGHT + MINUTE])
def test_arrivals_are_counted_for_an_hour_over_midnight_too(db, at, age, counted):
    note(at - age)
    note(at, address="198.51.100.9")
    assert Arrival.objects.in_the_hour("203.0.113.7", at).count() == counted


@pytest.mark.parametrize(
    ("age", "found"),
    [(timedelta(hours=23), True), (timedelta(hours=25), False)],
)
def test_words_are_remembered_for_a_day(db, age, found):
    note(NOON - age)
    assert Arrival.objects.saying("I was there.", NOON).exists() is found


def test_what_is_older_than_a_day_is_deleted_on_the_way(db):
    note(NOON - timedelta(hours=25))
    kept = [note(NOON - timedelta(hours=23)), note(NOON)]
    assert list(Arrival.objects.order_by("at")) == kept
