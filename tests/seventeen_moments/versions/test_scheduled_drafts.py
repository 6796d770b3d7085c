"""Drafts saved with the time at which they shall be published."""

from datetime import timedelta

import pytest
from django.utils import timezone

from essays.models import Essay
from resources.models import Text
from seventeen_moments.versions.models import Draft
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.versions.draft_forms import (
    TOMORROW,
    at,
    change,
    messages,
    page_for,
    press,
    publish,
)


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return", slug="return")


def test_live_page_is_unchanged_until_the_time_given(editor_client, essay):
    response = publish(editor_client, essay, title="The Thaw", **at(TOMORROW))
    draft = Draft.objects.get()
    assert (draft.data, draft.publish_at) == ({"title": "The Thaw"}, TOMORROW)
    assert Essay.objects.published().get().title == "Prisoners Return"
    assert messages(editor_client.get(response.url)) == [
        f"The changes to the essay “The Thaw” become public on {TOMORROW:%-d %B %Y, %H:%M}: "
        '<a href="/essays/return/?draft">preview</a>.'
    ]


def test_form_and_page_show_the_time(editor_client, essay, scheduled):
    page = editor_client.get(page_for(essay, "publish"))
    when = f"{TOMORROW:%-d %B %Y, %H:%M}"
    form = editor_client.get(change(essay)).text
    assert f"It will be published automatically on {when}" in form
    assert '<a href="../publish/">Change the time, or do not publish it then</a>' in form
    assert page.context["sentence"] == f"On {when}: the changes to the essay become public."
    assert filled(page).items() >= at(TOMORROW).items()


def test_saving_the_draft_again_keeps_its_time(editor_client, essay, scheduled):
    press(editor_client, "_draft", essay, title="The Frost")
    draft = Draft.objects.get()
    assert (draft.data["title"], draft.publish_at) == ("The Frost", TOMORROW)


def test_saving_a_draft_sets_no_time(editor_client, essay):
    press(editor_client, "_draft", essay, title="The Thaw", **at(TOMORROW))
    assert Draft.objects.get().publish_at is None


def test_time_is_changed(editor_client, essay, scheduled):
    later = TOMORROW + timedelta(days=1)
    publish(editor_client, essay, **at(later))
    assert Draft.objects.get().publish_at == later


def test_time_is_withdrawn(editor_client, essay, scheduled):
    address = page_for(essay, "publish")
    data = filled(editor_client.get(address), _unschedule="on")
    response = editor_client.post(address, data)
    draft = Draft.objects.get()
    assert (draft.publish_at, draft.data["title"]) == (None, "The Thaw")
    assert messages(editor_client.get(response.url)) == ["The scheduled publication is withdrawn."]


def test_scheduled_draft_is_published_at_once(editor_client, essay, scheduled):
    publish(editor_client, essay, when="now")
    assert (Essay.objects.get().title, Draft.objects.count()) == ("The Thaw", 0)
    assert Essay.objects.get().published_at == essay.published_at


def test_first_publication_is_scheduled_without_a_draft(editor_client):
    essay = factories.essay(status="draft")
    publish(editor_client, essay, **at(TOMORROW))
    assert not Draft.objects.exists()
    assert Essay.objects.published(TOMORROW).get() == essay
    assert not Essay.objects.published().exists()


def test_scheduled_page_stays_so_when_its_form_is_saved(editor_client):
    essay = factories.essay(published_at=TOMORROW)
    press(editor_client, "_draft", essay, title="The Thaw")
    assert Essay.objects.published(TOMORROW).get().title == "The Thaw"
    assert not Essay.objects.published().exists()


def test_first_publication_is_withdrawn_with_its_sources(editor_client):
    essay = factories.essay(published_at=TOMORROW)
    factories.text(essay=essay, published_at=TOMORROW)
    address = page_for(essay, "publish")
    editor_client.post(address, filled(editor_client.get(address), _unschedule="on"))
    rows = Essay.objects.get(), Text.objects.get()
    assert {(row.status, row.published_at) for row in rows} == {("draft", None)}


def test_draft_that_failed_is_not_published_by_saving_it(editor_client, essay):
    past = timezone.now() - timedelta(days=1)
    Draft.objects.create(target=essay, data={"title": "Thaw"}, publish_at=past, failure="No slug.")
    press(editor_client, "_draft", essay, title="The Frost")
    editor_client.get("/")
    assert Essay.objects.get().title == "Prisoners Return"
