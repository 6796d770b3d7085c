"""Sending to a mail server that works, refuses mails, or dies."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError
from django.utils import timezone

from essays.models import Comment
from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail
from tests import factories
from tests.forms import comment_on
from tests.seventeen_moments.notices.notifications import (
    reply,
    send_notices,
    subscribed_comment,
    subscription,
)

pytestmark = pytest.mark.django_db

ANNA, VERA = "anna@example.org", "vera@example.org"


@pytest.fixture
def essay():
    return factories.essay(slug="home", approval="never")


def recipients(mail_server):
    return [mail["To"] for mail in mail_server.taken]


def states():
    return dict(Mail.objects.values_list("to", "state"))


def make_due():
    Mail.objects.waiting().update(next_try=timezone.now())


def test_command_sends_each_mail_once(essay, mail_server):
    subscribed_comment(essay=essay)
    send_notices()
    send_notices()
    assert (recipients(mail_server), states()) == ([ANNA], {ANNA: "sent"})


def test_command_prints_the_number_of_mails(essay, mail_server, capsys):
    subscribed_comment(essay=essay)
    send_notices()
    send_notices()
    assert capsys.readouterr().err == "E-mails sent: 1.\n"


def test_nothing_to_send_needs_no_server(mail_server):
    mail_server.close()
    send_notices()
    assert Mail.objects.count() == 0


# Server down


@pytest.fixture
def down(mail_server):
    mail_server.close()


def test_comment_is_stored_and_its_mail_waits_while_the_server_is_down(client, essay, down):
    response = client.post("/essays/home/comments/", comment_on(essay, notices="on"))
    with pytest.raises(CommandError, match=r"refused\nE-mails queued: 1\."):
        send_notices()
    assert (response.status_code, Comment.objects.count()) == (302, 1)
    assert Mail.objects.values_list("to", "state", "attempts").get() == (ANNA, "waiting", 0)


def test_queued_mail_is_sent_when_the_server_is_back(essay, mail_server):
    subscribed_comment(essay=essay)
    mail_server.close()
    with pytest.raises(CommandError):
        send_notices()
    mail_server.open()
    send_notices()
    assert recipients(mail_server) == [ANNA]


def test_no_mail_is_lost_when_the_server_dies(essay, mail_server):
    for name in ["a", "b", "c"]:
        subscribed_comment(essay=essay, email=f"{name}@example.org")
    mail_server.dies_after = 1
    with pytest.raises(CommandError, match="E-mails queued: 2"):
        send_notices()
    mail_server.dies_after = None
    make_due()
    send_notices()
    assert sorted(recipients(mail_server)) == ["a@example.org", "b@example.org", "c@example.org"]


def test_mail_stays_queued_without_a_server(essay, settings):
    settings.EMAIL_BACKEND = "seventeen_moments.notices.no_server.EmailBackend"
    subscribed_comment(essay=essay)
    line = r"^The mail server: EMAIL_URL is not set; .+\nE-mails queued: 1\.$"
    with pytest.raises(CommandError, match=line):
        send_notices()
    assert Mail.objects.values_list("to", "state", "attempts").get() == (ANNA, "waiting", 0)


def test_direct_mail_fails_without_a_server(settings):
    settings.EMAIL_BACKEND = "seventeen_moments.notices.no_server.EmailBackend"
    with pytest.raises(OSError, match="EMAIL_URL is not set"):
        mail.send_mail("Subject", "Words", None, [ANNA])


def test_refused_sender_stops_the_run(essay, mail_server):
    subscribed_comment(essay=essay)
    subscribed_comment(essay=essay, email=VERA)
    mail_server.to_senders = "550 Who are you?"
    for _ in range(7):
        with pytest.raises(CommandError, match="Who are you"):
            send_notices()
        make_due()
    assert states() == {ANNA: "waiting", VERA: "waiting"}


def test_closing_server_stops_the_run(essay, mail_server):
    subscribed_comment(essay=essay)
    mail_server.answers[ANNA] = "421 Going down"
    with pytest.raises(CommandError, match="Going down"):
        send_notices()
    assert states() == {ANNA: "waiting"}


# Refused


def test_refused_mail_does_not_stop_others(essay, mail_server):
    subscribed_comment(essay=essay)
    subscribed_comment(essay=essay, email=VERA)
    mail_server.answers[ANNA] = "550 No such person"
    send_notices()
    assert (recipients(mail_server), states()) == ([VERA], {ANNA: "waiting", VERA: "sent"})


def test_refused_mail_has_five_attempts(essay, mail_server):
    subscribed_comment(essay=essay)
    mail_server.answers[ANNA] = "550 No such person"
    seen = []
    for _ in range(6):
        send_notices()
        make_due()
        seen.append(Mail.objects.values_list("state", "attempts").get())
    assert seen == [*(("waiting", n) for n in range(1, 5)), ("refused", 5), ("refused", 5)]
    assert "No such person" in Mail.objects.get().error


def test_deferred_mail_is_tried_again_without_limit(essay, mail_server):
    subscribed_comment(essay=essay)
    mail_server.answers[ANNA] = "451 Come back later"
    for _ in range(8):
        send_notices()
        make_due()
    del mail_server.answers[ANNA]
    send_notices()
    assert (recipients(mail_server), states()) == ([ANNA], {ANNA: "sent"})


def test_pause_grows_up_to_six_hours(essay, mail_server):
    subscribed_comment(essay=essay)
    mail_server.answers[ANNA] = "451 Come back later"
    pauses = []
    for attempts in [0, 1, 2, 30]:
        Mail.objects.update(attempts=attempts)
        send_notices()
        pause = Mail.objects.get().next_try - timezone.now()
        pauses.append(round(pause / timedelta(minutes=1)))
        make_due()
    assert pauses == [5, 10, 20, 360]


def test_mail_is_not_tried_during_its_pause(essay, mail_server):
    subscribed_comment(essay=essay)
    mail_server.answers[ANNA] = "451 Come back later"
    send_notices()
    send_notices()
    assert Mail.objects.get().attempts == 1


def test_invalid_address_does_not_stop_others(essay, mail_server):
    subscribed_comment(essay=essay, email=f"anna@{'ж' * 63}.example")
    subscribed_comment(essay=essay, email=VERA)
    send_notices()
    assert recipients(mail_server) == [VERA]


def test_mail_reaches_a_cyrillic_domain(essay, mail_server):
    subscribed_comment(essay=essay, email="anna@пример.example")
    send_notices()
    assert recipients(mail_server) == ["anna@xn--e1afmkfd.example"]


# Interrupted


def test_claim_expires_when_the_process_dies(essay, mail_server):
    subscribed_comment(essay=essay)
    queue.write()
    key = Mail.objects.get().pk
    at = timezone.now()
    claims = [Mail.objects.claim(key, at + timedelta(minutes=n)) for n in (0, 9, 11)]
    assert [claim is not None for claim in claims] == [True, False, True]


# Retention


def aged(**age):
    Mail.objects.update(settled=timezone.now() - timedelta(**age))


def test_sent_mail_is_kept_for_two_weeks(essay, mail_server):
    subscribed_comment(essay=essay)
    send_notices()
    aged(days=13)
    send_notices()
    assert Mail.objects.get().to == ANNA


def test_expired_mail_is_erased_and_not_sent_again(essay, mail_server):
    reply(subscribed_comment(essay=essay))
    send_notices()
    aged(days=14)
    send_notices()
    rows = set(Mail.objects.values_list("to", "subject", "body", "error", "state"))
    assert (rows, len(mail_server.taken)) == ({("", "", "", "", "forgotten")}, 2)


def test_expired_digest_is_deleted(essay, mail_server):
    subscription("daily")
    factories.comment(essay=essay, state="waiting")
    send_notices()
    aged(days=14)
    send_notices()
    assert (len(mail_server.taken), Mail.objects.count()) == (1, 0)


def test_erased_mail_is_not_sent(essay, mail_server):
    subscribed_comment(essay=essay)
    subscribed_comment(essay=essay, email=VERA)
    queue.write()
    Mail.objects.filter(to=ANNA).erase()
    send_notices()
    assert (recipients(mail_server), states()) == ([VERA], {"": "forgotten", VERA: "sent"})
