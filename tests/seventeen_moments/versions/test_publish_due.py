"""Drafts that become public by themselves."""

from datetime import timedelta
from threading import Thread

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection, models
from django.utils import timezone

from essays.models import Essay
from resources.models import Text
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.publish_due import settle
from tests import factories
from tests.seventeen_moments.versions.draft_forms import at, change, drafts, messages, press, shown

INC = "http://rightsstatements.org/vocab/InC/1.0/"
TOMORROW = (timezone.now() + timedelta(days=1)).replace(microsecond=0)
LATER = TOMORROW + timedelta(days=1)


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return", slug="return")


@pytest.fixture
def scheduled(editor_client, essay):
    press(editor_client, "_publish", essay, title="The Thaw", themes="law", **at(TOMORROW))
    return Draft.objects.get()


def let_the_time_come():
    draft = Draft.objects.get(parent=None)
    draft.publish_at = timezone.now()
    draft.save()


# Scheduling


@pytest.mark.parametrize("button", ["_publish", "_save"])
def test_live_page_waits_for_the_time_given(editor_client, essay, button):
    response = press(editor_client, button, essay, title="The Thaw", **at(TOMORROW))
    draft = Draft.objects.get()
    assert (draft.data, draft.publish_at) == ({"title": "The Thaw"}, TOMORROW)
    assert Essay.objects.published().get().title == "Prisoners Return"
    assert messages(editor_client.get(response.url)) == [
        f"Visitors see the page as it is until {TOMORROW:%-d %B %Y, %H:%M}. "
        "Then the draft is published automatically."
    ]


def test_form_shows_the_time_and_tells_of_it(editor_client, essay, scheduled):
    page = editor_client.get(change(essay))
    assert shown(page)["published_at"] == TOMORROW
    assert f"It will be published automatically on {TOMORROW:%-d %B %Y, %H:%M}" in page.text


def test_saving_the_draft_once_more_keeps_its_time(editor_client, essay, scheduled):
    press(editor_client, "_draft", essay, title="The Frost")
    draft = Draft.objects.get()
    assert (draft.data["title"], draft.publish_at) == ("The Frost", TOMORROW)


def test_saving_a_draft_sets_no_time(editor_client, essay):
    press(editor_client, "_draft", essay, title="The Thaw", **at(TOMORROW))
    assert Draft.objects.get().publish_at is None
    assert shown(editor_client.get(change(essay)))["published_at"] == TOMORROW


def test_saving_the_draft_without_the_time_takes_it_back(editor_client, essay, scheduled):
    press(editor_client, "_draft", essay, published_at_0="", published_at_1="")
    assert Draft.objects.get().publish_at is None


def test_publishing_without_the_time_publishes_at_once(editor_client, essay, scheduled):
    press(editor_client, "_publish", essay, published_at_0="", published_at_1="")
    assert (Essay.objects.get().title, Draft.objects.count()) == ("The Thaw", 0)
    assert Essay.objects.get().published_at == essay.published_at


def test_first_publication_at_a_time_needs_no_draft(editor_client):
    essay = factories.essay(status="draft")
    press(editor_client, "_publish", essay, **at(TOMORROW))
    assert not Draft.objects.exists()
    assert Essay.objects.published(TOMORROW).get() == essay
    assert not Essay.objects.published().exists()


# The time comes


def test_nothing_changes_before_the_time(essay, scheduled):
    settle(TOMORROW - timedelta(seconds=1))
    assert (Essay.objects.get().title, Draft.objects.count()) == ("Prisoners Return", 1)


def test_draft_is_published_at_its_time(essay, scheduled):
    settle(TOMORROW)
    settled = Essay.objects.get()
    assert (settled.title, list(settled.themes.names())) == ("The Thaw", ["law"])
    assert (settled.published_at, Draft.objects.count()) == (essay.published_at, 0)
    assert settled.updated > essay.updated


def test_what_is_made_from_the_body_is_made_anew(editor_client, essay):
    body = '<p>Bread<span class="footnote">Pravda</span></p>'
    press(editor_client, "_publish", essay, body=body, **at(TOMORROW))
    settle(TOMORROW)
    settled = Essay.objects.get()
    assert (settled.notes, settled.body_text) == (["Pravda"], "Bread")


def test_reader_finds_the_page_changed(client, essay, scheduled):
    let_the_time_come()
    client.logout()
    assert "The Thaw" in client.get("/essays/return/").text


def test_list_and_feed_of_all_pages_are_settled_too(client, essay, scheduled):
    let_the_time_come()
    client.logout()
    assert "The Thaw" in client.get("/").text


def test_health_is_answered_without_a_look_at_drafts(client, essay, scheduled):
    let_the_time_come()
    client.get("/healthz")
    assert Draft.objects.count() == 1


def test_rows_come_with_their_essay(editor_client, essay):
    text = factories.text(essay=essay, title="Decree")
    rows = {"texts-0-title": "Law"}
    press(editor_client, "_publish", essay, title="The Thaw", **rows, **at(TOMORROW))
    settle(TOMORROW)
    text.refresh_from_db()
    assert (text.title, Essay.objects.get().title, drafts()) == ("Law", "The Thaw", {})


def test_what_was_changed_in_public_meanwhile_stays(essay, scheduled):
    Essay.objects.update(summary="From the spreadsheet.", comments_open=False)
    settle(TOMORROW)
    settled = Essay.objects.get()
    assert (settled.title, settled.summary, settled.comments_open) == (
        "The Thaw",
        "From the spreadsheet.",
        False,
    )


def test_withdrawn_page_stays_withdrawn(essay, scheduled):
    Essay.objects.update(status="draft")
    settle(TOMORROW)
    assert (Essay.objects.get().title, Essay.objects.published().count()) == ("The Thaw", 0)


def test_lead_image_that_was_deleted_is_left_out(editor_client, essay):
    image = factories.image(essay=essay)
    press(editor_client, "_publish", essay, title="The Thaw", lead_image=image.pk, **at(TOMORROW))
    image.delete()
    settle(TOMORROW)
    assert (Essay.objects.get().title, Essay.objects.get().lead_image) == ("The Thaw", None)


def test_publication_is_noted_as_the_author_s(essay, scheduled):
    author = scheduled.author
    settle(TOMORROW)
    entry = LogEntry.objects.latest("pk")
    assert (entry.user, entry.object_id, entry.change_message) == (
        author,
        str(essay.pk),
        "Published as scheduled.",
    )


def test_draft_of_an_author_who_left_is_published(essay, scheduled):
    scheduled.author.delete()
    settle(TOMORROW)
    assert Essay.objects.get().title == "The Thaw"


# Not any more


@pytest.fixture
def impossible(editor_client, essay):
    press(editor_client, "_publish", essay, title="The Thaw", slug="thaw", **at(TOMORROW))
    factories.essay(title="Ours", slug="thaw")


def test_draft_whose_slug_was_taken_stays_with_the_reason(essay, impossible):
    settle(TOMORROW)
    essay.refresh_from_db()
    assert (essay.title, Draft.objects.get().failure) == (
        "Prisoners Return",
        "Essay with this Slug already exists.",
    )


def test_draft_that_failed_is_not_tried_again(impossible, django_assert_num_queries):
    settle(TOMORROW)
    with django_assert_num_queries(1):
        settle(LATER)


def test_form_tells_why_the_draft_failed(editor_client, essay, impossible):
    settle(TOMORROW)
    assert (
        "It could not be published as scheduled: Essay with this Slug already exists."
        in editor_client.get(change(essay)).text
    )


def test_draft_that_failed_is_tried_again_once_it_is_saved_anew(editor_client, essay, impossible):
    settle(TOMORROW)
    press(editor_client, "_publish", essay, slug="the-thaw", **at(TOMORROW))
    settle(TOMORROW)
    essay.refresh_from_db()
    assert (essay.title, essay.slug) == ("The Thaw", "the-thaw")


def test_row_that_cannot_be_published_keeps_its_essay_back(editor_client, essay):
    text = factories.text(essay=essay, slug="decree")
    rows = {"texts-0-slug": "law"}
    press(editor_client, "_publish", essay, title="The Thaw", **rows, **at(TOMORROW))
    factories.text(essay=essay, slug="law")
    settle(TOMORROW)
    text.refresh_from_db()
    assert (Essay.objects.get().title, text.slug) == ("Prisoners Return", "decree")
    assert Draft.objects.get(parent=None).failure == (
        "This section of the essay already has a source with this slug."
    )


def test_failure_of_one_draft_leaves_the_others_and_the_page(client, essay, impossible, caplog):
    other = factories.essay(title="Virgin Lands")
    Draft.objects.create(target=other, data={"title": "The Steppe"}, publish_at=TOMORROW)
    settle(TOMORROW)
    other.refresh_from_db()
    assert (other.title, caplog.records) == ("The Steppe", [])


@pytest.fixture
def hidden_row(editor_client, essay, settings):
    """A source added with the draft: it becomes public with it."""
    settings.PUBLISHING_NEEDS = ["rights"]
    new = {"title": "Decree", "slug": "decree", "kind": "decree", "status": "draft"}
    text = factories.text(essay=essay, **new, rights=INC)
    row = {"texts-0-status": "published"}
    press(editor_client, "_publish", essay, title="The Thaw", **row, **at(TOMORROW))
    return text


def test_source_waits_with_its_essay_and_is_published_with_it(hidden_row):
    assert not Text.objects.published().exists()
    settle(TOMORROW)
    assert Text.objects.published().get() == hidden_row


def test_source_that_lost_what_publishing_needs_keeps_its_essay_back(hidden_row):
    Text.objects.update(rights="")
    settle(TOMORROW)
    assert (Essay.objects.get().title, Text.objects.get().status) == ("Prisoners Return", "draft")
    assert Draft.objects.get(parent=None).failure == ("Publication requires a rights statement.")


def test_need_that_was_set_meanwhile_holds(essay, scheduled, settings):
    Essay.objects.update(status="draft")
    scheduled.data["status"] = "published"
    scheduled.save()
    settings.PUBLISHING_NEEDS = ["byline"]
    settle(TOMORROW)
    assert (Essay.objects.get().status, Draft.objects.get().failure) == (
        "draft",
        "Publication requires authors.",
    )


def test_page_that_was_public_without_what_publishing_needs_is_changed(essay, scheduled, settings):
    settings.PUBLISHING_NEEDS = ["byline"]
    settle(TOMORROW)
    assert (Essay.objects.get().title, Draft.objects.count()) == ("The Thaw", 0)


def test_source_without_what_publishing_needs_is_previewed(editor_client, essay, hidden_row):
    Text.objects.update(rights="")
    assert "The Thaw" in editor_client.get("/essays/return/?draft").text


def test_drafts_are_published_in_the_order_of_their_times(essay, scheduled):
    earlier = factories.essay(title="Virgin Lands")
    Draft.objects.create(target=earlier, data={"title": "Steppe"}, publish_at=timezone.now())
    settle(TOMORROW)
    titles = Essay.objects.order_by("updated").values_list("title", flat=True)
    assert list(titles) == ["Steppe", "The Thaw"]


def test_draft_put_off_while_another_is_published_waits(essay, scheduled):
    other = factories.essay(title="Virgin Lands")
    late = Draft.objects.create(target=other, data={"title": "Steppe"}, publish_at=TOMORROW)

    def put_off(**kwargs):
        Draft.objects.filter(pk=late.pk).update(publish_at=LATER)

    models.signals.post_save.connect(put_off, sender=Essay)
    try:
        settle(TOMORROW)
    finally:
        models.signals.post_save.disconnect(put_off, sender=Essay)
    other.refresh_from_db()
    assert (other.title, Essay.objects.filter(title="The Thaw").exists()) == ("Virgin Lands", True)


def test_draft_whose_page_was_deleted_at_its_time_leaves_the_others(essay, scheduled, caplog):
    other = factories.essay(title="Virgin Lands")
    Draft.objects.create(target=other, data={"title": "Steppe"}, publish_at=TOMORROW)

    def delete_other(**kwargs):
        other.delete()

    models.signals.post_save.connect(delete_other, sender=Essay)
    try:
        settle(TOMORROW)
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


def test_fault_takes_no_page_from_its_readers(client, essay, scheduled, broken_save, caplog):
    let_the_time_come()
    client.logout()
    assert client.get("/essays/return/").status_code == 200
    assert Draft.objects.get().failure == "Something went wrong; see the server log."
    assert [record.exc_info[1].args for record in caplog.records] == [
        ("A fault in the programme.",)
    ]


# Two at once


def test_two_readers_at_once_publish_once(transactional_db, caplog):
    text = factories.text(title="Decree")
    author = factories.user("Editors")
    Draft.objects.create(
        target=text, data={"title": "Law"}, publish_at=timezone.now(), author=author
    )

    def read():
        settle()
        connection.close()

    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert (Text.objects.get().title, Draft.objects.count()) == ("Law", 0)
    assert (LogEntry.objects.count(), caplog.records) == (1, [])
