"""Replying and deciding at the same time, with real connections."""

from threading import Event, Thread
from uuid import uuid4

import pytest
from django.db import connection, transaction

from essays.models import Comment
from seventeen_moments.moderation.forms import ReplyForm
from tests import factories


def answer(comment, moderator, answers, started):
    name = f"reply-{comment.pk}"
    form = ReplyForm(
        {f"{name}-text": "Thank you.", f"{name}-token": uuid4().hex}, comment, moderator
    )
    assert form.is_valid()
    started.set()
    answers.append(form.save("waiting"))
    connection.close()


@pytest.mark.parametrize("state", ["spam", "removed"])
def test_reply_under_way_when_another_decides_is_not_stored(transactional_db, state):
    comment, moderator = factories.comment(state="waiting"), factories.user("Moderators")
    started, answers = Event(), []
    thread = Thread(target=answer, args=[comment, moderator, answers, started])
    with transaction.atomic():
        Comment.objects.filter(pk=comment.pk).decide(state, moderator)
        thread.start()
        started.wait()
        thread.join(timeout=0.5)  # it waits for the transaction that decides
        assert answers == []
    thread.join()
    assert (answers, Comment.objects.get().state) == ([None], state)


def test_reply_under_way_when_its_author_takes_the_comment_back_is_not_stored(transactional_db):
    comment, moderator = factories.comment(state="waiting"), factories.user("Moderators")
    started, answers = Event(), []
    thread = Thread(target=answer, args=[comment, moderator, answers, started])
    with transaction.atomic():
        comment.withdraw()
        thread.start()
        started.wait()
        thread.join(timeout=0.5)
    thread.join()
    assert (answers, Comment.objects.count()) == ([None], 1)
