"""Too large requests are refused with a page that explains it."""

from django.conf import settings
from django.urls import reverse

from essays.models import Essay
from tests import factories
from tests.forms import comment_on

ADD = reverse("admin:essays_essay_add")
SENTENCE = "More was sent than can be saved at once, and nothing was saved."


def test_form_with_too_many_bytes_is_explained(editor_client):
    body = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    answer = editor_client.post(ADD, {"title": "The Thaw", "slug": "thaw", "body": body})
    assert (answer.status_code, SENTENCE in answer.text) == (413, True)
    assert not Essay.objects.exists()


def test_form_with_too_many_fields_is_explained(editor_client):
    answer = editor_client.post(ADD, {"title": ["x"] * 20_001})
    assert (answer.status_code, SENTENCE in answer.text) == (413, True)


def test_form_with_too_many_files_is_explained(editor_client):
    address = reverse("admin:resources_image_pictures", query={"essay": factories.essay().pk})
    files = [factories.picture() for _ in range(101)]
    answer = editor_client.post(address, {"send": "on", "files": files})
    assert (answer.status_code, SENTENCE in answer.text) == (413, True)


def test_form_of_a_reader_with_many_fields_is_refused(client, db):
    answer = client.post("/", {"words": ["x"] * 1001})
    assert (answer.status_code, "Bad request" in answer.text) == (400, True)


def test_longest_comment_is_accepted(client, db):
    essay = factories.essay()
    address = reverse("essays:comments", args=[essay.slug])
    answer = client.post(address, comment_on(essay, text="ё" * 5000))
    assert (answer.status_code, essay.comments.count()) == (302, 1)
