"""Drafts of an essay's sources, changed in the inline rows of its form."""

import pytest

from resources.models import Image, Text
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.models import Draft
from tests import factories
from tests.forms import row
from tests.seventeen_moments.versions.draft_forms import change, drafts, press, publish, send


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return")


def new_text(number=0, **fields):
    return row("texts", number, **{"title": "Law", "kind": "other"} | fields)


def rows(response, prefix):
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    return next(formset for formset in formsets if formset.prefix == prefix)


def test_changed_row_becomes_a_draft_with_that_of_its_essay(editor_client, essay):
    text = factories.text(essay=essay, title="Decree")
    press(editor_client, "_draft", essay, summary="New.", **{"texts-0-title": "Law"})
    text.refresh_from_db()
    assert text.title == "Decree"
    assert drafts() == {"Prisoners Return": {"summary": "New."}, "Decree": {"title": "Law"}}
    assert Draft.objects.of(text).get().parent == Draft.objects.of(essay).get()


def test_unchanged_row_has_no_draft(editor_client, essay):
    factories.text(essay=essay)
    factories.image(essay=essay)
    press(editor_client, "_draft", essay, summary="New.")
    assert drafts() == {"Prisoners Return": {"summary": "New."}}


def test_form_shows_the_row_with_its_draft(editor_client, essay):
    text = factories.text(essay=essay, title="Decree", slug="decree")
    press(editor_client, "_draft", essay, **{"texts-0-title": "Law", "texts-0-slug": "law"})
    page = editor_client.get(change(essay))
    assert rows(page, "texts").forms[0].initial["title"] == "Law"
    assert f'<a href="{text.get_absolute_url()}?draft">View on site</a>' in page.text


def test_publishing_the_essay_publishes_its_rows(editor_client, essay):
    text = factories.text(essay=essay, title="Decree")
    press(editor_client, "_draft", essay, **{"texts-0-title": "Law"})
    publish(editor_client, essay)
    text.refresh_from_db()
    assert (text.title, Draft.objects.count()) == ("Law", 0)


def test_publishing_the_essay_publishes_changes_from_the_source_page(editor_client, essay):
    text = factories.text(essay=essay)
    press(editor_client, "_draft", essay, **{"texts-0-title": "Law"})
    press(editor_client, "_draft", text, description="On the source’s own page.", themes="law")
    publish(editor_client, essay)
    text.refresh_from_db()
    assert (text.title, text.description, list(text.themes.names())) == (
        "Law",
        "On the source’s own page.",
        ["law"],
    )


def test_row_typed_at_publishing_overrides_its_draft(editor_client, essay):
    text = factories.text(essay=essay, title="Decree")
    press(editor_client, "_draft", essay, **{"texts-0-title": "Law"})
    publish(editor_client, essay, **{"texts-0-title": "Decree"})
    text.refresh_from_db()
    assert (text.title, Draft.objects.count()) == ("Decree", 0)


def test_new_row_is_hidden_until_the_draft_is_published(editor_client, essay):
    press(editor_client, "_draft", essay, **new_text())
    text = essay.texts.get()
    assert (text.title, text.status) == ("Law", Status.DRAFT)
    publish(editor_client, essay)
    assert Text.objects.published().get() == text


def test_new_row_that_is_not_ticked_stays_a_draft(editor_client, essay):
    press(editor_client, "_draft", essay, summary="New.", **new_text())
    publish(editor_client, essay, **{"with": None})
    essay.refresh_from_db()
    assert (essay.summary, essay.texts.get().status, drafts()) == ("New.", Status.DRAFT, {})


def test_changed_row_that_is_not_ticked_waits_on_its_own(editor_client, essay):
    factories.text(essay=essay, title="Decree")
    press(editor_client, "_draft", essay, summary="New.", **{"texts-0-title": "Law"})
    publish(editor_client, essay, **{"with": None})
    essay.refresh_from_db()
    assert (essay.summary, drafts()) == ("New.", {"Decree": {"title": "Law"}})
    assert Draft.objects.get().parent is None


def test_new_row_that_is_not_complete_stays_a_draft(editor_client, essay):
    image = row("images", 0, title="Gate") | {"images-0-file": factories.picture()}
    press(editor_client, "_draft", essay, summary="New.", **image)
    publish(editor_client, essay)
    assert (essay.images.get().status, Draft.objects.count()) == (Status.DRAFT, 0)


def test_saving_the_page_of_a_new_row_does_not_publish_it(editor_client, essay):
    press(editor_client, "_draft", essay, **new_text())
    text = essay.texts.get()
    press(editor_client, "_draft", text, title="The Law")
    text.refresh_from_db()
    assert (text.title, text.status) == ("The Law", Status.DRAFT)
    publish(editor_client, essay)
    assert Text.objects.published().get().title == "The Law"


def test_file_of_a_new_row_is_stored(editor_client, essay):
    image = row("images", 0, title="Gate", alternative_text="Planks")
    press(editor_client, "_draft", essay, **image, **{"images-0-file": factories.picture()})
    assert (Image.objects.get().width, Image.objects.published().count()) == (40, 0)


def test_hidden_row_is_saved_and_stays_hidden(editor_client, essay):
    text = factories.text(essay=essay, status=Status.DRAFT)
    fields = {"texts-0-title": "Law", "texts-0-status": "published"}
    press(editor_client, "_draft", essay, **fields)
    text.refresh_from_db()
    assert (text.title, text.status, drafts()) == ("Law", Status.DRAFT, {})


def test_row_whose_source_has_its_own_draft_is_refused(editor_client, essay):
    text = factories.text(essay=essay, title="Decree")
    press(editor_client, "_draft", text, description="Half-done")
    response = press(editor_client, "_draft", essay, **{"texts-0-title": "Law"})
    assert rows(response, "texts").forms[0].non_field_errors() == [
        "This source has its own draft: change it on its own page."
    ]
    assert drafts() == {"Decree": {"description": "Half-done"}}


def test_draft_of_a_source_is_not_published_with_its_essay(editor_client, essay):
    text = factories.text(essay=essay, title="Decree")
    press(editor_client, "_draft", text, title="Half-done")
    publish(editor_client, essay, summary="New.")
    essay.refresh_from_db()
    text.refresh_from_db()
    assert (essay.summary, text.title, drafts()) == (
        "New.",
        "Decree",
        {"Decree": {"title": "Half-done"}},
    )


def test_draft_of_a_source_is_published_with_its_essay_if_ticked(editor_client, essay):
    text = factories.text(essay=essay, title="Decree")
    press(editor_client, "_draft", text, title="Law")
    publish(editor_client, essay, summary="New.", **{"with": text.key})
    text.refresh_from_db()
    assert (text.title, drafts()) == ("Law", {})


def test_rows_of_a_hidden_essay_are_saved_as_drafts(editor_client):
    essay = factories.essay(status=Status.DRAFT)
    press(editor_client, "_draft", essay, **new_text(status="published"))
    assert (essay.texts.get().status, Draft.objects.count()) == (Status.DRAFT, 0)


def test_source_page_says_that_the_draft_belongs_to_the_essay(editor_client, essay):
    text = factories.text(essay=essay)
    press(editor_client, "_draft", essay, **{"texts-0-title": "Law"})
    page = editor_client.get(change(text)).text
    assert "It will be published with the draft of its essay" in page


def test_publishing_a_source_leaves_the_draft_of_its_essay(editor_client, essay):
    text = factories.text(essay=essay)
    press(editor_client, "_draft", essay, summary="New.", **{"texts-0-title": "Law"})
    publish(editor_client, text)
    text.refresh_from_db()
    assert (text.title, drafts()) == ("Law", {"Prisoners Return": {"summary": "New."}})


def test_row_deleted_while_the_form_was_open_is_explained(editor_client, essay):
    text = factories.text(essay=essay)
    form = editor_client.get(change(essay))
    text.delete()
    response = send(editor_client, "_draft", essay, form, title="The Thaw")
    assert [difference.label for difference in response.context["conflict"].differences] == [
        "A source in this form was deleted"
    ]
