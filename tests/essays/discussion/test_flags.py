from datetime import timedelta

import pytest
from django.utils import timezone

from essays.models import Block, Comment, CommentSettings, Flag, LoggedSubmission
from seventeen_moments.core import retention
from tests import factories
from tests.forms import comment_on, filled, form_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return factories.comment(essay=factories.essay(slug="home"), text="I was there.")


def address(comment):
    return f"/essays/home/comments/{comment.pk}/flag/"


def flag(client, comment, reason="It names a neighbour.", ip="203.0.113.7", **fields):
    """Sends the form, which was opened a minute ago."""
    data = {"reason": reason, "form_token": form_token(comment)} | fields
    return client.post(address(comment), data, REMOTE_ADDR=ip)


def outcome(comment):
    return list(comment.flags.values_list("suspicion", "dismissed").order_by("pk"))


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


@pytest.mark.parametrize(
    ("minutes", "earlier", "status"),
    [(59, 9, 200), (59, 10, 429), (61, 10, 200), (61, 29, 200), (61, 30, 429), (1441, 30, 200)],
)
def test_network_has_a_limit_an_hour_and_a_day(client, comment, minutes, earlier, status):
    at = timezone.now() - timedelta(minutes=minutes)
    for _number in range(earlier):
        LoggedSubmission.objects.log("203.0.113.7 flags", "", at)
    response = flag(client, comment)
    assert (response.status_code, Flag.objects.count()) == (status, status == 200)
    assert filled(response).get("reason") == ("It names a neighbour." if status == 429 else None)


def test_flags_do_not_use_up_the_allowance_of_comments(client, comment):
    CommentSettings.objects.create(pk=1, most_an_hour=1)
    assert flag(client, comment, ip="127.0.0.1").status_code == 200
    assert comment_on_home(client, comment).status_code == 302


def test_comments_do_not_use_up_the_allowance_of_flags(client, comment):
    CommentSettings.objects.create(pk=1, most_an_hour=1)
    assert comment_on_home(client, comment).status_code == 302
    assert flag(client, comment, ip="127.0.0.1").status_code == 200


def comment_on_home(client, comment):
    return client.post("/essays/home/comments/", comment_on(comment.essay))


# Traps


@pytest.mark.parametrize(
    ("fields", "suspicion"),
    [
        ({"website": "http://spam.example"}, "trap"),
        ({"reason": "Buy viagra."}, "word"),
        ({"ip": "198.51.100.9"}, "address"),
        ({"minutes": 0}, "haste"),
    ],
)
def test_suspect_flag_is_thanked_for_but_not_raised(client, comment, fields, suspicion):
    CommentSettings.objects.create(pk=1, blocked_words="viagra")
    Block.objects.create(kind="network", value="198.51.100.0/24")
    token = form_token(comment, fields.pop("minutes", 1))
    response = flag(client, comment, **{"form_token": token} | fields)
    assert "Thank you. The moderators will look at it." in response.text
    assert outcome(comment) == [(suspicion, True)]


def test_flag_may_quote_a_blocked_word_of_the_comment(client, comment):
    CommentSettings.objects.create(pk=1, blocked_words="viagra")
    Comment.objects.filter(pk=comment.pk).update(text="Buy viagra.")
    flag(client, comment, "He sells viagra.")
    assert outcome(comment) == [("", False)]


def test_suspect_flag_does_not_take_the_place_of_another(client, comment):
    flag(client, comment, website="x")
    flag(client, comment)
    assert outcome(comment) == [("trap", True), ("", False)]


@pytest.mark.parametrize(("days", "is_kept"), [(29, True), (31, False)])
def test_suspect_flag_is_deleted_after_thirty_days(client, comment, days, is_kept):
    flag(client, comment, website="x")
    flag(client, comment)
    retention.apply(timezone.now() + timedelta(days=days))
    assert outcome(comment) == [*([("trap", True)] if is_kept else []), ("", False)]


# The form token


@pytest.mark.parametrize("token", ["", "forged"])
def test_flag_without_a_valid_token_is_refused_and_keeps_its_words(client, comment, token):
    response = flag(client, comment, form_token=token)
    assert filled(response)["reason"] == "It names a neighbour."
    assert not Flag.objects.exists()
    assert flag(client, comment, **filled(response)).context["form"] is None


def test_form_sent_twice_is_stored_once(client, comment):
    token = form_token(comment)
    for ip in ["203.0.113.7", "198.51.100.9"]:  # the phone went from one network to another
        assert flag(client, comment, ip=ip, form_token=token).context["form"] is None
    assert comment.flags.count() == 1


def test_form_sent_again_with_another_reason_keeps_its_words(client, comment):
    token = form_token(comment)
    flag(client, comment, form_token=token)
    assert filled(flag(client, comment, "Rude.", form_token=token))["reason"] == "Rude."


def test_reader_may_report_again_after_a_dismissal(client, comment):
    flag(client, comment)
    Flag.objects.update(dismissed=True)
    for _time in range(2):
        flag(client, comment, "It still names him.")
    assert outcome(comment) == [("", True), ("", False)]


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
    assert not flag(client, comment).cookies
