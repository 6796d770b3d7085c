from datetime import timedelta

import pytest
from django.utils import timezone

from essays.models import Comment, CommentSettings, Flag, LoggedSubmission
from seventeen_moments.core import retention
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return factories.comment(essay=factories.essay(slug="home"), text="I was there.")


def address(comment):
    return f"/essays/home/comments/{comment.pk}/flag/"


def flag(client, comment, reason="It names a neighbour.", ip="203.0.113.7"):
    return client.post(address(comment), {"reason": reason}, REMOTE_ADDR=ip)


def test_reader_flags_a_comment_with_a_reason(client, comment):
    response = flag(client, comment)
    assert "Thank you. The moderators will look at it." in response.text
    assert [flag.reason for flag in comment.flags.raised()] == ["It names a neighbour."]


def test_form_shows_the_comment(client, comment):
    page = client.get(address(comment)).text
    assert ("<p>I was there.</p>" in page, 'name="reason"' in page) == (True, True)


def test_thread_links_the_form(client, comment):
    assert f'href="{address(comment)}"' in client.get("/essays/home/").text


def test_second_flag_of_one_address_is_not_stored(client, comment):
    for ip in ["203.0.113.7", "203.0.113.7", "198.51.100.9"]:
        flag(client, comment, ip=ip)
    assert comment.flags.count() == 2


def test_address_has_a_different_hash_for_each_comment(client, comment):
    other = factories.comment(essay=comment.essay)
    flag(client, comment)
    flag(client, other)
    assert Flag.objects.values("address").distinct().count() == 2


def test_flags_never_hide_a_comment(client, comment):
    for number in range(1, 19):
        flag(client, comment, ip=f"203.0.113.{number}")
    comment.refresh_from_db()
    assert (comment.flags.count(), comment.state) == (18, Comment.State.APPROVED)


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", "Enter what is wrong with the comment."),
        (" \u202e ", "Enter what is wrong with the comment."),
        ("x" * 301, "Ensure this value has at most 300 characters (it has 301)."),
        ("\0", "Null characters are not allowed."),
    ],
)
def test_invalid_reason_shows_an_error(client, comment, reason, sentence):
    response = flag(client, comment, reason)
    assert response.context["form"].errors == {"reason": [sentence]}
    assert not Flag.objects.exists()


def test_flag_over_the_hourly_limit_is_refused(client, comment):
    CommentSettings.objects.create(pk=1, most_an_hour=1)
    LoggedSubmission.objects.log("203.0.113.7", "x", timezone.now())
    assert "Too many submissions from your network." in flag(client, comment).text
    assert not Flag.objects.exists()


@pytest.mark.parametrize(("hours", "is_kept"), [(23, True), (25, False)])
def test_hash_of_the_address_is_erased_after_a_day(client, comment, hours, is_kept):
    flag(client, comment)
    retention.apply(timezone.now() + timedelta(hours=hours))
    assert (Flag.objects.get().address is not None) is is_kept


@pytest.mark.parametrize("state", ["waiting", "spam", "removed"])
def test_comment_that_is_not_approved_cannot_be_flagged(client, comment, state):
    comment.state = state
    comment.save()
    assert flag(client, comment).status_code == 404


def test_comment_of_another_essay_or_of_a_draft_returns_404(client, comment):
    factories.essay(slug="other")
    assert client.get(f"/essays/other/comments/{comment.pk}/flag/").status_code == 404
    comment.essay.status = "draft"
    comment.essay.save()
    assert client.get(address(comment)).status_code == 404


def test_dismissed_flags_are_not_raised(client, comment):
    flag(client, comment)
    assert list(Comment.objects.flagged()) == [comment]
    Flag.objects.update(dismissed=True)
    assert list(Comment.objects.flagged()) == []


def test_reason_is_kept_when_the_comment_was_removed_meanwhile(client, comment):
    comment.state = "removed"
    comment.save()
    response = flag(client, comment)
    assert (response.status_code, "It names a neighbour.</textarea>" in response.text) == (
        404,
        True,
    )


def test_form_sets_no_cookie(client, comment):
    assert not client.get(address(comment)).cookies
