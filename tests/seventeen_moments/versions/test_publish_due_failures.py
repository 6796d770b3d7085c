"""Scheduled drafts that cannot be published, or change while others are."""

from datetime import timedelta

import pytest
from django.db import models
from django.utils import timezone

from essays.models import Essay
from resources.models import Text
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.publish_due import publish_due
from tests import factories
from tests.seventeen_moments.versions.draft_forms import (
    TOMORROW,
    at,
    change,
    make_due,
    publish,
)

INC = "http://rightsstatements.org/vocab/InC/1.0/"
LATER = TOMORROW + timedelta(days=1)


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return", slug="return")


@pytest.fixture
def impossible(editor_client, essay):
    publish(editor_client, essay, title="The Thaw", slug="thaw", **at(TOMORROW))
    factories.essay(title="Ours", slug="thaw")


def test_draft_whose_slug_is_taken_stays_with_the_reason(essay, impossible):
    publish_due(TOMORROW)
    essay.refresh_from_db()
    assert (essay.title, Draft.objects.get().failure) == (
        "Prisoners Return",
        "Essay with this Slug already exists.",
    )


def test_failed_draft_is_not_tried_again(impossible, django_assert_num_queries):
    publish_due(TOMORROW)
    with django_assert_num_queries(1):
        publish_due(LATER)


def test_form_says_why_the_draft_failed(editor_client, essay, impossible):
    publish_due(TOMORROW)
    assert (
        "It could not be published as scheduled: Essay with this Slug already exists."
        in editor_client.get(change(essay)).text
    )


def test_failed_draft_is_tried_again_after_it_is_saved(editor_client, essay, impossible):
    publish_due(TOMORROW)
    publish(editor_client, essay, slug="the-thaw", **at(TOMORROW))
    publish_due(TOMORROW)
    essay.refresh_from_db()
    assert (essay.title, essay.slug) == ("The Thaw", "the-thaw")


def test_row_that_cannot_be_published_holds_back_its_essay(editor_client, essay):
    text = factories.text(essay=essay, slug="decree")
    rows = {"texts-0-slug": "law"}
    publish(editor_client, essay, title="The Thaw", **rows, **at(TOMORROW))
    factories.text(essay=essay, slug="law")
    publish_due(TOMORROW)
    text.refresh_from_db()
    assert (Essay.objects.get().title, text.slug) == ("Prisoners Return", "decree")
    assert Draft.objects.get(parent=None).failure == (
        "This section of the essay already has a source with this slug."
    )


def test_failure_of_one_draft_leaves_the_others(client, essay, impossible, caplog):
    failed = Draft.objects.get()
    other = factories.essay(title="Virgin Lands")
    Draft.objects.create(target=other, data={"title": "The Steppe"}, publish_at=TOMORROW)
    publish_due(TOMORROW)
    other.refresh_from_db()
    assert other.title == "The Steppe"
    assert caplog.messages == [
        f"The draft {failed.pk} could not be published: Essay with this Slug already exists."
    ]


@pytest.fixture
def hidden_row(editor_client, essay, settings):
    """A source added in the form of the draft, to be published with it."""
    settings.PUBLISHING_NEEDS = ["rights"]
    new = {"title": "Decree", "slug": "decree", "kind": "decree", "status": "draft"}
    text = factories.text(essay=essay, **new, rights=INC)
    parent = Draft.objects.create(target=essay, data={"title": "The Thaw"}, publish_at=TOMORROW)
    Draft.objects.create(target=text, data={"status": "published"}, parent=parent)
    return text


def test_hidden_source_is_published_with_its_essay(hidden_row):
    assert not Text.objects.published().exists()
    publish_due(TOMORROW)
    assert Text.objects.published().get() == hidden_row


def test_source_that_lost_its_rights_holds_back_its_essay(hidden_row):
    Text.objects.update(rights="")
    publish_due(TOMORROW)
    assert (Essay.objects.get().title, Text.objects.get().status) == ("Prisoners Return", "draft")
    assert Draft.objects.get(parent=None).failure == (
        "“Decree”: Publication requires a rights statement."
    )


def test_requirement_set_after_scheduling_applies(essay, scheduled, settings):
    Essay.objects.update(status="draft")
    scheduled.data["status"] = "published"
    scheduled.save()
    settings.PUBLISHING_NEEDS = ["byline"]
    publish_due(TOMORROW)
    assert (Essay.objects.get().status, Draft.objects.get().failure) == (
        "draft",
        "“The Thaw”: Publication requires authors.",
    )


def test_page_already_public_without_a_requirement_is_changed(essay, scheduled, settings):
    settings.PUBLISHING_NEEDS = ["byline"]
    publish_due(TOMORROW)
    assert (Essay.objects.get().title, Draft.objects.count()) == ("The Thaw", 0)


def test_preview_ignores_publishing_requirements(editor_client, essay, hidden_row):
    Text.objects.update(rights="")
    assert "The Thaw" in editor_client.get("/essays/return/?draft").text


def test_drafts_are_published_in_the_order_of_their_times(essay, scheduled):
    earlier = factories.essay(title="Virgin Lands")
    Draft.objects.create(target=earlier, data={"title": "Steppe"}, publish_at=timezone.now())
    publish_due(TOMORROW)
    titles = Essay.objects.order_by("updated").values_list("title", flat=True)
    assert list(titles) == ["Steppe", "The Thaw"]


def test_draft_postponed_while_another_is_published_waits(essay, scheduled):
    other = factories.essay(title="Virgin Lands")
    late = Draft.objects.create(target=other, data={"title": "Steppe"}, publish_at=TOMORROW)

    def postpone(**kwargs):
        Draft.objects.filter(pk=late.pk).update(publish_at=LATER)

    models.signals.post_save.connect(postpone, sender=Essay)
    try:
        publish_due(TOMORROW)
    finally:
        models.signals.post_save.disconnect(postpone, sender=Essay)
    other.refresh_from_db()
    assert (other.title, Essay.objects.filter(title="The Thaw").exists()) == ("Virgin Lands", True)


def test_deletion_of_a_page_leaves_the_other_drafts(essay, scheduled, caplog):
    other = factories.essay(title="Virgin Lands")
    Draft.objects.create(target=other, data={"title": "Steppe"}, publish_at=TOMORROW)

    def delete_other(**kwargs):
        other.delete()

    models.signals.post_save.connect(delete_other, sender=Essay)
    try:
        publish_due(TOMORROW)
    finally:
        models.signals.post_save.disconnect(delete_other, sender=Essay)
    assert (Essay.objects.get().title, Draft.objects.count(), caplog.records) == ("The Thaw", 0, [])


@pytest.fixture
def broken_save():
    def fail(**kwargs):
        raise RuntimeError("A fault in the programme.")

    models.signals.pre_save.connect(fail, sender=Essay)
    yield
    models.signals.pre_save.disconnect(fail, sender=Essay)


def test_exception_is_logged_and_the_page_is_shown(client, essay, scheduled, broken_save, caplog):
    make_due()
    client.logout()
    assert client.get("/essays/return/").status_code == 200
    assert Draft.objects.get().failure == "Something went wrong; see the server log."
    assert [record.exc_info[1].args for record in caplog.records] == [
        ("A fault in the programme.",)
    ]
