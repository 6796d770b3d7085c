"""The text of a comment that could not be stored is shown again."""

from datetime import UTC, datetime, timedelta

import psycopg2
import pytest
from django.db import OperationalError
from django.test import Client

from essays.models import CommentSettings, Essay
from seventeen_moments.core.publication import Status
from seventeen_moments.removals.removing import remove
from tests import factories
from tests.essays.discussion.comment_page import ADDRESS, TEXT, send
from tests.forms import comment_on, filled

pytestmark = pytest.mark.django_db

OLD, NEW = "prisoners-return", "the-return"
PAST, FUTURE = datetime(1953, 3, 27, tzinfo=UTC), datetime(2953, 3, 27, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def essay():
    return factories.essay(slug="prisoners-return")


def test_invalid_form_keeps_the_text(client, essay):
    response = send(client, essay, email="anna")
    assert "I was there.\n\nTwice.</textarea>" in response.text


def test_form_of_staff_without_csrf_token_can_be_sent_again(essay):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.user("Moderators"))
    form = comment_on(essay, text=TEXT)
    refused = strict.post(ADDRESS, form, headers={"Sec-Fetch-Site": "same-origin"})
    sent_again = strict.post(ADDRESS, filled(refused))
    assert (refused.status_code, sent_again.status_code) == (403, 302)
    assert essay.comments.get().text == TEXT


@pytest.mark.parametrize(
    ("closing", "reason"),
    [
        ({"comments_open": False}, "Comments on this essay are closed."),
        ({"comments_from": PAST, "comments_until": PAST + DAY}, "The comment period has ended."),
        ({"comments_from": FUTURE}, "Comments have not opened yet."),
        ({"published_at": PAST, "quiet_days": 1}, "Comments closed after a period without"),
    ],
)
def test_text_and_the_reason_are_shown_when_comments_closed_meanwhile(
    client, essay, closing, reason
):
    Essay.objects.update(**closing)
    page = send(client, essay).text
    assert (f"{TEXT}</textarea>" in page, reason in page) == (True, True)


def test_text_is_shown_when_the_site_closed_its_comments(client, essay):
    CommentSettings.objects.create(pk=1, comments_open=False)
    page = send(client, essay).text
    assert (f"{TEXT}</textarea>" in page, "closed on the whole site" in page) == (True, True)


ADDRESSES = {
    "comment": lambda comment: ADDRESS,
    "change": lambda comment: comment.own_url,
    "report": lambda comment: f"{comment.get_absolute_url()}flag/",
    "correction": lambda comment: "/essays/prisoners-return/correction/",
}
WORDS = {"text": TEXT, "reason": TEXT, "name": "Anna", "email": "anna@example.org"}


@pytest.mark.parametrize("form", ADDRESSES)
def test_every_form_keeps_its_text_when_the_essay_is_deleted(client, essay, form):
    address = ADDRESSES[form](factories.comment(essay=essay))
    essay.delete()
    response = client.post(address, WORDS)
    assert (response.status_code, f"{TEXT}</textarea>" in response.text) == (404, True)


@pytest.mark.parametrize("form", ADDRESSES)
def test_every_form_reaches_an_essay_that_was_renamed(client, essay, form):
    address = ADDRESSES[form](factories.comment(essay=essay))
    essay.slug = NEW
    essay.save()
    response = client.post(address, WORDS)
    # The browser sends it again, to the new address; the page of an author needs no slug.
    status, changed = (302, address) if form == "change" else (308, address.replace(OLD, NEW))
    assert (response.status_code, response.url) == (status, changed)


@pytest.mark.parametrize("form", ADDRESSES)
@pytest.mark.parametrize("status", [500, 503])
def test_every_form_can_be_sent_again_after_an_error(client, essay, monkeypatch, form, status):
    def fail(*args):
        error = {500: ZeroDivisionError, 503: OperationalError}[status]
        raise error from psycopg2.OperationalError()

    address = ADDRESSES[form](factories.comment(essay=essay, state="approved"))
    client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr(CommentSettings.objects.__class__, "row", fail)
        patch.setattr(CommentSettings.objects.__class__, "locked_row", fail)
        failed = client.post(address, WORDS, headers={"Sec-Fetch-Site": "same-origin"})
    assert (failed.status_code, f"{TEXT}</textarea>" in failed.text) == (status, True)
    again = client.post(address, filled(failed))
    assert again.status_code in {200, 302}


def test_staff_can_send_again_after_an_error(essay, monkeypatch):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(factories.user("Moderators"))
    form = filled(strict.get(ADDRESS), text=TEXT)
    with monkeypatch.context() as patch:
        patch.setattr(CommentSettings.objects.__class__, "locked_row", None)
        failed = strict.post(ADDRESS, form, headers={"Sec-Fetch-Site": "same-origin"})
    strict.post(ADDRESS, filled(failed), headers={"Sec-Fetch-Site": "same-origin"})
    assert essay.comments.get().text == TEXT


def test_error_on_a_form_of_another_site_offers_no_button(client, essay, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(CommentSettings.objects.__class__, "locked_row", None)
    page = client.post(ADDRESS, WORDS).text
    assert (f"{TEXT}</textarea>" in page, "Send again" in page) == (True, False)


def test_reader_who_logged_in_meanwhile_sends_again(essay):
    strict = Client(enforce_csrf_checks=True)
    form = filled(strict.get(ADDRESS), **WORDS)
    strict.force_login(factories.user("Moderators"))
    refused = strict.post(ADDRESS, form, headers={"Sec-Fetch-Site": "same-origin"})
    strict.post(ADDRESS, filled(refused), headers={"Sec-Fetch-Site": "same-origin"})
    assert essay.comments.get().text == TEXT


def test_nothing_is_needed_from_the_browser_to_comment(essay):
    strict = Client(enforce_csrf_checks=True)
    form = filled(strict.get(ADDRESS), **WORDS)
    strict.cookies.clear()  # the browser refuses them
    assert strict.post(ADDRESS, form).status_code == 302


def test_source_removed_for_good_keeps_the_text_of_its_correction(client, essay):
    text = factories.text(essay=essay)
    address = f"{text.get_absolute_url()}correction/"
    remove(text, factories.user("Administrators"), "By request.")
    response = client.post(address, {"text": TEXT})
    assert (response.status_code, f"{TEXT}</textarea>" in response.text) == (410, True)


def test_text_is_kept_when_the_essay_is_no_longer_public(client, essay):
    essay.status = Status.DRAFT
    essay.save()
    response = send(client, essay)
    assert (response.status_code, f"{TEXT}</textarea>" in response.text) == (404, True)


def test_text_of_staff_whose_session_ended_is_kept(client, essay):
    client.cookies["sessionid"] = "ended"
    response = client.post(ADDRESS, {"text": TEXT, "form_token": comment_on(essay)["form_token"]})
    assert f"{TEXT}</textarea>" in response.text
