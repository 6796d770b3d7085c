"""A moderator's reply from the desk."""

import pytest
from django.urls import reverse

from essays.models import Comment
from tests import factories

pytestmark = pytest.mark.django_db

UNDO = reverse("moderation:undo")


@pytest.fixture
def comment():
    return factories.comment(name="Anna", state="waiting")


def reply(client, comment, text="Thank you.", **query):
    data = {"do": f"reply:{comment.pk}", f"reply-{comment.pk}-text": text}
    return client.post(reverse("moderation:desk", query=query), data, follow=True)


def rows():
    return list(Comment.objects.order_by("pk").values_list("text", "state", "standing"))


def test_reply_stands_and_approves_what_it_answers(moderator_client, comment):
    reply(moderator_client, comment)
    assert rows() == [
        ("I read this twice.", "approved", "reader"),
        ("Thank you.", "approved", "moderator"),
    ]


def test_reply_to_a_reply_joins_its_thread(moderator_client, comment):
    opening = factories.comment(essay=comment.essay)
    answer = factories.comment(essay=comment.essay, parent=opening)
    reply(moderator_client, answer, tray="approved")
    assert Comment.objects.get(text="Thank you.").parent == opening


def test_reply_and_approval_are_undone_together(moderator_client, comment):
    reply(moderator_client, comment)
    moderator_client.post(UNDO)
    assert [state for _text, state, _standing in rows()] == ["waiting", "removed"]


@pytest.mark.parametrize("text", ["", "  ", "x" * 5001, "https://a.example " * 11])
def test_reply_that_cannot_be_taken_keeps_its_words(moderator_client, comment, text):
    response = reply(moderator_client, comment, text)
    kept = response.context["refused"].data[f"reply-{comment.pk}-text"]
    assert (kept, len(rows()), "errorlist" in response.text) == (text, 1, True)


def test_what_was_decided_meanwhile_is_not_answered(moderator_client, comment):
    Comment.objects.update(state="spam")
    response = reply(moderator_client, comment)
    said = [str(message) for message in response.context["messages"]]
    assert (said, len(rows())) == (["Somebody decided about this comment meanwhile."], 1)


def test_spam_takes_no_reply(moderator_client, comment):
    Comment.objects.update(state="spam")
    reply(moderator_client, comment, tray="spam")
    assert len(rows()) == 1
