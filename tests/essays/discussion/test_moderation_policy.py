from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from essays.discussion.moderation_policy import admit, author_role_of
from essays.discussion.submissions import Submission
from essays.models import Comment, CommentSettings, Essay
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def admitted(trapped=False, approval="always", essay=None, **fields):
    essay = Essay.objects.with_comment_policy().get(
        pk=(essay or factories.essay(approval=approval)).pk
    )
    defaults = {"name": "Anna", "email": "anna@example.org", "text": "I was there."}
    comment = Comment(essay=essay, **defaults | fields)
    admit(comment, Submission("203.0.113.7", NOW, CommentSettings(), trapped))
    return comment


@pytest.mark.parametrize(
    ("approval", "state"),
    [("always", "waiting"), ("new_authors", "waiting"), ("never", "approved")],
)
def test_comment_of_a_new_author_follows_the_policy(approval, state):
    assert admitted(approval=approval).state == state


@pytest.mark.parametrize(
    ("record", "state"),
    [
        (["approved"], "approved"),
        (["approved", "removed", "waiting"], "approved"),
        (["approved", "spam"], "waiting"),
        (["waiting"], "waiting"),
        (["removed"], "waiting"),
    ],
)
def test_approved_author_with_proof_appears_at_once(record, state):
    for earlier in record:
        factories.comment(state=earlier)
    assert admitted(approval="new_authors", proved_at=NOW).state == state


def test_approved_author_without_proof_waits():
    factories.comment()
    comment = admitted(approval="new_authors")
    assert (comment.state, comment.suspicion) == ("waiting", "")


def test_comments_under_another_address_do_not_count():
    factories.comment(email="boris@example.org")
    assert admitted(approval="new_authors", proved_at=NOW).state == "waiting"


def test_comments_of_staff_make_no_approved_author():
    factories.comment(author_role="moderator")
    assert admitted(approval="new_authors", proved_at=NOW).state == "waiting"


@pytest.mark.parametrize("approval", ["always", "new_authors", "never"])
@pytest.mark.parametrize(
    ("fields", "state", "suspicion"),
    [
        ({"trapped": True}, "spam", "trap"),
        ({"text": "http://a http://b http://c"}, "waiting", "links"),
    ],
)
def test_suspect_comment_never_appears_at_once(approval, fields, state, suspicion):
    factories.comment()
    comment = admitted(approval=approval, **fields)
    assert (comment.state, comment.suspicion) == (state, suspicion)


def test_comment_in_a_quiet_discussion_waits():
    essay = factories.essay(
        approval="never",
        quiet_days=7,
        when_quiet="approval",
        published_at=NOW - timedelta(days=8),
    )
    assert admitted(essay=essay).state == "waiting"


def test_comment_of_staff_appears_at_once_and_is_never_suspect():
    comment = admitted(author_role="moderator", text="http://a http://b http://c")
    assert (comment.state, comment.suspicion) == ("approved", "")


@pytest.mark.parametrize(
    ("group", "fields", "author_role"),
    [
        ("Moderators", {}, "moderator"),
        ("Editors", {}, "editor"),
        ("Editors", {"first_name": "James", "last_name": "von Geldern"}, "author"),
        ("Moderators", {"first_name": "James", "last_name": "von Geldern"}, "author"),
        ("Moderators", {"is_staff": False}, "reader"),
    ],
)
def test_author_role_follows_the_account(group, fields, author_role):
    essay = Essay(authors="Siegelbaum, Lewis\nvon Geldern, James")
    assert author_role_of(factories.user(group, **fields), essay) == author_role


def test_staff_without_permissions_and_visitors_are_readers():
    roles = [author_role_of(user, Essay()) for user in (factories.user(), AnonymousUser())]
    assert roles == ["reader", "reader"]
