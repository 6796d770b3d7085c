from datetime import timedelta

import pytest
from django.utils import timezone

from essays.discussion.confirmations import confirm_path
from essays.models import Comment
from seventeen_moments.core.publication import Status
from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail
from tests import factories
from tests.forms import comment_on
from tests.seventeen_moments.notices.notifications import mails, reply, subscribed_comment

pytestmark = pytest.mark.django_db

ANNA, BORIS, VERA = "anna@example.org", "boris@example.org", "vera@example.org"


def test_author_is_notified_once_of_publication():
    comment = subscribed_comment()
    queue.write()
    queue.write()
    assert mails() == [(ANNA, "appeared", comment.pk)]


@pytest.mark.parametrize("state", ["waiting", "spam", "removed"])
def test_author_is_not_notified_before_publication(state):
    comment = subscribed_comment(state=state)
    queue.write()
    before = mails()
    Comment.objects.update(state="approved")  # whichever way it is approved
    queue.write()
    assert (before, mails()) == ([], [(ANNA, "appeared", comment.pk)])


def test_author_without_subscription_gets_no_mail():
    reply(factories.comment())
    queue.write()
    assert mails() == []


def test_author_is_notified_of_immediate_publication(client):
    essay = factories.essay(slug="home", approval="never")
    client.post("/essays/home/comments/", comment_on(essay, notices="on"))
    client.post(confirm_path(Comment.objects.get()))
    queue.write()
    assert mails() == [(ANNA, "appeared", Comment.objects.get().pk)]


def test_staff_are_not_notified_of_publication():
    subscribed_comment(author_role=Comment.AuthorRole.EDITOR)
    queue.write()
    assert mails() == []


@pytest.mark.parametrize(
    "fields",
    [{"status": Status.DRAFT}, {"published_at": timezone.now() + timedelta(days=1)}],
)
def test_unpublished_essay_causes_no_mails(fields):
    reply(subscribed_comment(essay=factories.essay(**fields)))
    queue.write()
    assert mails() == []


# Replies


def replies_told():
    queue.write()
    return [row for row in mails() if row[1] == "reply"]


def test_author_is_notified_once_of_each_reply():
    opening = subscribed_comment()
    keys = [reply(opening).pk for _ in range(2)]
    replies_told()
    assert replies_told() == [(ANNA, "reply", key) for key in keys]


def test_author_is_not_notified_of_an_unpublished_reply():
    opening = subscribed_comment()
    reply(opening, state="waiting")
    assert replies_told() == []


def test_author_is_not_notified_of_own_reply():
    reply(subscribed_comment(), email=ANNA)
    assert replies_told() == []


def test_earlier_reply_causes_no_mail():
    opening = subscribed_comment(notices_since=timezone.now() + timedelta(minutes=1))
    reply(opening)
    assert replies_told() == []


def test_reply_to_a_reply_notifies_both_authors():
    opening = subscribed_comment()
    middle = reply(opening, notices_since=opening.notices_since)
    last = reply(middle, name="Vera", email=VERA)
    expected = {(ANNA, middle.pk), (ANNA, last.pk), (BORIS, last.pk)}
    assert {(to, key) for to, _kind, key in replies_told()} == expected


def test_author_of_both_comments_gets_one_mail():
    opening = subscribed_comment()
    own = reply(opening, email=ANNA, notices_since=opening.notices_since)
    last = reply(own)
    assert replies_told() == [(ANNA, "reply", last.pk)]


def test_root_author_is_notified_if_the_answered_one_is_not():
    own = reply(subscribed_comment(), email=ANNA)
    last = reply(own)
    assert replies_told() == [(ANNA, "reply", last.pk)]


def test_reply_without_an_answered_comment_notifies_the_root_author():
    key = reply(subscribed_comment(), reply_to=None).pk
    assert replies_told() == [(ANNA, "reply", key)]


@pytest.mark.parametrize("state", ["waiting", "spam", "removed"])
def test_author_of_an_unpublished_comment_is_not_notified(state):
    reply(subscribed_comment(state=state))
    assert replies_told() == []


# Changes before the mail is sent


def sent(mail_server):
    queue.send()
    return [mail["To"] for mail in mail_server.taken]


@pytest.mark.parametrize(
    "change",
    [
        {"state": "removed"},
        {"state": "waiting"},
        {"notices_since": None},
        {"email": "other@example.org"},
    ],
)
def test_outdated_mail_is_not_sent(mail_server, change):
    subscribed_comment()
    queue.write()
    Comment.objects.update(**change)
    assert (sent(mail_server), mails()) == ([], [])


def test_comment_approved_again_causes_a_mail(mail_server):
    subscribed_comment()
    queue.write()
    for state in ["waiting", "approved"]:
        Comment.objects.update(state=state)
        queue.send()
        queue.write()
    assert sent(mail_server) == [ANNA]


def test_withdrawn_comment_causes_no_mail(mail_server):
    opening = subscribed_comment()
    answer = reply(opening)
    queue.write()
    opening.withdraw()
    answer.withdraw()
    assert sent(mail_server) == []


def test_mail_about_a_deleted_comment_is_not_sent(mail_server):
    comment = subscribed_comment()
    queue.write()
    comment.delete()
    assert (sent(mail_server), mails()) == ([], [])


@pytest.mark.parametrize("number", [1, 3])
def test_writing_mails_has_constant_query_count(django_assert_num_queries, number):
    essay = factories.essay()
    for _ in range(number):
        reply(subscribed_comment(essay=essay))
    # Four for the comments, two for the subscriptions, one for confirmations, one to store, one to
    # erase.
    with django_assert_num_queries(9):
        queue.write()
    assert Mail.objects.count() == 2 * number
