"""A moderator's reply from the desk."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from essays.models import Comment
from seventeen_moments.notices.models import Mail
from tests import factories
from tests.seventeen_moments.notices.asking import asking, run, told

pytestmark = pytest.mark.django_db

UNDO = reverse("moderation:undo")


@pytest.fixture
def comment():
    return factories.comment(name="Anna", state="waiting")


def reply(client, comment, text="Thank you.", token=None, **query):
    """With a token of its own, as each page that shows the form has one."""
    name = f"reply-{comment.pk}"
    data = {
        "do": f"reply:{comment.pk}",
        f"{name}-text": text,
        f"{name}-token": token or uuid4().hex,
    }
    return client.post(reverse("moderation:desk", query=query), data, follow=True)


def rows():
    return list(Comment.objects.order_by("pk").values_list("text", "state", "author_role"))


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
    page = reply(moderator_client, comment)
    moderator_client.post(UNDO, {"batch": page.context["undoable"].batch})
    assert [state for _text, state, _standing in rows()] == ["waiting", "removed"]


@pytest.mark.parametrize("text", ["", "  ", "x" * 5001, "https://a.example " * 11])
def test_reply_that_cannot_be_taken_keeps_its_words(moderator_client, comment, text):
    response = reply(moderator_client, comment, text)
    kept = response.context["kept"]
    assert (kept.text, kept.tray, len(rows())) == (text, "waiting", 1)
    assert "errornote" in response.text


def test_words_are_kept_where_another_decided_meanwhile(moderator_client, comment):
    Comment.objects.update(state="spam")
    response = reply(moderator_client, comment)
    kept = response.context["kept"]
    assert (kept.text, "Thank you.</textarea>" in response.text, len(rows())) == (
        "Thank you.",
        True,
        1,
    )


def test_kept_words_are_sent_where_the_comment_is_public_meanwhile(moderator_client, comment):
    Comment.objects.update(state="approved")
    page = reply(moderator_client, comment)
    token = page.context["kept"].token
    assert 'action="/admin/moderation/?tray=approved"' in page.text
    reply(moderator_client, comment, token=token, tray="approved")
    assert len(rows()) == 2


def test_words_are_kept_where_the_comment_is_gone(moderator_client, comment):
    key = comment.pk
    comment.delete()
    comment.pk = key
    assert "Thank you.</textarea>" in reply(moderator_client, comment).text


@pytest.mark.parametrize("tray", ["waiting", "approved"])
def test_reply_sent_twice_is_stored_once(moderator_client, comment, tray):
    Comment.objects.update(state=tray)
    said = [
        [str(message) for message in response.context["messages"]]
        for response in [reply(moderator_client, comment, token="a" * 32, tray=tray) for _ in "12"]
    ]
    assert (said, len(rows())) == ([["Your reply to Anna has been published."]] * 2, 2)


@pytest.mark.parametrize("token", ["x", "A" * 32, "a" * 33])
def test_reply_with_a_token_of_nobodys_making_is_kept_unsent(moderator_client, comment, token):
    response = reply(moderator_client, comment, token=token)
    assert ("Thank you.</textarea>" in response.text, len(rows())) == (True, 1)


def test_each_form_has_a_token_of_its_own(moderator_client, comment):
    factories.comment(state="waiting", essay=comment.essay)
    page = moderator_client.get(reverse("moderation:desk")).text
    assert len(set(re.findall(r'-token" value="([0-9a-f]{32})"', page))) == 2


def test_spam_takes_no_reply(moderator_client, comment):
    Comment.objects.update(state="spam")
    reply(moderator_client, comment, tray="spam")
    assert len(rows()) == 1


def test_whoever_asked_hears_of_the_reply(moderator_client, comment):
    opening = asking(essay=comment.essay, email="opening@example.org")
    answer = asking(essay=comment.essay, email="answer@example.org", parent=opening)
    reply(moderator_client, answer, tray="approved")
    run()
    ours = Comment.objects.get(author_role="moderator").pk
    heard = [to for to, kind, about in told() if (kind, about) == (Mail.Kind.REPLY, ours)]
    assert sorted(heard) == ["answer@example.org", "opening@example.org"]
