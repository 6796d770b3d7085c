from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from essays.models import Comment, CommentSettings, Essay
from tests import factories

NOW = timezone.now()
DAY = timedelta(days=1)
BEFORE, LATER = NOW - DAY, NOW + DAY
OLD = NOW - 30 * DAY


def fetched(essay):
    return Essay.objects.with_comment_policy().get(pk=essay.pk)


def takes_comments(essay, at=NOW):
    """Of the queryset and of the instance."""
    in_queryset = Essay.objects.taking_comments(at).filter(pk=essay.pk).exists()
    return in_queryset, fetched(essay).takes_comments(at)


@pytest.mark.parametrize(
    ("fields", "takes"),
    [
        ({}, True),
        ({"comments_open": False}, False),
        ({"comments_from": BEFORE}, True),
        ({"comments_from": NOW}, True),
        ({"comments_from": LATER}, False),
        ({"comments_until": LATER}, True),
        ({"comments_until": NOW}, False),
        ({"comments_from": BEFORE, "comments_until": LATER}, True),
        ({"comments_from": LATER, "comments_until": LATER + DAY}, False),
        ({"quiet_days": 31}, True),
        ({"quiet_days": 30}, False),
        ({"quiet_days": 30, "when_quiet": "approval"}, True),
        ({"quiet_days": 30, "comments_from": BEFORE}, True),
        ({"quiet_days": 30, "status": "draft", "published_at": None}, True),
    ],
)
def test_essay_takes_comments_according_to_its_policy(db, fields, takes):
    essay = factories.essay(**{"published_at": OLD} | fields)
    assert takes_comments(essay) == (takes, takes)


@pytest.mark.parametrize("is_open", [True, False])
def test_essay_takes_comments_while_the_site_does(db, is_open):
    CommentSettings.objects.create(pk=1, comments_open=is_open)
    assert takes_comments(factories.essay()) == (is_open, is_open)


@pytest.mark.parametrize(
    ("state", "takes"),
    [("approved", True), ("waiting", False), ("spam", False), ("removed", False)],
)
def test_only_approved_comments_end_the_quiet_period(db, state, takes):
    essay = factories.essay(published_at=OLD, quiet_days=7)
    comment = factories.comment(essay=essay, state=state)
    Comment.objects.filter(pk=comment.pk).update(created=NOW - 3 * DAY)
    assert takes_comments(essay) == (takes, takes)


def test_quiet_days_end_to_the_second(db):
    essay = factories.essay(published_at=OLD, quiet_days=7)
    end = OLD + 7 * DAY
    second = timedelta(seconds=1)
    assert (takes_comments(essay, end - second), takes_comments(essay, end)) == (
        (True,) * 2,
        (False,) * 2,
    )


@pytest.mark.parametrize(
    ("fields", "approval"),
    [
        ({}, "new_authors"),
        ({"quiet_days": 31, "when_quiet": "approval"}, "new_authors"),
        ({"quiet_days": 30, "when_quiet": "approval"}, "always"),
    ],
)
def test_quiet_discussion_requires_approval(db, fields, approval):
    essay = factories.essay(published_at=OLD, approval="new_authors", **fields)
    assert fetched(essay).approval_at(NOW) == approval


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, None),
        ({"comments_open": False}, "Comments on this essay are closed."),
        ({"comments_from": LATER}, "Comments have not opened yet."),
        ({"comments_until": BEFORE}, "The comment period has ended."),
        ({"quiet_days": 1}, "Comments closed after a period without comments."),
    ],
)
def test_reason_says_why_comments_are_closed(db, fields, reason):
    essay = factories.essay(**{"published_at": OLD} | fields)
    assert fetched(essay).why_closed(NOW) == reason


def test_closed_site_is_the_first_reason(db):
    CommentSettings.objects.create(pk=1, comments_open=False)
    essay = fetched(factories.essay(comments_open=False))
    assert essay.why_closed(NOW) == "Comments are closed on the whole site."


def test_end_before_the_beginning_shows_an_error(db):
    essay = factories.essay()
    essay.comments_from, essay.comments_until = LATER, BEFORE
    with pytest.raises(ValidationError, match="The end of the comment period must be later"):
        essay.full_clean()


def test_end_before_the_beginning_is_refused_by_the_database(db):
    with pytest.raises(IntegrityError, match="comments_end_after_they_begin"):
        factories.essay(comments_from=LATER, comments_until=BEFORE)


def test_switching_returns_the_number_of_changed_essays(db):
    essays = [factories.essay(), factories.essay(comments_open=False)]
    assert Essay.objects.all().switch_comments(False, None) == 1
    assert list(Essay.objects.filter(comments_open=False)) == essays
