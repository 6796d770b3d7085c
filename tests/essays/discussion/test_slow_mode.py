from datetime import timedelta

import pytest
from django.utils import timezone

from essays.models import Comment, LoggedSubmission
from tests import factories
from tests.essays.discussion.comment_page import ADDRESS, TEXT, send
from tests.forms import comment_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return factories.essay(slug="prisoners-return", slow_minutes=10)


def send_later(client, essay, minutes, **changes):
    """As if the comments before had been sent some minutes ago."""
    for row in LoggedSubmission.objects.all():
        LoggedSubmission.objects.filter(pk=row.pk).update(at=row.at - timedelta(minutes=minutes))
    return send(client, essay, **changes)


def test_second_comment_is_refused_and_keeps_its_words(client, essay):
    send(client, essay)
    refused = send_later(client, essay, 3, text="Another thought.")
    assert refused.status_code == 429
    assert (
        "This essay takes one comment every 10 minutes from one network. Please send yours again "
        "in 7 minutes. It is still in the form." in refused.text
    )
    assert ("Another thought." in refused.text, Comment.objects.count()) == (True, 1)


def test_last_minute_is_counted_as_one(client, essay):
    send(client, essay)
    assert "again in 1 minute. It" in send_later(client, essay, 9.5, text="Another.").text


@pytest.mark.parametrize("minutes", [10, 60])
def test_comment_is_taken_when_the_time_is_over(client, essay, minutes):
    send(client, essay)
    send_later(client, essay, minutes, text="Another thought.")
    assert Comment.objects.count() == 2


def test_refused_comments_do_not_begin_the_time_again(client, essay):
    send(client, essay)
    send_later(client, essay, 6, text="Another thought.")
    send_later(client, essay, 4, text="Another thought.")
    assert Comment.objects.count() == 2


def test_form_that_is_sent_twice_is_stored_once_and_not_refused(client, essay):
    data = comment_on(essay, text=TEXT)
    answers = [client.post(ADDRESS, data).status_code for _ in "12"]
    assert (answers, Comment.objects.count()) == ([302, 302], 1)


def test_other_networks_and_other_essays_are_not_limited(client, essay):
    other = factories.essay(slug="other", slow_minutes=10)
    send(client, essay)
    client.post("/essays/other/comments/", comment_on(other, text="Other"))
    client.post(ADDRESS, comment_on(essay, text="Third"), REMOTE_ADDR="198.51.100.7")
    assert Comment.objects.count() == 3


def test_reports_do_not_count(client, essay):
    comment = factories.comment(essay=essay)
    client.post(f"{ADDRESS}{comment.pk}/flag/", {"reason": "Rude"})
    send(client, essay)
    assert Comment.objects.count() == 2


def test_staff_are_exempt(editor_client, essay):
    for text in "One", "Two":
        editor_client.post(ADDRESS, comment_on(essay, text=text))
    assert Comment.objects.count() == 2


def test_essay_without_slow_mode_logs_no_more_than_before(client, essay):
    type(essay).objects.update(slow_minutes=None)
    send(client, essay)
    assert LoggedSubmission.objects.count() == 1


def test_log_has_only_hashes_for_a_day(client, essay):
    send(client, essay)
    rows = LoggedSubmission.objects.values_list("address", "text")
    assert len(rows) == 2
    assert all(len(value) == 64 for row in rows for value in row)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "One comment every 1 minute."), (10, "One comment every 10 minutes.")],
)
def test_readers_see_the_rule_beside_the_form(client, essay, minutes, words):
    client.get(ADDRESS)
    type(essay).objects.update(slow_minutes=minutes)
    assert words in client.get(ADDRESS).text


def test_staff_do_not_see_the_rule(editor_client, essay):
    assert "One comment every" not in editor_client.get(ADDRESS).text


@pytest.mark.parametrize(
    ("sent", "stored"), [("10", 10), ("", None), ("0", 3), ("1441", 3), ("x", 3)]
)
def test_moderators_set_it_with_the_comment_policy(moderator_client, essay, sent, stored):
    type(essay).objects.update(slow_minutes=3)
    address = f"/admin/essays/essay/{essay.pk}/comment-policy/"
    moderator_client.post(
        address, {"approval": "always", "when_quiet": "close", "slow_minutes": sent}
    )
    essay.refresh_from_db()
    assert essay.slow_minutes == stored


def test_time_is_that_of_the_submission(client, essay):
    send(client, essay)
    assert LoggedSubmission.objects.filter(at__gt=timezone.now() - timedelta(minutes=1)).exists()
