"""A moderator's reply in the moderation queue."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from essays.models import Comment
from seventeen_moments.notices.models import Mail
from tests import factories
from tests.seventeen_moments.notices.notifications import mails, send_notices, subscribed_comment

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
    return client.post(reverse("moderation:queue", query=query), data, follow=True)


def rows():
    return list(Comment.objects.order_by("pk").values_list("text", "state", "author_role"))


def test_reply_is_public_and_approves_the_comment(moderator_client, comment):
    reply(moderator_client, comment)
    assert rows() == [
        ("I read this twice.", "approved", "reader"),
        ("Thank you.", "approved", "moderator"),
    ]


def test_reply_to_a_reply_joins_its_thread(moderator_client, comment):
    root = factories.comment(essay=comment.essay)
    existing_reply = factories.comment(essay=comment.essay, parent=root)
    reply(moderator_client, existing_reply, tab="approved")
    assert Comment.objects.get(text="Thank you.").parent == root


def test_reply_and_approval_are_undone_together(moderator_client, comment):
    page = reply(moderator_client, comment)
    moderator_client.post(UNDO, {"batch": page.context["latest_action"].batch})
    assert [state for _text, state, _role in rows()] == ["waiting", "removed"]


@pytest.mark.parametrize("text", ["", "  ", "x" * 5001, "https://a.example " * 11])
def test_invalid_reply_keeps_its_text(moderator_client, comment, text):
    response = reply(moderator_client, comment, text)
    unsent = response.context["unsent_reply"]
    assert (unsent.text, unsent.tab, len(rows())) == (text, "waiting", 1)
    assert "errornote" in response.text


def test_reply_to_a_comment_that_another_decided_keeps_its_text(moderator_client, comment):
    Comment.objects.update(state="spam")
    response = reply(moderator_client, comment)
    unsent = response.context["unsent_reply"]
    assert (unsent.text, "Thank you.</textarea>" in response.text, len(rows())) == (
        "Thank you.",
        True,
        1,
    )


def test_unsent_reply_says_who_decided(moderator_client, comment):
    Comment.objects.decide("spam", factories.user(username="boris"), seen=None)
    [error] = reply(moderator_client, comment).context["unsent_reply"].errors
    assert error.endswith("Your reply is still here. Already decided by: boris.")


def test_unsent_reply_can_be_sent_to_a_comment_that_is_public_now(moderator_client, comment):
    Comment.objects.update(state="approved")
    page = reply(moderator_client, comment)
    token = page.context["unsent_reply"].token
    assert 'action="/admin/moderation/?tab=approved"' in page.text
    reply(moderator_client, comment, token=token, tab="approved")
    assert len(rows()) == 2


def test_reply_to_a_deleted_comment_keeps_its_text(moderator_client, comment):
    key = comment.pk
    comment.delete()
    comment.pk = key
    assert "Thank you.</textarea>" in reply(moderator_client, comment).text


@pytest.mark.parametrize("tab", ["waiting", "approved"])
def test_reply_sent_twice_is_stored_once(moderator_client, comment, tab):
    Comment.objects.update(state=tab)
    messages = [
        [str(message) for message in response.context["messages"]]
        for response in [reply(moderator_client, comment, token="a" * 32, tab=tab) for _ in "12"]
    ]
    assert (messages, len(rows())) == ([["Your reply to Anna has been published."]] * 2, 2)


@pytest.mark.parametrize("token", ["x", "A" * 32, "a" * 33])
def test_reply_with_an_invalid_token_keeps_its_text(moderator_client, comment, token):
    response = reply(moderator_client, comment, token=token)
    assert ("Thank you.</textarea>" in response.text, len(rows())) == (True, 1)


def test_each_form_has_its_own_token(moderator_client, comment):
    factories.comment(state="waiting", essay=comment.essay)
    page = moderator_client.get(reverse("moderation:queue")).text
    assert len(set(re.findall(r'-token" value="([0-9a-f]{32})"', page))) == 2


def test_spam_takes_no_reply(moderator_client, comment):
    Comment.objects.update(state="spam")
    reply(moderator_client, comment, tab="spam")
    assert len(rows()) == 1


def test_authors_with_notices_get_an_email_about_the_reply(moderator_client, comment):
    root = subscribed_comment(essay=comment.essay, email="root@example.org")
    existing_reply = subscribed_comment(essay=comment.essay, email="reply@example.org", parent=root)
    reply(moderator_client, existing_reply, tab="approved")
    send_notices()
    posted = Comment.objects.get(author_role="moderator").pk
    recipients = [to for to, kind, about in mails() if (kind, about) == (Mail.Kind.REPLY, posted)]
    assert sorted(recipients) == ["reply@example.org", "root@example.org"]
