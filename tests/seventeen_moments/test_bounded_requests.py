"""What is too large for one request is refused with a page that says so."""

import pytest
from django.conf import settings
from django.urls import reverse

from essays.models import Essay
from tests import factories
from tests.forms import comment_on

ADD = reverse("admin:essays_essay_add")
SENTENCE = "More was sent than can be saved at once, and nothing was saved."


def test_editor_is_told_of_too_many_bytes(editor_client):
    body = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    answer = editor_client.post(ADD, {"title": "The Thaw", "slug": "thaw", "body": body})
    assert (answer.status_code, SENTENCE in answer.text) == (413, True)
    assert not Essay.objects.exists()


def test_editor_is_told_of_too_many_fields(editor_client):
    answer = editor_client.post(ADD, {"title": ["x"] * 20_001})
    assert (answer.status_code, SENTENCE in answer.text) == (413, True)


def test_editor_is_told_of_too_many_files(editor_client):
    address = reverse("admin:resources_image_pictures", query={"essay": factories.essay().pk})
    files = [factories.picture() for _ in range(101)]
    answer = editor_client.post(address, {"send": "on", "files": files})
    assert (answer.status_code, SENTENCE in answer.text) == (413, True)


@pytest.mark.parametrize("address", ["/", reverse("admin:login"), ADD])
def test_visitor_sends_no_more_than_a_readers_form_holds(client, db, address):
    answer = client.post(address, {"words": "x" * settings.READERS_MAX_REQUEST_SIZE})
    assert (answer.status_code, SENTENCE in answer.text) == (413, True)


def test_account_without_staff_status_sends_no_more_than_a_visitor(client, db):
    client.force_login(factories.user(is_staff=False))
    answer = client.post("/", {"words": "x" * settings.READERS_MAX_REQUEST_SIZE})
    assert answer.status_code == 413


def test_longest_comment_is_no_such_request(client, db):
    essay = factories.essay()
    address = reverse("essays:comments", args=[essay.slug])
    answer = client.post(address, comment_on(essay, text="ё" * 5000))
    assert (answer.status_code, essay.comments.count()) == (302, 1)


@pytest.mark.parametrize("length", ["", "many"])
def test_length_that_is_no_number_is_no_length(client, db, length):
    assert client.post("/", CONTENT_LENGTH=length).status_code == 405
