"""Drafts saved with the time at which they shall be published."""

import pytest

from essays.models import Essay
from seventeen_moments.versions.models import Draft
from tests import factories
from tests.seventeen_moments.versions.draft_forms import (
    TOMORROW,
    at,
    change,
    initial_values,
    messages,
    press,
)


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return", slug="return")


@pytest.mark.parametrize("button", ["_publish", "_save"])
def test_live_page_is_unchanged_until_the_time_given(editor_client, essay, button):
    response = press(editor_client, button, essay, title="The Thaw", **at(TOMORROW))
    draft = Draft.objects.get()
    assert (draft.data, draft.publish_at) == ({"title": "The Thaw"}, TOMORROW)
    assert Essay.objects.published().get().title == "Prisoners Return"
    assert messages(editor_client.get(response.url)) == [
        f"Visitors see the page as it is until {TOMORROW:%-d %B %Y, %H:%M}. "
        "Then the draft is published automatically."
    ]


def test_form_shows_and_explains_the_time(editor_client, essay, scheduled):
    page = editor_client.get(change(essay))
    assert initial_values(page)["published_at"] == TOMORROW
    assert f"It will be published automatically on {TOMORROW:%-d %B %Y, %H:%M}" in page.text


def test_saving_the_draft_again_keeps_its_time(editor_client, essay, scheduled):
    press(editor_client, "_draft", essay, title="The Frost")
    draft = Draft.objects.get()
    assert (draft.data["title"], draft.publish_at) == ("The Frost", TOMORROW)


def test_saving_a_draft_sets_no_time(editor_client, essay):
    press(editor_client, "_draft", essay, title="The Thaw", **at(TOMORROW))
    assert Draft.objects.get().publish_at is None
    assert initial_values(editor_client.get(change(essay)))["published_at"] == TOMORROW


def test_saving_the_draft_without_the_time_unschedules_it(editor_client, essay, scheduled):
    press(editor_client, "_draft", essay, published_at_0="", published_at_1="")
    assert Draft.objects.get().publish_at is None


def test_publishing_without_the_time_publishes_at_once(editor_client, essay, scheduled):
    press(editor_client, "_publish", essay, published_at_0="", published_at_1="")
    assert (Essay.objects.get().title, Draft.objects.count()) == ("The Thaw", 0)
    assert Essay.objects.get().published_at == essay.published_at


def test_first_publication_is_scheduled_without_a_draft(editor_client):
    essay = factories.essay(status="draft")
    press(editor_client, "_publish", essay, **at(TOMORROW))
    assert not Draft.objects.exists()
    assert Essay.objects.published(TOMORROW).get() == essay
    assert not Essay.objects.published().exists()
