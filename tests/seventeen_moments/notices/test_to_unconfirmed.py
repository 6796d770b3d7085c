"""An address gets nothing but the question whether its owner wrote the comment."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from essays.models import (
    Comment,
    CommentSettings,
    Confirmation,
    LoggedSubmission,
    RefusedAddress,
)
from seventeen_moments.notices import queue, to_unconfirmed, unsubscribing
from seventeen_moments.notices.models import Mail
from tests import factories
from tests.forms import comment_on
from tests.seventeen_moments.notices.mail_server import link, words
from tests.seventeen_moments.notices.notifications import mails, reply, send_notices

pytestmark = pytest.mark.django_db

ANNA = "anna@example.org"
PAGE = "/essays/home/comments/"


@pytest.fixture
def essay():
    return factories.essay(slug="home", title="Prisoners Return", approval="new_authors")


def asked(publishes=False, notices=True, language="en", **fields):
    """A comment whose author is to be asked."""
    comment = factories.comment(**{"state": "waiting"} | fields)
    Confirmation.objects.create(
        comment=comment, publishes=publishes, notices=notices, language=language
    )
    return comment


def test_stranger_gets_no_word_of_the_commenter(client, essay, mail_server):
    who = {"name": "Buy Rolex", "text": "Cheap watches!", "notices": "on"}
    client.post(PAGE, comment_on(essay, **who))
    comment = Comment.objects.get()
    reply(comment, text="Rude words")
    Comment.objects.filter(pk=comment.pk).decide("removed", factories.user(), seen=None)
    Comment.objects.filter(pk=comment.pk).decide("approved", factories.user(), seen=None)
    send_notices()
    [mail] = mail_server.to(ANNA)
    text = mail.as_string() + words(mail) + str(mail["Subject"])
    assert [part for part in ["Rolex", "watches", "Rude", "Boris"] if part in text] == []


def test_question_names_the_essay_and_links_to_a_page(client, essay, mail_server):
    asked(essay=essay)
    send_notices()
    [mail] = mail_server.to(ANNA)
    subject = "Did you write a comment on “Prisoners Return”? · Seventeen Moments"
    assert mail["Subject"].strip() == subject
    client.post(link(mail, "/confirm/"))
    assert Comment.objects.get().notices_since is not None


@pytest.mark.parametrize(
    ("publishes", "notices", "sentence"),
    [
        (True, False, "The comment is then published at once. The"),
        (False, True, "You then get an e-mail when the comment is published and when"),
        (True, True, "published at once, and you get an e-mail when someone replies."),
    ],
)
def test_one_question_says_all_that_follows(essay, publishes, notices, sentence):
    asked(essay=essay, publishes=publishes, notices=notices)
    queue.write()
    assert sentence in Mail.objects.get().body


def test_confirmed_author_gets_the_usual_mails(client, essay, mail_server):
    essay.approval = "never"
    essay.save()
    client.post(PAGE, comment_on(essay, notices="on"))
    comment = Comment.objects.get()
    reply(comment)
    send_notices()
    client.post(link(mail_server.to(ANNA)[0], "/confirm/"))
    send_notices()
    kinds = set(Mail.objects.filter(to=ANNA).values_list("kind", flat=True))
    assert kinds == {"confirm", "appeared", "reply"}


def test_question_is_in_the_language_of_the_form(essay):
    asked(essay=essay, language="ru")
    with override("en"):
        queue.write()
    assert re.search("[а-я]", Mail.objects.get().body)  # at least in its date


def test_each_comment_is_asked_about_once(essay, mail_server):
    asked(essay=essay)
    send_notices()
    send_notices()
    assert len(mail_server.taken) == 1


def test_other_process_writes_no_second_question(essay):
    asked(essay=essay)
    confirmation = Confirmation.objects.select_related("comment__essay").get()
    at = timezone.now()
    assert [to_unconfirmed._write(confirmation, at) for _ in range(2)] == [True, False]


def test_address_gets_three_questions_a_day(essay):
    for _ in range(5):
        asked(essay=essay)
    asked(essay=essay, email="vera@example.org")
    queue.write()
    queue.write()
    recipients = list(Mail.objects.order_by("pk").values_list("to", flat=True))
    assert recipients == [ANNA, ANNA, ANNA, "vera@example.org"]


@pytest.mark.parametrize(
    "emails",
    [
        [ANNA] * 5,
        [f"anna+{number}@example.org" for number in range(5)],
        ["anna@gmail.com", "an.na@gmail.com", "a.nna@gmail.com", "ann.a+1@gmail.com"],
    ],
)
def test_withdrawn_comments_and_other_spellings_bring_no_more_questions(essay, emails):
    written = []
    for email in emails:
        comment = asked(essay=essay, email=email)
        written.append(to_unconfirmed.write_questions() or Mail.objects.exists())
        comment.withdraw()
    assert written == [True, True, True, *[False] * len(emails[3:])]


def test_questions_of_yesterday_are_not_asked_today(essay):
    for _ in range(5):
        asked(essay=essay)
    queue.write()
    LoggedSubmission.objects.update(at=timezone.now() - timedelta(hours=25))
    Confirmation.objects.update(created=timezone.now() - timedelta(hours=25))
    queue.write()
    assert Mail.objects.count() == 3


@pytest.mark.parametrize(
    ("state", "publishes", "notices", "is_asked"),
    [
        ("waiting", True, False, True),
        ("approved", True, False, False),
        ("approved", False, True, True),
        ("spam", True, True, False),
        ("removed", True, True, False),
        ("waiting", False, False, False),
    ],
)
def test_only_useful_questions_are_asked(essay, state, publishes, notices, is_asked):
    asked(essay=essay, state=state, publishes=publishes, notices=notices)
    queue.write()
    assert Mail.objects.exists() is is_asked


def test_question_about_an_unpublished_essay_is_not_asked(essay):
    asked(essay=factories.essay(status="draft"))
    queue.write()
    assert mails() == []


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda comment: Comment.objects.update(state="spam"),
        lambda comment: comment.withdraw(),
        lambda comment: Confirmation.objects.all().delete(),
        lambda comment: RefusedAddress.objects.refuse(ANNA),
        lambda comment: Mail.objects.update(created=timezone.now() - timedelta(days=4)),
        lambda comment: Comment.objects.update(email="vera@example.org"),
    ],
)
def test_question_that_is_settled_meanwhile_is_not_sent(essay, mail_server, meanwhile):
    comment = asked(essay=essay)
    queue.write()
    meanwhile(comment)
    send_notices()
    assert (mail_server.taken, Mail.objects.exists()) == ([], False)


# Never again


def test_one_click_ends_all_questions(client, essay, mail_server):
    asked(essay=essay)
    send_notices()
    [mail] = mail_server.taken
    address = mail["List-Unsubscribe"].strip("<> ").removeprefix("https://archive.example")
    assert "Do not write to me again" in client.get(address).text
    assert "We will not ask your address again" in client.post(address).text
    asked(essay=essay)
    send_notices()
    assert len(mail_server.taken) == 1


def test_click_works_after_the_comment_was_withdrawn(client, essay):
    comment = asked(essay=essay, email="anna+1@example.org")
    address = unsubscribing.unsubscribe_path(comment, Mail.Kind.CONFIRM)
    comment.withdraw()
    client.post(address)
    assert RefusedAddress.objects.among([ANNA, "vera@example.org"]) == {ANNA}


def test_one_click_says_nothing_about_the_comment(client, essay):
    comment = asked(essay=essay)
    client.post(unsubscribing.unsubscribe_path(comment, Mail.Kind.CONFIRM))
    comment.refresh_from_db()
    assert (comment.suspicion, comment.state) == ("", "waiting")


def test_unsubscribing_ends_open_questions_about_notices(client, essay):
    asked(essay=essay)
    both = asked(essay=essay, publishes=True)
    client.post(unsubscribing.unsubscribe_path(both))
    assert list(Confirmation.objects.values_list("comment", "notices")) == [(both.pk, False)]


@pytest.mark.parametrize("number", [1, 3])
def test_questions_take_as_many_queries_more_for_each(essay, number, django_assert_num_queries):
    for count in range(number):
        asked(essay=essay, email=f"{count}@example.org")
    # Three to find them; each is claimed, counted and stored, in a savepoint.
    with django_assert_num_queries(3 + 5 * number):
        to_unconfirmed.write_questions()


def test_setting_is_once_a_browser_by_default():
    assert CommentSettings.objects.row().proof == "browser"
