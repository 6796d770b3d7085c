"""Mails repeat the words of comments, and go with them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essays.models import Comment
from seventeen_moments.core import retention
from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail
from tests import factories
from tests.seventeen_moments.notices.notifications import reply, subscribed_comment, subscription

WORDS = "Call 555-0123 now"

pytestmark = pytest.mark.django_db


def written():
    return [f"{mail.subject}\n{mail.body}" for mail in Mail.objects.order_by("pk")]


def with_words(text="555-0123"):
    return sum(text in mail for mail in written())


def redact(client, comment):
    prefix = f"redact-{comment.pk}"
    client.post(
        reverse("moderation:redact", args=[comment.pk]),
        {
            f"{prefix}-passages": "555-0123",
            f"{prefix}-reason": "A number",
            f"seen-{comment.pk}": comment.version,
        },
    )


@pytest.fixture(params=["each", "daily", "reply"])
def comment(request):
    """A comment that a mail repeats."""
    if request.param == "reply":
        comment = reply(subscribed_comment(), text=WORDS)
    else:
        subscription(request.param)
        comment = factories.comment(state="waiting", text=WORDS)
    queue.write()
    assert with_words() == 1
    return comment


def test_queued_mails_are_written_again_without_redacted_words(moderator_client, comment):
    number = Mail.objects.count()
    redact(moderator_client, comment)
    assert (with_words(), with_words("Call [redacted] now")) == (0, 1)
    assert Mail.objects.waiting().count() == number


def test_sent_mails_lose_redacted_words(moderator_client, comment):
    Mail.objects.update(state="sent", settled=timezone.now())
    redact(moderator_client, comment)
    queue.write()
    assert (with_words(), Mail.objects.waiting().count()) == (0, 0)


@pytest.mark.parametrize("state", ["waiting", "sent", "refused"])
def test_mails_go_with_a_comment_that_its_author_deletes(client, comment, state):
    Mail.objects.update(state=state, settled=timezone.now())
    client.post(comment.own_url, {"delete": "1"})
    queue.write()
    assert (with_words(), with_words("Boris")) == (0, 0)
    assert not Mail.objects.waiting().filter(comment=comment.pk).exists()


def test_digest_of_other_comments_is_written_again(client):
    subscription("daily")
    comment = factories.comment(state="waiting", text=WORDS)
    factories.comment(state="waiting", text="It stays.")
    queue.write()
    client.post(comment.own_url, {"delete": "1"})
    assert (with_words(), with_words("It stays.")) == (0, 1)


def test_mails_to_the_author_go_with_the_comment(client):
    comment = subscribed_comment(email="anna@example.org")
    reply(comment)
    queue.write()
    addresses = set(Mail.objects.values_list("to", flat=True))
    client.post(comment.own_url, {"delete": "1"})
    assert (addresses, Mail.objects.exclude(to="").count()) == ({"anna@example.org"}, 0)


@pytest.mark.parametrize("state", ["spam", "removed"])
def test_mails_go_with_spam_and_removed_comments(comment, state):
    Mail.objects.update(state="sent", settled=timezone.now() + timedelta(days=30))
    Comment.objects.filter(pk=comment.pk).decide(state, factories.user(), seen=None)
    retention.RULES["spam and removed comments"](timezone.now() + timedelta(days=30))
    assert (with_words(), Comment.objects.filter(pk=comment.pk).exists()) == (0, False)


def test_mails_about_others_stay(client, comment):
    boris = subscribed_comment(text="I am Boris.", name="Boris")
    queue.write()
    client.post(comment.own_url, {"delete": "1"})
    assert Mail.objects.waiting().filter(comment=boris.pk).exists()
