from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from essays.models import Comment, Flag
from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail, Subscription
from tests import factories
from tests.seventeen_moments.notices.asking import subscription, told

pytestmark = pytest.mark.django_db

MODERATOR = "moderator@example.org"
EARLY, LATE = datetime(2030, 1, 1, 6, 59, tzinfo=UTC), datetime(2030, 1, 1, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def waiting(**fields):
    return factories.comment(**{"state": "waiting"} | fields)


def test_nobody_gets_mail_by_default():
    factories.user("Moderators", email=MODERATOR)
    waiting()
    queue.write()
    assert told() == []


def test_each_comment_that_waits_is_told_once():
    subscription()
    keys = [waiting().pk, waiting(suspicion="links").pk]
    queue.write()
    queue.write()
    assert told() == [(MODERATOR, "waiting", key) for key in keys]


@pytest.mark.parametrize("state", ["approved", "spam", "removed"])
def test_what_does_not_wait_is_not_told(state):
    subscription()
    factories.comment(state=state)
    queue.write()
    assert told() == []


def test_what_waited_before_is_not_told_singly():
    waiting()
    subscription(since=timezone.now())
    queue.write()
    assert told() == []


def test_suspicion_is_named():
    subscription()
    waiting(suspicion="links")
    queue.write()
    assert "Possible spam: Many links." in Mail.objects.get().body


def test_mail_shows_the_words_and_not_the_address():
    subscription()
    comment = waiting(name="Анна", text="I was there.")
    queue.write()
    body = Mail.objects.get().body
    expected = {
        "Анна · Essay 1": True,
        "I was there.": True,
        f"https://archive.example/admin/moderation/comments/{comment.pk}/": True,
        "https://archive.example/admin/moderation/": True,
        "anna@example.org": False,
    }
    assert {words: words in body for words in expected} == expected


# What readers reported


def reported(*reasons, **fields):
    comment = factories.comment(**fields)
    for reason in reasons or ["It names a neighbour."]:
        comment.flags.create(reason=reason)
    return comment


def test_each_comment_that_readers_reported_is_told_once():
    subscription()
    key = reported("Rude.", "It names a neighbour.").pk
    queue.write()
    Flag.objects.create(comment_id=key, reason="So it does.")
    queue.write()
    assert told() == [(MODERATOR, "flagged", key)]


def test_comment_that_waited_and_was_told_is_told_again_when_it_is_reported():
    subscription()
    comment = waiting()
    queue.write()
    Comment.objects.update(state="approved")
    comment.flags.create(reason="Rude.")
    queue.write()
    assert [kind for _to, kind, _key in told()] == ["waiting", "flagged"]


def test_flag_after_all_were_dismissed_is_told_again():
    subscription()
    comment = reported()
    queue.write()
    Flag.objects.update(dismissed=True)
    comment.flags.create(reason="Again.")
    queue.write()
    assert [kind for _to, kind, _key in told()] == ["flagged", "flagged"]


def test_mail_about_a_report_gives_its_reasons_and_leads_to_the_desk():
    subscription()
    comment = reported("It names a <neighbour>.")
    queue.write()
    mail = Mail.objects.get()
    assert mail.subject == "A comment on “Essay 1” was reported · Seventeen Moments"
    assert "\nReported by a reader: It names a <neighbour>.\n" in mail.body
    assert f"https://archive.example/admin/moderation/comments/{comment.pk}/" in mail.body


@pytest.mark.parametrize("state", ["waiting", "spam", "removed"])
def test_report_of_what_is_not_public_is_not_told_as_one(state):
    subscription(since=timezone.now() + timedelta(hours=1))
    reported(state=state)
    queue.write()
    assert told() == []


def test_what_was_reported_before_is_not_told_singly():
    reported()
    subscription(since=timezone.now() + timedelta(seconds=1))
    queue.write()
    assert told() == []


@pytest.mark.parametrize(
    "change",
    [
        lambda: Flag.objects.update(dismissed=True),
        lambda: Comment.objects.update(state="removed"),
        lambda: Subscription.objects.update(how="none"),
    ],
)
@pytest.mark.parametrize("how", ["each", "daily"])
def test_mail_about_a_report_that_was_decided_is_not_sent(post_office, how, change):
    subscription(how)
    reported()
    queue.write()
    change()
    queue.send()
    assert (post_office.taken, told()) == ([], [])


NOT_ENTITLED = [{"is_active": False}, {"is_staff": False}]


@pytest.mark.parametrize("how", ["each", "daily"])
@pytest.mark.parametrize("fields", NOT_ENTITLED)
def test_who_left_gets_no_mail(how, fields):
    subscription(how, user=factories.user("Moderators", **fields))
    waiting()
    queue.write()
    assert told() == []


def test_editor_gets_no_mail_about_what_moderators_decide():
    subscription(user=factories.user("Editors"))
    waiting()
    queue.write()
    assert told() == []


@pytest.mark.parametrize(
    "change",
    [
        lambda: User.objects.update(is_active=False),
        lambda: Subscription.objects.update(how="none"),
        lambda: Subscription.objects.update(email="other@example.org"),
        lambda: Comment.objects.update(state="approved"),
        lambda: Comment.objects.all().delete(),
    ],
)
@pytest.mark.parametrize("how", ["each", "daily"])
def test_mail_that_does_not_hold_any_more_is_not_sent(post_office, how, change):
    subscription(how)
    waiting()
    queue.write()
    change()
    queue.send()
    assert (post_office.taken, told()) == ([], [])


# The daily one


def digest(at):
    queue.write(at)
    return [mail.body for mail in Mail.objects.filter(kind="digest")]


def test_digest_comes_once_a_day_when_its_hour_has_come():
    subscription("daily", hour=7)
    waiting()
    counts = []
    for at in [EARLY, LATE, LATE, EARLY + DAY, LATE + DAY]:
        queue.write(at)
        Mail.objects.update(state="sent")
        counts.append(Mail.objects.count())
    assert counts == [0, 1, 1, 1, 2]


def test_digest_tells_everything_that_waits_the_oldest_first():
    subscription("daily")
    for text in ["One.", "Two.", "Three."]:
        waiting(text=text)
    factories.comment(text="Approved.")
    [body] = digest(LATE)
    assert body.startswith("3 comments are pending, the oldest since ")
    assert [line.strip() for line in body.splitlines() if line[:4] == "    "] == [
        "One.",
        "Two.",
        "Three.",
    ]


def test_digest_shows_the_first_twenty_and_counts_the_rest():
    subscription("daily")
    essay = factories.essay()
    for _ in range(22):
        waiting(essay=essay)
    [body] = digest(LATE)
    assert (body.count("I read this twice."), body.count("And 2 more.")) == (20, 1)


def test_digest_tells_what_readers_reported_too():
    subscription("daily")
    waiting(text="One.")
    reported("Rude.", text="Two.")
    [body] = digest(LATE)
    start, end = (
        body.index("1 comment is pending, since "),
        body.index("Readers reported 1 comment."),
    )
    assert ["One." in body[start:end], "Reported by a reader: Rude." in body[end:]] == [True, True]


def test_digest_comes_of_reports_alone():
    subscription("daily")
    reported()
    [body] = digest(LATE)
    assert body.startswith("Readers reported 1 comment.\n")


def test_there_is_no_digest_of_nothing():
    subscription("daily")
    factories.comment()
    assert digest(LATE) == []


def test_digest_that_could_not_be_sent_gives_way_to_the_next():
    subscription("daily")
    waiting(text="One.")
    digest(LATE)
    waiting(text="Two.")
    [body] = digest(LATE + DAY)
    assert "2 comments wait" in body


# Essays that moderators may not see


@pytest.fixture
def hidden():
    return factories.essay(title="Unheard-of", status="draft")


def test_mails_name_no_draft(hidden):
    subscription()
    waiting(essay=hidden)
    reported("Rude", essay=hidden)
    queue.write()
    subjects = sorted(mail.subject.partition(" · ")[0] for mail in Mail.objects.all())
    told = [f"{mail.subject}{mail.body}" for mail in Mail.objects.all()]
    assert subjects == ["A comment is awaiting moderation", "A comment was reported"]
    assert [("Unheard-of" in words, "Not public" in words) for words in told] == [(False, True)] * 2


def test_digest_names_no_draft(hidden):
    subscription("daily")
    waiting(essay=hidden)
    reported("Rude", essay=hidden)
    queue.write()
    body = Mail.objects.get().body
    assert (body.count("Not public"), "Unheard-of" in body) == (2, False)


def test_mails_to_administrators_name_the_draft(hidden):
    subscription(user=factories.user(is_superuser=True))
    waiting(essay=hidden)
    queue.write()
    assert "A comment on “Unheard-of” is awaiting moderation" in Mail.objects.get().subject
