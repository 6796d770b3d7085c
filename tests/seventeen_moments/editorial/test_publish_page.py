"""The page that asks before something becomes public."""

import pytest

from essays.models import Essay
from seventeen_moments.core.publication import Status
from tests import factories
from tests.forms import filled
from tests.html import squeezed
from tests.seventeen_moments.versions.draft_forms import (
    change,
    messages,
    page_for,
    press,
    publish,
)


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return", slug="return", status=Status.DRAFT)


def words(response):
    return squeezed(response.content.decode())


def test_button_saves_the_form_and_leads_to_the_page(editor_client, essay):
    response = press(editor_client, "_publish", essay, title="The Thaw")
    essay.refresh_from_db()
    assert (response.url, essay.title, essay.status) == (
        page_for(essay, "publish"),
        "The Thaw",
        Status.DRAFT,
    )


def test_new_essay_is_published_in_two_steps(editor_client):
    add = "/admin/essays/essay/add/"
    asked = editor_client.post(
        add, filled(editor_client.get(add), title="The Thaw") | {"_publish": "on"}
    )
    response = editor_client.post(asked.url, filled(editor_client.get(asked.url)))
    essay = Essay.objects.published().get()
    assert messages(editor_client.get(response.url)) == [
        f'The essay “The Thaw” is public: <a href="{essay.get_absolute_url()}">view the page</a>.'
    ]


def test_page_says_what_becomes_public(editor_client, essay):
    for _ in range(3):
        factories.text(essay=essay, status=Status.DRAFT)
    page = editor_client.get(page_for(essay, "publish"))
    assert page.context["sentence"] == (
        "Publish now: the essay and 3 of its sources become public."
    )
