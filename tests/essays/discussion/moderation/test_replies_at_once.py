"""Replying and deciding at the same time, with real connections."""

from uuid import uuid4

import pytest

from essays.discussion.moderation.forms import ReplyForm
from essays.discussion.seen import Seen
from essays.models import Comment
from tests import factories
from tests.connections import meanwhile


@pytest.fixture
def moderator(transactional_db):
    return factories.user("Moderators")


@pytest.fixture
def comment(transactional_db):
    return factories.comment(state="waiting")


def is_stored(comment, moderator):
    """Whether a reply to the comment, seen while it waited, is taken."""
    name = f"reply-{comment.pk}"
    data = {f"{name}-text": "Thank you.", f"{name}-token": uuid4().hex}
    form = ReplyForm(data, comment, moderator)
    return form.is_valid() and form.save(Seen(state="waiting")) is not None


@pytest.mark.parametrize("state", ["spam", "removed"])
def test_reply_sent_while_another_decides_is_not_stored(comment, moderator, state):
    stored = meanwhile(
        lambda: Comment.objects.filter(pk=comment.pk).decide(state, moderator, seen=None),
        lambda: is_stored(comment, moderator),
    )
    assert (stored, Comment.objects.get().state) == (False, state)


def test_reply_sent_while_the_comment_is_withdrawn_is_not_stored(comment, moderator):
    stored = meanwhile(comment.withdraw, lambda: is_stored(comment, moderator))
    assert (stored, Comment.objects.count()) == (False, 1)


def test_reply_sent_twice_at_once_is_stored_once(comment, moderator):
    name = f"reply-{comment.pk}"
    data = {f"{name}-text": "Thank you.", f"{name}-token": uuid4().hex}
    twice = [ReplyForm(data, comment, moderator) for _ in range(2)]
    assert all(form.is_valid() for form in twice)
    first, second = [lambda form=form: form.save(Seen(state="waiting")).pk for form in twice]
    assert meanwhile(first, second) == Comment.objects.get(parent=comment).pk
