"""The page that asks before something is withdrawn."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reversion.models import Revision

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.publish_due import publish_in_time
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.versions.draft_forms import (
    change,
    drafts,
    messages,
    page_for,
    press,
    publish,
    unpublish,
)


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return", slug="return")


def asked(client, row):
    return client.get(page_for(row, "unpublish"))


def test_page_says_what_disappears(editor_client, essay):
    factories.text(essay=essay)
    factories.image(essay=essay)
    linking = factories.essay(title="Virgin Lands", body='<p><a href="/essays/return/">It</a></p>')
    page = asked(editor_client, essay)
    assert "The essay “Prisoners Return” becomes a draft again." in page.text
    assert "2 public sources disappear with it" in page.text
    assert "Visitors of /essays/return/ and the addresses below it" in page.text
    assert page.context["links"] == [(linking, change(linking))]


def test_source_names_the_essay_that_uses_it(editor_client, essay):
    text = factories.text(essay=essay)
    assert asked(editor_client, text).context["links"] == []
    essay.body = f'<p><a data-source="{text.key}">Bread</a></p>'
    essay.save()
    assert asked(editor_client, text).context["links"] == [(essay, change(essay))]


@pytest.mark.parametrize("make", [factories.essay, *factories.SOURCES])
def test_page_is_withdrawn_with_the_note(client, editor_client, make):
    row = make()
    response = unpublish(editor_client, row, note="At the family’s wish")
    assert Revision.objects.latest("pk").comment == "At the family’s wish"
    assert messages(editor_client.get(response.url)) == [
        f"“{row}” is not public any more. It is saved as a draft."
    ]
    client.logout()
    assert client.get(row.get_absolute_url()).status_code == 404


def test_changes_that_wait_are_kept_with_those_of_its_sources(editor_client, essay):
    text = factories.text(essay=essay, title="Decree")
    press(editor_client, "_draft", essay, title="The Thaw", **{"texts-0-title": "Law"})
    unpublish(editor_client, essay)
    essay.refresh_from_db()
    text.refresh_from_db()
    assert (essay.title, essay.status, text.title, drafts()) == ("The Thaw", "draft", "Law", {})


def test_new_source_that_waited_with_the_page_stays_a_draft(editor_client, essay):
    new = {"texts-0-title": "Law", "texts-0-kind": "other"}
    press(editor_client, "_draft", essay, title="The Thaw", **new)
    unpublish(editor_client, essay)
    assert Text.objects.get().status == Status.DRAFT


def test_draft_that_does_not_fit_is_kept_and_the_page_withdrawn(editor_client, essay):
    press(editor_client, "_draft", essay, slug="thaw")
    factories.essay(slug="thaw")
    unpublish(editor_client, essay)
    essay.refresh_from_db()
    assert (essay.status, drafts()) == ("draft", {"Prisoners Return": {"slug": "thaw"}})
    assert filled(editor_client.get(change(essay)))["slug"] == "thaw"


def test_button_saves_what_was_typed(editor_client, essay):
    response = press(editor_client, "_unpublish", essay, title="The Thaw")
    assert response.url == page_for(essay, "unpublish")
    assert (Essay.objects.get().status, drafts()) == (
        "published",
        {"Prisoners Return": {"title": "The Thaw"}},
    )


def test_page_and_its_sources_return(client, editor_client, essay):
    text = factories.text(essay=essay)
    unpublish(editor_client, essay)
    assert not Text.objects.published().exists()
    publish(editor_client, essay)
    assert Text.objects.published().get() == text


def test_double_click_is_told(editor_client, essay):
    data = filled(asked(editor_client, essay))
    editor_client.post(page_for(essay, "unpublish"), data)
    response = editor_client.post(page_for(essay, "unpublish"), data, follow=True)
    assert messages(response)[-1] == "There is nothing to unpublish. It may already have been done."


def test_several_are_withdrawn_from_the_list(editor_client, essay):
    other = factories.essay()
    data = {"action": "unpublish_selected", "_selected_action": [essay.pk, other.pk]}
    page = editor_client.post("/admin/essays/essay/", data, follow=True)
    assert "2 pages become drafts again." in page.text
    editor_client.post(page.redirect_chain[-1][0], filled(page))
    assert not Essay.objects.published().exists()


def test_list_gives_no_date_of_what_was_unpublished(editor_client):
    essay = factories.essay()
    essay.status = Status.DRAFT
    essay.save()
    page = editor_client.get("/admin/essays/essay/")
    admin, row = page.context["cl"].model_admin, page.context["cl"].result_list[0]
    assert (bool(row.published_at), admin.since(row)) == (True, None)


def test_several_take_as_many_queries_as_two(editor_client, django_assert_num_queries):
    def ask(essays):
        keys = ",".join(str(essay.pk) for essay in essays)
        return editor_client.get(f"/admin/essays/essay/unpublish/?rows={keys}")

    essays = [factories.text().essay for _number in range(6)]
    publish_in_time()
    with CaptureQueriesContext(connection) as few:
        ask(essays[:2])
    with django_assert_num_queries(len(few)):
        assert "6 public sources disappear with it" in ask(essays).text
