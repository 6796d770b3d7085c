"""Closing and posting at the same time, with real connections."""

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from threading import Event, Thread
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client

from essays.models import Comment, CommentSettings, Essay
from tests import factories
from tests.forms import comment_on

TOKEN = "t" * 32


def close_essay(essay):
    Essay.objects.filter(pk=essay.pk).switch_comments(False, None)


def close_site(essay):
    CommentSettings.objects.filter(pk=CommentSettings.objects.row().pk).update(comments_open=False)


def end_its_time(essay):
    essay.comments_until = essay.published_at
    essay.save(update_fields=["comments_until"])


@pytest.mark.parametrize("close", [close_essay, close_site, end_its_time])
def test_comment_under_way_when_comments_close_is_refused(transactional_db, close):
    essay = factories.essay()
    CommentSettings.objects.row()
    started, statuses = Event(), []

    def post():
        started.set()
        address = f"{essay.get_absolute_url()}comments/"
        statuses.append(Client().post(address, comment_on(essay)).status_code)
        connection.close()

    with transaction.atomic():
        close(essay)
        thread = Thread(target=post)
        thread.start()
        started.wait()
        thread.join(timeout=0.5)  # it waits for the transaction that closes the comments
        assert statuses == []
    thread.join()
    assert statuses == [403]
    assert not Comment.objects.exists()


def send(server, essay, number, form=None):
    """The status with which the running server answers, over a connection of its own."""
    sent = urlsplit(server.url)
    form = form or comment_on(essay, text=f"Number {number}.")
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={TOKEN}",
        "X-Forwarded-For": f"203.0.113.{number}",
    }
    http = HTTPConnection(sent.hostname, sent.port, timeout=60)
    body = urlencode(form | {"csrfmiddlewaretoken": TOKEN})
    http.request("POST", f"{essay.get_absolute_url()}comments/", body, headers)
    status = http.getresponse().status
    http.close()
    return status


def test_burst_of_comments_is_stored_whole(live_server):
    essay = factories.essay()
    with ThreadPoolExecutor(20) as readers:
        statuses = list(readers.map(lambda number: send(live_server, essay, number), range(200)))
    assert statuses == [302] * 200
    assert Comment.objects.values("text").distinct().count() == 200


def test_comments_sent_while_comments_close_are_stored_or_refused(live_server):
    essay = factories.essay()

    def act(number):
        return close_now() if number == 100 else send(live_server, essay, number)

    def close_now():
        close_essay(essay)
        connection.close()

    with ThreadPoolExecutor(20) as readers:
        statuses = list(readers.map(act, range(200)))
    assert send(live_server, essay, 200) == 403
    assert set(statuses) <= {302, 403, None}  # whether any came after is up to the machine
    assert Comment.objects.count() == statuses.count(302)


def test_form_sent_twenty_times_at_once_is_stored_once(live_server):
    essay = factories.essay()
    form = comment_on(essay)
    with ThreadPoolExecutor(20) as clicks:
        statuses = list(
            clicks.map(lambda number: send(live_server, essay, number, form), range(20))
        )
    assert statuses == [302] * 20
    assert Comment.objects.count() == 1


def test_limit_holds_for_a_burst(live_server):
    CommentSettings.objects.create(pk=1, most_an_hour=5)
    essay = factories.essay()
    texts = [comment_on(essay, text=f"Number {number}.") for number in range(20)]
    with ThreadPoolExecutor(20) as clicks:
        statuses = list(clicks.map(lambda form: send(live_server, essay, 1, form), texts))
    assert sorted(statuses) == [302] * 5 + [429] * 15
    assert Comment.objects.count() == 5
