from datetime import UTC, datetime, timedelta

import pytest

from essays.models import LoggedSubmission
from seventeen_moments.core import retention

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 3, 6, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def log(at, address="203.0.113.7", text="I was there."):
    return LoggedSubmission.objects.log(address, text, at)


def test_address_and_text_are_stored_as_hashes(db):
    submission = log(NOON)
    assert (len(submission.address), len(submission.text)) == (64, 64)
    assert submission.address != log(NOON - timedelta(days=1)).address


def test_hash_depends_on_the_secret_key(db, settings):
    one = log(NOON)
    settings.SECRET_KEY = "another"
    assert log(NOON).address != one.address


@pytest.mark.parametrize(
    ("age", "expected"),
    [(timedelta(minutes=59), 1), (timedelta(minutes=61), 0)],
)
@pytest.mark.parametrize("at", [NOON, MIDNIGHT + MINUTE])
def test_submissions_are_counted_for_an_hour_across_midnight(db, at, age, expected):
    log(at - age)
    log(at, address="198.51.100.9")
    assert LoggedSubmission.objects.in_last_hour("203.0.113.7", at).count() == expected


@pytest.mark.parametrize(
    ("age", "expected"),
    [(timedelta(hours=23), True), (timedelta(hours=25), False)],
)
def test_text_is_recognised_for_a_day(db, age, expected):
    log(NOON - age)
    assert LoggedSubmission.objects.repeated("I was there.", NOON).exists() is expected


def test_submissions_older_than_a_day_are_deleted(db):
    log(NOON - timedelta(hours=25))
    recent = [log(NOON - timedelta(hours=23)), log(NOON)]
    retention.apply(NOON)
    assert list(LoggedSubmission.objects.order_by("at")) == recent
