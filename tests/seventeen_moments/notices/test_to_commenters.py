from datetime import timedelta

import pytest
from django.utils import timezone

from essays.models import Comment
from seventeen_moments.core.publication import Status
from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail
from tests import factories
from tests.forms import comment_on
from tests.seventeen_moments.notices.asking import asking, reply, told

pytestmark = pytest.mark.django_db

ANNA, BORIS, VERA = "anna@example.org", "boris@example.org", "vera@example.org"


def test_author_is_told_once_that_the_comment_appeared():
    comment = asking()
    queue.write()
    queue.write()
    assert told() == [(ANNA, "appeared", comment.pk)]


@pytest.mark.parametrize("state", ["waiting", "spam", "removed"])
def test_author_is_not_told_before_it_appears(state):
    comment = asking(state=state)
    queue.write()
    before = told()
    Comment.objects.update(state="approved")  # whichever way it is approved
    queue.write()
    assert (before, told()) == ([], [(ANNA, "appeared", comment.pk)])


def test_who_did_not_ask_hears_nothing():
    reply(factories.comment())
    queue.write()
    assert told() == []


def test_comment_that_appears_at_once_is_told_too(client):
    essay = factories.essay(slug="home", terms="everyone")
    client.post("/essays/home/comments/", comment_on(essay, notices="on"))
    queue.write()
    assert told() == [(ANNA, "appeared", Comment.objects.get().pk)]


def test_staff_know_that_theirs_appeared():
    asking(author_role=Comment.AuthorRole.EDITOR)
    queue.write()
    assert told() == []


@pytest.mark.parametrize(
    "fields",
    [{"status": Status.DRAFT}, {"published_at": timezone.now() + timedelta(days=1)}],
)
def test_nothing_is_told_of_an_unpublished_essay(fields):
    reply(asking(essay=factories.essay(**fields)))
    queue.write()
    assert told() == []


# Replies


def replies_told():
    queue.write()
    return [row for row in told() if row[1] == "reply"]


def test_author_is_told_once_of_each_reply():
    opening = asking()
    keys = [reply(opening).pk for _ in range(2)]
    replies_told()
    assert replies_told() == [(ANNA, "reply", key) for key in keys]


def test_reply_is_not_told_before_it_appears():
    opening = asking()
    reply(opening, state="waiting")
    assert replies_told() == []


def test_author_is_not_told_of_own_reply():
    reply(asking(), email=ANNA)
    assert replies_told() == []


def test_reply_from_before_the_asking_is_not_told():
    opening = asking(notices_since=timezone.now() + timedelta(minutes=1))
    reply(opening)
    assert replies_told() == []


def test_reply_to_a_reply_is_told_to_both():
    opening = asking()
    middle = reply(opening, notices_since=opening.notices_since)
    last = reply(middle, name="Vera", email=VERA)
    expected = {(ANNA, middle.pk), (ANNA, last.pk), (BORIS, last.pk)}
    assert {(to, key) for to, _kind, key in replies_told()} == expected


def test_two_of_one_author_get_one_mail():
    opening = asking()
    own = reply(opening, email=ANNA, notices_since=opening.notices_since)
    last = reply(own)
    assert replies_told() == [(ANNA, "reply", last.pk)]


def test_opening_counts_where_the_answered_one_did_not_ask():
    own = reply(asking(), email=ANNA)
    last = reply(own)
    assert replies_told() == [(ANNA, "reply", last.pk)]


def test_reply_of_the_time_before_answers_were_kept_is_told():
    key = reply(asking(), answered=None).pk
    assert replies_told() == [(ANNA, "reply", key)]


@pytest.mark.parametrize("state", ["waiting", "spam", "removed"])
def test_author_whose_own_is_not_public_is_not_told(state):
    reply(asking(state=state))
    assert replies_told() == []


# What changed before the mail went out


def sent(post_office):
    queue.send()
    return [mail["To"] for mail in post_office.taken]


@pytest.mark.parametrize(
    "change",
    [
        {"state": "removed"},
        {"state": "waiting"},
        {"notices_since": None},
        {"email": "other@example.org"},
    ],
)
def test_mail_that_does_not_hold_any_more_is_not_sent(post_office, change):
    asking()
    queue.write()
    Comment.objects.update(**change)
    assert (sent(post_office), told()) == ([], [])


def test_comment_approved_anew_is_told_after_all(post_office):
    asking()
    queue.write()
    for state in ["waiting", "approved"]:
        Comment.objects.update(state=state)
        queue.send()
        queue.write()
    assert sent(post_office) == [ANNA]


def test_withdrawn_comment_is_not_told(post_office):
    opening = asking()
    answer = reply(opening)
    queue.write()
    opening.withdraw()
    answer.withdraw()
    assert sent(post_office) == []


def test_mail_about_a_deleted_comment_is_not_sent(post_office):
    comment = asking()
    queue.write()
    comment.delete()
    assert (sent(post_office), told()) == ([], [])


@pytest.mark.parametrize("number", [1, 3])
def test_looking_for_what_to_tell_takes_the_same_queries(django_assert_num_queries, number):
    essay = factories.essay()
    for _ in range(number):
        reply(asking(essay=essay))
    # Three for the comments, two for the subscriptions, one to store, two to forget.
    with django_assert_num_queries(8):
        queue.write()
    assert Mail.objects.count() == 2 * number
