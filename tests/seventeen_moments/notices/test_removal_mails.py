"""E-mails to authors whose comment was removed for a reason that a moderator gave."""

import pytest
from django.core import mail
from django.utils import timezone

from essays.models import Comment, Decision
from seventeen_moments.core.publication import Status
from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail
from tests import factories
from tests.seventeen_moments.notices.notifications import (
    mails,
    send_notices,
    subscribed_comment,
)

pytestmark = pytest.mark.django_db

ANNA = "anna@example.org"


def remove(comment, reason="See rule 3."):
    reasons = {comment.pk: reason}
    comments = Comment.objects.filter(pk=comment.pk)
    comments.decide("removed", factories.user(), seen=None, reasons=reasons)


@pytest.fixture
def comment():
    return subscribed_comment()


def test_author_with_notices_gets_the_reason_once(comment):
    remove(comment)
    for _ in "12":
        send_notices()
    [sent] = mail.outbox
    assert (sent.to, sent.subject.startswith("Your comment on")) == ([ANNA], True)
    assert "has been removed" in sent.subject
    assert ("See rule 3." in sent.body, comment.own_url in sent.body) == (True, True)


def test_mail_about_the_publication_does_not_hinder_it(comment):
    send_notices()
    remove(comment)
    send_notices()
    assert [kind for _to, kind, _comment in mails()] == ["appeared", "removed"]


def test_second_removal_is_told_again(comment):
    remove(comment)
    send_notices()
    Comment.objects.decide("approved", factories.user(), seen=None)
    Mail.objects.filter(kind="appeared").delete()
    remove(comment, "Once more.")
    send_notices()
    assert [("Once more." in each.body) for each in mail.outbox] == [False, True]


@pytest.mark.parametrize(
    "change",
    [
        lambda comment: Comment.objects.update(notices_since=None),
        lambda comment: Comment.objects.update(notices_since=timezone.now()),
        lambda comment: Comment.objects.update(email=""),
        lambda comment: Comment.objects.update(author_role="editor"),
        lambda comment: Comment.objects.update(state="approved"),
        lambda comment: Decision.objects.update(reason=""),
        lambda comment: Decision.objects.undo(),
        lambda comment: type(comment.essay).objects.update(status=Status.DRAFT),
        lambda comment: Comment.objects.get().withdraw(),
    ],
)
@pytest.mark.parametrize("written", [True, False])
def test_nothing_is_sent_if_it_is_not_wanted_or_not_true_any_more(comment, change, written):
    remove(comment)
    if written:
        queue.write()
    change(comment)
    send_notices()
    assert [each.subject for each in mail.outbox if "removed" in each.subject] == []


def test_mail_is_not_written_again_after_its_text_was_erased(comment):
    remove(comment)
    send_notices()
    Mail.objects.all().erase()
    send_notices()
    assert (mails(), len(mail.outbox)) == ([("", "removed", None)], 1)


def test_mail_is_in_the_language_of_the_author(comment):
    Comment.objects.update(language="ru")
    remove(comment)
    send_notices()
    assert "See rule 3." in mail.outbox[0].body
