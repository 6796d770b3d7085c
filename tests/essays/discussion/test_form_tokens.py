from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from essays.discussion import form_tokens
from essays.models import Essay

NOW = timezone.now()
ESSAY = Essay(pk=1)


def test_stamp_tells_when_it_was_issued():
    stamp = form_tokens.read(ESSAY, form_tokens.issue(ESSAY, NOW), NOW)
    assert stamp.issued == NOW.replace(microsecond=0)


def test_two_stamps_differ():
    one, other = (form_tokens.read(ESSAY, form_tokens.issue(ESSAY, NOW), NOW) for _ in range(2))
    assert one.token != other.token


@pytest.mark.parametrize(
    ("age", "fresh"),
    [(timedelta(seconds=2), True), (timedelta(seconds=4), False)],
)
def test_stamp_is_too_fresh_for_three_seconds(age, fresh):
    stamp = form_tokens.read(ESSAY, form_tokens.issue(ESSAY, NOW - age), NOW)
    assert stamp.is_too_fresh(NOW) is fresh


def test_stamp_is_good_for_a_day():
    issued = form_tokens.issue(ESSAY, NOW)
    ages = [timedelta(hours=23), timedelta(hours=25)]
    read = [form_tokens.read(ESSAY, issued, NOW + age) for age in ages]
    assert [stamp is None for stamp in read] == [False, True]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        ":",
        "\0",
        "é:é",
        form_tokens.issue(ESSAY, NOW)[:-1],
        form_tokens.issue(Essay(pk=2), NOW),
        signing.Signer(salt="another").sign_object(["x", 1]),
    ],
)
def test_stamp_that_was_not_issued_for_the_essay_is_none(value):
    assert form_tokens.read(ESSAY, value, NOW) is None
