from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from essays.discussion import form_tokens
from essays.models import Essay

NOW = timezone.now()
ESSAY = Essay(pk=1)


def test_token_holds_its_time_of_issue():
    form_token = form_tokens.read(ESSAY, form_tokens.issue(ESSAY, NOW), NOW)
    assert form_token.issued == NOW.replace(microsecond=0)


def test_two_tokens_differ():
    one, other = (form_tokens.read(ESSAY, form_tokens.issue(ESSAY, NOW), NOW) for _ in range(2))
    assert one.value != other.value


@pytest.mark.parametrize(
    ("age", "fresh"),
    [(timedelta(seconds=2), True), (timedelta(seconds=4), False)],
)
def test_token_is_too_recent_for_three_seconds(age, fresh):
    form_token = form_tokens.read(ESSAY, form_tokens.issue(ESSAY, NOW - age), NOW)
    assert form_token.is_too_recent(NOW) is fresh


def test_token_expires_after_a_day():
    issued = form_tokens.issue(ESSAY, NOW)
    ages = [timedelta(hours=23), timedelta(hours=25)]
    read = [form_tokens.read(ESSAY, issued, NOW + age) for age in ages]
    assert [form_token is None for form_token in read] == [False, True]


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
def test_invalid_token_is_none(value):
    assert form_tokens.read(ESSAY, value, NOW) is None
