"""Pages have drafts and a history as essays do."""

import re

import pytest
from django.urls import reverse

from seventeen_moments.core.publication import Status
from seventeen_moments.pages.models import Page
from seventeen_moments.versions.register import record
from seventeen_moments.versions.states import states_of
from tests.forms import filled
from tests.seventeen_moments.versions.draft_forms import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def rights():
    return Page.objects.get(slug="rights", language="en")


def address(page, *pages):
    return "".join([reverse("admin:pages_page_changelist"), f"{page.pk}/", *pages])


def test_saved_change_of_a_public_page_is_a_draft(editor_client, rights):
    form = address(rights, "change/")
    data = filled(editor_client.get(form), body="<p>CC BY 4.0.</p>")
    editor_client.post(form, data | {"_draft": "Save draft"})
    shown = [editor_client.get(f"/en/rights/{query}").text for query in ["", "?draft"]]
    assert ["CC BY 4.0." in text for text in shown] == [False, True]


def test_new_page_is_a_draft_below_about(editor_client):
    add = reverse("admin:pages_page_add")
    fields = {"title": "Наша команда", "language": "ru", "body": "<p>Мы.</p>"}
    editor_client.post(add, filled(editor_client.get(add), **fields) | {"_draft": "Save draft"})
    page = Page.objects.get(title="Наша команда")
    found = (page.status, page.get_absolute_url())
    assert found == (Status.DRAFT, "/ru/about/nasha-komanda/")


def test_second_text_in_a_language_is_refused(editor_client):
    add = reverse("admin:pages_page_add")
    fields = {"title": "Rights", "slug": "rights", "language": "en", "body": "<p>All.</p>"}
    response = editor_client.post(add, filled(editor_client.get(add), **fields))
    assert "There is already a page with this slug and language." in response.text


def test_page_without_a_text_is_kept_as_a_draft_and_not_published(editor_client):
    add = reverse("admin:pages_page_add")
    typed = filled(editor_client.get(add), title="Team", body="<p></p>")
    editor_client.post(add, typed | {"_draft": "Save draft"})
    page = Page.objects.get(title="Team")
    response = publish(editor_client, page)
    page.refresh_from_db()
    assert (page.status, "Enter the text of the page." in response.text) == (Status.DRAFT, True)


def test_earlier_text_is_restored_beside_its_translation(editor_client, rights):
    before = rights.body
    record(Page, rights.pk)
    state = states_of(Page, rights.pk).get()
    rights.body = "<p>None.</p>"
    rights.save()
    editor_client.post(address(rights, f"history/{state.pk}/restore/"))
    rights.refresh_from_db()
    assert rights.body == before


def test_editor_of_the_text_gets_the_nonce_of_its_import_map(editor_client, rights):
    response = editor_client.get(address(rights, "change/"))
    [nonce] = re.findall(r'<script[^>]*type="importmap"[^>]*nonce="([^"]+)"', response.text) or [""]
    assert f"'nonce-{nonce}'" in response["Content-Security-Policy"]
    assert "SourceLink" not in response.text
