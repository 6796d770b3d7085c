"""Where comments came from, and what blocked senders send."""

from datetime import timedelta

import pytest
from django.utils import timezone

from essays.discussion.deletion import delete_for_good
from essays.discussion.senders import sender_hashes
from essays.models import Block, Comment, CommentSender, CommentSettings, Flag
from seventeen_moments.core import retention
from tests import factories
from tests.essays.discussion.comment_page import send
from tests.forms import comment_on, form_token

NETWORK = "127.0.0.1"  # of the test client

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return factories.essay(slug="prisoners-return")


def block_sender():
    Block.objects.create(kind="sender", value=sender_hashes(NETWORK)[0])


def test_sender_is_stored_as_a_hash_with_each_comment(client, essay):
    for text in ["One", "Two"]:
        send(client, essay, text=text)
    stored = CommentSender.objects.values_list("comment__text", "sender").order_by("pk")
    assert list(stored) == [(text, sender_hashes(NETWORK)[0]) for text in ["One", "Two"]]


def test_form_that_is_sent_twice_stores_one_sender(client, essay):
    form = comment_on(essay)
    for _ in range(2):
        client.post("/essays/prisoners-return/comments/", form)
    assert CommentSender.objects.count() == 1


def test_networks_have_different_hashes_and_none_has_no_hash(settings):
    settings.SECRET_KEY_FALLBACKS = ["earlier"]
    assert len({*sender_hashes("192.0.2.1"), *sender_hashes("192.0.2.2")}) == 4
    assert sender_hashes("") == []


def test_sender_is_not_stored_if_the_settings_say_so(client, essay):
    CommentSettings.objects.create(pk=1, sender_days=0)
    send(client, essay)
    assert (Comment.objects.count(), CommentSender.objects.count()) == (1, 0)


def test_comments_of_staff_have_no_sender(moderator_client, essay):
    send(moderator_client, essay)
    assert (Comment.objects.count(), CommentSender.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("days", "passed", "kept"), [(None, 13, 1), (None, 14, 0), (3, 2, 1), (3, 3, 0)]
)
def test_sender_is_forgotten_after_the_days_of_the_settings(client, essay, days, passed, kept):
    send(client, essay)
    CommentSettings.objects.filter(pk=1).update(**({"sender_days": days} if days else {}))
    retention.apply(CommentSender.objects.get().at + timedelta(days=passed))
    assert CommentSender.objects.count() == kept


@pytest.mark.parametrize("forget", [Comment.withdraw, lambda comment: delete_all()])
def test_sender_is_forgotten_with_the_comment(client, essay, forget):
    send(client, essay)
    forget(Comment.objects.get())
    assert CommentSender.objects.count() == 0


def delete_all():
    delete_for_good(Comment.objects.all())


def test_blocked_sender_is_spam_with_any_address_and_told_nothing(client, essay):
    answers = [send(client, essay, text="One")]
    block_sender()
    answers.append(send(client, essay, text="Two", email="other@example.org"))
    assert [comment.state for comment in Comment.objects.order_by("pk")] == ["waiting", "spam"]
    assert [answer.status_code for answer in answers] == [302, 302]


def test_block_of_an_earlier_key_still_holds(client, essay, settings):
    block_sender()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "new"
    send(client, essay)
    assert Comment.objects.get().state == "spam"


def test_report_of_a_blocked_sender_is_dismissed_and_thanked(client, essay):
    comment = factories.comment(essay=essay)
    address = f"/essays/prisoners-return/comments/{comment.pk}/flag/"
    block_sender()
    form = {"reason": "I do not like it.", "form_token": form_token(comment)}
    response = client.post(address, form)
    assert "Thank you." in response.text
    assert Flag.objects.get().dismissed


def test_changed_comment_of_a_blocked_author_is_spam(client, essay):
    send(client, essay)
    Block.objects.create(kind="email", value="anna@example.org")
    client.post(Comment.objects.get().own_url, {"text": "Changed"})
    assert Comment.objects.get().state == "spam"


def test_nothing_is_stored_about_the_sender_but_the_hash(client, essay):
    send(client, essay)
    assert NETWORK not in str([*CommentSender.objects.values(), *Comment.objects.values()])
    assert CommentSender.objects.get().at <= timezone.now()
