"""Sessions are renewed by use of the admin."""

from datetime import timedelta
from time import time

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from seventeen_moments.editorial.login import RENEWED

INDEX = reverse("admin:index")
DAY = 24 * 3600


@pytest.fixture
def begun(editor_client):
    """Sets the time of the login, or of the last renewal."""

    def begun(seconds):
        session = editor_client.session
        session[RENEWED] = int(time()) - seconds
        session.save()
        Session.objects.update(expire_date=timezone.now() + timedelta(days=1))

    return begun


def days_left():
    return round((Session.objects.get().expire_date - timezone.now()) / timedelta(days=1))


def test_use_after_a_day_renews_the_session(editor_client, begun):
    begun(DAY + 60)
    cookie = editor_client.get(INDEX).cookies["sessionid"]
    assert (days_left(), cookie["max-age"]) == (14, 14 * DAY)


def test_use_within_a_day_stores_nothing_and_sets_no_cookie(editor_client, begun):
    begun(DAY - 60)
    cookies = editor_client.get(INDEX).cookies
    assert (days_left(), "sessionid" in cookies) == (1, False)


def test_login_starts_the_period_of_a_session(editor_client):
    assert "sessionid" not in editor_client.get(INDEX).cookies


def test_session_without_a_time_is_renewed(editor_client, begun):
    begun(0)
    session = editor_client.session
    del session[RENEWED]
    session.save()
    assert "sessionid" in editor_client.get(INDEX).cookies


def test_public_page_renews_no_session(editor_client, begun):
    begun(DAY + 60)
    cookies = editor_client.get("/").cookies
    assert (days_left(), "sessionid" in cookies) == (1, False)


def test_login_page_sets_the_csrf_cookie_only(client, db):
    assert [*client.get(INDEX, follow=True).cookies] == ["csrftoken"]
