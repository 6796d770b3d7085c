"""Drafts whose scheduled time has come."""

from datetime import timedelta
from threading import Thread

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.utils import timezone

from essays.models import Essay
from resources.models import Text
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.publish_due import publish_due
from tests import factories
from tests.seventeen_moments.versions.draft_forms import (
    TOMORROW,
    at,
    drafts,
    make_due,
    publish,
)


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return", slug="return")


def test_draft_is_not_published_before_its_time(essay, scheduled):
    publish_due(TOMORROW - timedelta(seconds=1))
    assert (Essay.objects.get().title, Draft.objects.count()) == ("Prisoners Return", 1)


def test_draft_is_published_at_its_time(essay, scheduled):
    publish_due(TOMORROW)
    published = Essay.objects.get()
    assert (published.title, list(published.themes.names())) == ("The Thaw", ["law"])
    assert (published.published_at, Draft.objects.count()) == (essay.published_at, 0)
    assert published.updated > essay.updated


def test_derived_fields_are_updated(editor_client, essay):
    body = '<p>Bread<span class="footnote">Pravda</span></p>'
    publish(editor_client, essay, body=body, **at(TOMORROW))
    publish_due(TOMORROW)
    published = Essay.objects.get()
    assert (published.notes, published.body_text) == (["Pravda"], "Bread")


def test_due_draft_is_published_before_its_page_is_shown(client, essay, scheduled):
    make_due()
    client.logout()
    assert "The Thaw" in client.get("/essays/return/").text


def test_due_draft_is_published_before_the_home_page_is_shown(client, essay, scheduled):
    make_due()
    client.logout()
    assert "The Thaw" in client.get("/").text


def test_health_check_publishes_nothing(client, essay, scheduled):
    make_due()
    client.get("/healthz")
    assert Draft.objects.count() == 1


def test_rows_are_published_with_their_essay(editor_client, essay):
    text = factories.text(essay=essay, title="Decree")
    rows = {"texts-0-title": "Law"}
    publish(editor_client, essay, title="The Thaw", **rows, **at(TOMORROW))
    publish_due(TOMORROW)
    text.refresh_from_db()
    assert (text.title, Essay.objects.get().title, drafts()) == ("Law", "The Thaw", {})


def test_public_changes_since_the_draft_stay(essay, scheduled):
    Essay.objects.update(summary="From the spreadsheet.", comments_open=False)
    publish_due(TOMORROW)
    published = Essay.objects.get()
    assert (published.title, published.summary, published.comments_open) == (
        "The Thaw",
        "From the spreadsheet.",
        False,
    )


def test_withdrawn_page_stays_withdrawn(essay, scheduled):
    Essay.objects.update(status="draft")
    publish_due(TOMORROW)
    assert (Essay.objects.get().title, Essay.objects.published().count()) == ("The Thaw", 0)


def test_deleted_lead_image_is_omitted(editor_client, essay):
    image = factories.image(essay=essay)
    publish(editor_client, essay, title="The Thaw", lead_image=image.pk, **at(TOMORROW))
    image.delete()
    publish_due(TOMORROW)
    assert (Essay.objects.get().title, Essay.objects.get().lead_image) == ("The Thaw", None)


def test_publication_is_logged_for_the_author(essay, scheduled):
    author = scheduled.author
    publish_due(TOMORROW)
    entry = LogEntry.objects.latest("pk")
    assert (entry.user, entry.object_id, entry.change_message) == (
        author,
        str(essay.pk),
        "Published as scheduled.",
    )


def test_draft_of_a_deleted_author_is_published(essay, scheduled):
    scheduled.author.delete()
    publish_due(TOMORROW)
    assert Essay.objects.get().title == "The Thaw"


def test_concurrent_requests_publish_once(transactional_db, caplog):
    text = factories.text(title="Decree")
    author = factories.user("Editors")
    Draft.objects.create(
        target=text, data={"title": "Law"}, publish_at=timezone.now(), author=author
    )

    def read():
        publish_due()
        connection.close()

    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert (Text.objects.get().title, Draft.objects.count()) == ("Law", 0)
    assert (LogEntry.objects.count(), caplog.records) == (1, [])
