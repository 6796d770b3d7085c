from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from essays.models import Comment, Flag
from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail, Subscription
from tests import factories
from tests.seventeen_moments.notices.notifications import mails, subscription

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
    assert mails() == []


def test_each_waiting_comment_causes_one_mail():
    subscription()
    keys = [waiting().pk, waiting(suspicion="links").pk]
    queue.write()
    queue.write()
    assert mails() == [(MODERATOR, "waiting", key) for key in keys]


@pytest.mark.parametrize("state", ["approved", "spam", "removed"])
def test_other_comments_cause_no_mail(state):
    subscription()
    factories.comment(state=state)
    queue.write()
    assert mails() == []


def test_earlier_comment_causes_no_mail():
    waiting()
    subscription(since=timezone.now())
    queue.write()
    assert mails() == []


def test_mail_names_the_suspicion():
    subscription()
    waiting(suspicion="links")
    queue.write()
    assert "Possible spam: Many links." in Mail.objects.get().body


def test_mail_has_the_text_but_not_the_address():
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


# Reported comments


def reported(*reasons, **fields):
    comment = factories.comment(**fields)
    for reason in reasons or ["It names a neighbour."]:
        comment.flags.create(reason=reason)
    return comment


def test_each_reported_comment_causes_one_mail():
    subscription()
    key = reported("Rude.", "It names a neighbour.").pk
    queue.write()
    Flag.objects.create(comment_id=key, reason="So it does.")
    queue.write()
    assert mails() == [(MODERATOR, "flagged", key)]


def test_comment_reported_after_waiting_causes_a_second_mail():
    subscription()
    comment = waiting()
    queue.write()
    Comment.objects.update(state="approved")
    comment.flags.create(reason="Rude.")
    queue.write()
    assert [kind for _to, kind, _key in mails()] == ["waiting", "flagged"]


def test_flag_after_dismissed_ones_causes_a_mail():
    subscription()
    comment = reported()
    queue.write()
    Flag.objects.update(dismissed=True)
    comment.flags.create(reason="Again.")
    queue.write()
    assert [kind for _to, kind, _key in mails()] == ["flagged", "flagged"]


def test_mail_about_a_report_has_its_reasons_and_a_link():
    subscription()
    comment = reported("It names a <neighbour>.")
    queue.write()
    mail = Mail.objects.get()
    assert mail.subject == "A comment on “Essay 1” was reported · Seventeen Moments"
    assert "\nReported by a reader: It names a <neighbour>.\n" in mail.body
    assert f"https://archive.example/admin/moderation/comments/{comment.pk}/" in mail.body


@pytest.mark.parametrize("state", ["waiting", "spam", "removed"])
def test_report_of_an_unpublished_comment_causes_no_mail(state):
    subscription(since=timezone.now() + timedelta(hours=1))
    reported(state=state)
    queue.write()
    assert mails() == []


def test_earlier_report_causes_no_mail():
    reported()
    subscription(since=timezone.now() + timedelta(seconds=1))
    queue.write()
    assert mails() == []


@pytest.mark.parametrize(
    "change",
    [
        lambda: Flag.objects.update(dismissed=True),
        lambda: Comment.objects.update(state="removed"),
        lambda: Subscription.objects.update(how="none"),
    ],
)
@pytest.mark.parametrize("how", ["each", "daily"])
def test_mail_about_a_settled_report_is_not_sent(mail_server, how, change):
    subscription(how)
    reported()
    queue.write()
    change()
    queue.send()
    assert (mail_server.taken, mails()) == ([], [])


NOT_ENTITLED = [{"is_active": False}, {"is_staff": False}]


@pytest.mark.parametrize("how", ["each", "daily"])
@pytest.mark.parametrize("fields", NOT_ENTITLED)
def test_former_moderator_gets_no_mail(how, fields):
    subscription(how, user=factories.user("Moderators", **fields))
    waiting()
    queue.write()
    assert mails() == []


def test_editor_gets_no_mail():
    subscription(user=factories.user("Editors"))
    waiting()
    queue.write()
    assert mails() == []


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
def test_outdated_mail_is_not_sent(mail_server, how, change):
    subscription(how)
    waiting()
    queue.write()
    change()
    queue.send()
    assert (mail_server.taken, mails()) == ([], [])


# Digests


def digest(at):
    queue.write(at)
    return [mail.body for mail in Mail.objects.filter(kind="digest")]


def test_digest_is_written_once_a_day_at_its_hour():
    subscription("daily", hour=7)
    waiting()
    counts = []
    for at in [EARLY, LATE, LATE, EARLY + DAY, LATE + DAY]:
        queue.write(at)
        Mail.objects.update(state="sent")
        counts.append(Mail.objects.count())
    assert counts == [0, 1, 1, 1, 2]


def test_digest_lists_waiting_comments_the_oldest_first():
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


def test_digest_lists_reported_comments():
    subscription("daily")
    waiting(text="One.")
    reported("Rude.", text="Two.")
    [body] = digest(LATE)
    start, end = (
        body.index("1 comment is pending, since "),
        body.index("Readers reported 1 comment."),
    )
    assert ["One." in body[start:end], "Reported by a reader: Rude." in body[end:]] == [True, True]


def test_reports_are_enough_for_a_digest():
    subscription("daily")
    reported()
    [body] = digest(LATE)
    assert body.startswith("Readers reported 1 comment.\n")


def test_digest_is_not_written_if_nothing_waits():
    subscription("daily")
    factories.comment()
    assert digest(LATE) == []


def test_next_digest_replaces_an_unsent_one():
    subscription("daily")
    waiting(text="One.")
    digest(LATE)
    waiting(text="Two.")
    [body] = digest(LATE + DAY)
    assert "2 comments are pending" in body


# Essays that moderators may not see


@pytest.fixture
def hidden():
    return factories.essay(title="Unheard-of", status="draft")


def test_mails_do_not_name_drafts(hidden):
    subscription()
    waiting(essay=hidden)
    reported("Rude", essay=hidden)
    queue.write()
    subjects = sorted(mail.subject.partition(" · ")[0] for mail in Mail.objects.all())
    texts = [f"{mail.subject}{mail.body}" for mail in Mail.objects.all()]
    assert subjects == ["A comment is awaiting moderation", "A comment was reported"]
    assert [("Unheard-of" in words, "Not public" in words) for words in texts] == [
        (False, True)
    ] * 2


def test_digest_does_not_name_drafts(hidden):
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
