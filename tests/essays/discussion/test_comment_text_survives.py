"""The text of a comment that could not be stored is shown again."""

import pytest
from django.test import Client

from seventeen_moments.core.publication import Status
from tests import factories
from tests.essays.discussion.comment_page import ADDRESS, TEXT, send
from tests.forms import comment_on, filled

pytestmark = pytest.mark.django_db


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


def test_text_is_kept_when_comments_were_closed_meanwhile(client, essay):
    essay.comments_open = False
    essay.save()
    assert f"{TEXT}</textarea>" in send(client, essay).text


def test_text_is_kept_when_the_essay_is_no_longer_public(client, essay):
    essay.status = Status.DRAFT
    essay.save()
    response = send(client, essay)
    assert (response.status_code, f"{TEXT}</textarea>" in response.text) == (404, True)


def test_text_of_staff_whose_session_ended_is_kept(client, essay):
    client.cookies["sessionid"] = "ended"
    response = client.post(ADDRESS, {"text": TEXT, "form_token": comment_on(essay)["form_token"]})
    assert f"{TEXT}</textarea>" in response.text
