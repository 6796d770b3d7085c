"""Text in a form of the admin that was sent after the session ended."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db

QUEUE, ESSAYS = reverse("moderation:queue"), reverse("admin:essays_essay_add")


def test_text_of_a_reply_is_shown_again(client):
    comment = factories.comment(state="waiting")
    form = {"do": f"reply:{comment.pk}", f"reply-{comment.pk}-text": "Thanks!"}
    response = client.post(QUEUE, form)
    assert (response.status_code, "Thanks!</textarea>" in response.text) == (403, True)


def test_text_of_an_essay_is_shown_again(client):
    response = client.post(ESSAYS, {"title": "Thaw", "body": "<p>Bread & steel</p>"})
    shown = ["Thaw</textarea>", "&lt;p&gt;Bread &amp; steel&lt;/p&gt;</textarea>"]
    assert [words in response.text for words in shown] == [True, True]


def test_form_without_text_redirects_to_the_login(client):
    response = client.post(QUEUE, {"do": "approve:1"})
    assert (response.status_code, response.url.startswith("/admin/login/")) == (302, True)


def test_password_is_not_shown(client):
    form = {"old_password": "correct horse", "text": "Thanks!"}
    response = client.post(reverse("admin:password_change"), form)
    assert ("Thanks!" in response.text, "correct horse" in response.text) == (True, False)
