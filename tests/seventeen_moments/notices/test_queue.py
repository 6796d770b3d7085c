"""Sending, to a mail server that does its work, refuses, or dies."""

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
from tests.seventeen_moments.notices.asking import asking, reply, run, subscription

pytestmark = pytest.mark.django_db

ANNA, VERA = "anna@example.org", "vera@example.org"


@pytest.fixture
def essay():
    return factories.essay(slug="home", terms="everyone")


def recipients(post_office):
    return [mail["To"] for mail in post_office.taken]


def states():
    return dict(Mail.objects.values_list("to", "state"))


def make_due():
    Mail.objects.waiting().update(next_try=timezone.now())


def test_command_sends_once_however_often_it_runs(essay, post_office):
    asking(essay=essay)
    run()
    run()
    assert (recipients(post_office), states()) == ([ANNA], {ANNA: "sent"})


def test_command_says_how_many(essay, post_office, capsys):
    asking(essay=essay)
    run()
    run()
    assert capsys.readouterr().err == "E-mails sent: 1.\n"


def test_nothing_to_send_needs_no_server(post_office):
    post_office.close()
    run()
    assert Mail.objects.count() == 0


# Down


@pytest.fixture
def down(post_office):
    post_office.close()


def test_comment_is_stored_and_its_mail_waits_while_the_server_is_down(client, essay, down):
    response = client.post("/essays/home/comments/", comment_on(essay, notices="on"))
    with pytest.raises(CommandError, match=r"refused\nE-mails queued: 1\."):
        run()
    assert (response.status_code, Comment.objects.count()) == (302, 1)
    assert Mail.objects.values_list("to", "state", "attempts").get() == (ANNA, "waiting", 0)


def test_what_waited_is_sent_when_the_server_is_back(essay, post_office):
    asking(essay=essay)
    post_office.close()
    with pytest.raises(CommandError):
        run()
    post_office.open()
    run()
    assert recipients(post_office) == [ANNA]


def test_server_that_dies_midway_loses_nothing(essay, post_office):
    for name in ["a", "b", "c"]:
        asking(essay=essay, email=f"{name}@example.org")
    post_office.dies_after = 1
    with pytest.raises(CommandError, match="E-mails queued: 2"):
        run()
    post_office.dies_after = None
    make_due()
    run()
    assert sorted(recipients(post_office)) == ["a@example.org", "b@example.org", "c@example.org"]


def test_mail_waits_and_command_says_so_while_no_server_is_named(essay, settings):
    settings.EMAIL_BACKEND = "seventeen_moments.notices.no_server.EmailBackend"
    asking(essay=essay)
    line = r"^The mail server: EMAIL_URL is not set; .+\nE-mails queued: 1\.$"
    with pytest.raises(CommandError, match=line):
        run()
    assert Mail.objects.values_list("to", "state", "attempts").get() == (ANNA, "waiting", 0)


def test_nothing_is_sent_past_the_outbox_while_no_server_is_named(settings):
    settings.EMAIL_BACKEND = "seventeen_moments.notices.no_server.EmailBackend"
    with pytest.raises(OSError, match="EMAIL_URL is not set"):
        mail.send_mail("Subject", "Words", None, [ANNA])


def test_sender_that_is_refused_stops_all_and_spends_nothing(essay, post_office):
    asking(essay=essay)
    asking(essay=essay, email=VERA)
    post_office.to_senders = "550 Who are you?"
    for _ in range(7):
        with pytest.raises(CommandError, match="Who are you"):
            run()
        make_due()
    assert states() == {ANNA: "waiting", VERA: "waiting"}


def test_server_that_is_about_to_go_stops_all(essay, post_office):
    asking(essay=essay)
    post_office.answers[ANNA] = "421 Going down"
    with pytest.raises(CommandError, match="Going down"):
        run()
    assert states() == {ANNA: "waiting"}


# Refused


def test_refused_mail_does_not_hold_up_the_others(essay, post_office):
    asking(essay=essay)
    asking(essay=essay, email=VERA)
    post_office.answers[ANNA] = "550 No such person"
    run()
    assert (recipients(post_office), states()) == ([VERA], {ANNA: "waiting", VERA: "sent"})


def test_refused_mail_is_given_up_after_five_attempts(essay, post_office):
    asking(essay=essay)
    post_office.answers[ANNA] = "550 No such person"
    seen = []
    for _ in range(6):
        run()
        make_due()
        seen.append(Mail.objects.values_list("state", "attempts").get())
    assert seen == [*(("waiting", n) for n in range(1, 5)), ("refused", 5), ("refused", 5)]
    assert "No such person" in Mail.objects.get().error


def test_mail_that_is_put_off_is_never_given_up(essay, post_office):
    asking(essay=essay)
    post_office.answers[ANNA] = "451 Come back later"
    for _ in range(8):
        run()
        make_due()
    del post_office.answers[ANNA]
    run()
    assert (recipients(post_office), states()) == ([ANNA], {ANNA: "sent"})


def test_pause_grows_up_to_six_hours(essay, post_office):
    asking(essay=essay)
    post_office.answers[ANNA] = "451 Come back later"
    pauses = []
    for attempts in [0, 1, 2, 30]:
        Mail.objects.update(attempts=attempts)
        run()
        pause = Mail.objects.get().next_try - timezone.now()
        pauses.append(round(pause / timedelta(minutes=1)))
        make_due()
    assert pauses == [5, 10, 20, 360]


def test_mail_is_not_tried_during_its_pause(essay, post_office):
    asking(essay=essay)
    post_office.answers[ANNA] = "451 Come back later"
    run()
    run()
    assert Mail.objects.get().attempts == 1


def test_address_that_no_mail_can_have_stops_nobody(essay, post_office):
    asking(essay=essay, email=f"anna@{'ж' * 63}.example")
    asking(essay=essay, email=VERA)
    run()
    assert recipients(post_office) == [VERA]


def test_mail_reaches_a_cyrillic_domain(essay, post_office):
    asking(essay=essay, email="anna@пример.example")
    run()
    assert recipients(post_office) == ["anna@xn--e1afmkfd.example"]


# Broken off


def test_claimed_mail_is_left_to_the_next_when_its_claimer_dies(essay, post_office):
    asking(essay=essay)
    queue.write()
    key = Mail.objects.get().pk
    at = timezone.now()
    claims = [Mail.objects.claim(key, at + timedelta(minutes=n)) for n in (0, 9, 11)]
    assert [claim is not None for claim in claims] == [True, False, True]


# Kept, and forgotten


def aged(**age):
    Mail.objects.update(settled=timezone.now() - timedelta(**age))


def test_sent_mail_is_kept_for_two_weeks(essay, post_office):
    asking(essay=essay)
    run()
    aged(days=13)
    run()
    assert Mail.objects.get().to == ANNA


def test_then_only_the_fact_is_left_and_nobody_is_told_twice(essay, post_office):
    reply(asking(essay=essay))
    run()
    aged(days=14)
    run()
    rows = set(Mail.objects.values_list("to", "subject", "body", "error", "state"))
    assert (rows, len(post_office.taken)) == ({("", "", "", "", "forgotten")}, 2)


def test_digest_of_two_weeks_ago_is_gone(essay, post_office):
    subscription("daily")
    factories.comment(essay=essay, state="waiting")
    run()
    aged(days=14)
    run()
    assert (len(post_office.taken), Mail.objects.count()) == (1, 0)


def test_address_is_forgotten_at_a_word_and_what_waited_is_not_sent(essay, post_office):
    asking(essay=essay)
    asking(essay=essay, email=VERA)
    queue.write()
    Mail.objects.for_address("Anna@Example.org").forget()
    run()
    assert (recipients(post_office), states()) == ([VERA], {"": "forgotten", VERA: "sent"})
