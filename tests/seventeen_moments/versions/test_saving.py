"""The buttons in the form of an essay or a source."""

import re

import pytest

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.models import Draft
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.versions.draft_forms import (
    change,
    drafts,
    initial_values,
    messages,
    page_for,
    press,
    publish,
    unpublish,
)

MAKERS = [factories.essay, *factories.SOURCES]


def public(row):
    """The stored values and themes."""
    stored = type(row).objects.filter(pk=row.pk).values().get()
    return stored, sorted(row.themes.names())


# Save draft, over a live page


@pytest.mark.parametrize("make", MAKERS)
def test_draft_does_not_change_the_live_row(editor_client, make):
    row = make()
    row.themes.add("law")
    before = public(row)
    press(editor_client, "_draft", row, title="Unheard-of", slug="new", themes="camps, law")
    assert public(row) == before
    assert Draft.objects.get().data == {
        "title": "Unheard-of",
        "slug": "new",
        "themes": ["camps", "law"],
    }


def test_draft_does_not_change_the_public_page(client, db):
    essay = factories.essay(title="Prisoners Return", body="<p>Old.</p>")
    before = client.get(essay.get_absolute_url()).text
    client.force_login(factories.user("Editors"))
    press(client, "_draft", essay, title="The Thaw", body="<p>New.</p>")
    client.logout()
    assert client.get(essay.get_absolute_url()).text == before


def test_draft_has_its_author(client, db):
    editor = factories.user("Editors")
    client.force_login(editor)
    press(client, "_draft", factories.essay(), title="The Thaw")
    assert Draft.objects.get().author == editor


def test_form_shows_the_values_of_the_draft(editor_client):
    essay = factories.essay(title="Prisoners Return", body="<p>Old.</p>")
    essay.themes.add("law")
    press(editor_client, "_draft", essay, body="<p>New.</p>", themes="camps", year="1954")
    form = initial_values(editor_client.get(change(essay)))
    assert (
        form["title"],
        form["body"],
        form["year"],
        [theme.name for theme in form["themes"]],
    ) == (
        "Prisoners Return",
        "<p>New.</p>",
        1954,
        ["camps"],
    )


def test_form_mentions_and_links_the_draft(client, db):
    client.force_login(factories.user("Editors", username="Anna"))
    essay = factories.essay(slug="return")
    press(client, "_draft", essay, slug="thaw")
    page = client.get(change(essay)).text
    assert "A draft, saved by Anna on" in page
    assert '<a href="/essays/return/?draft">Preview of the draft</a>' in page
    assert '<a href="/essays/return/">The public page</a>' in page
    assert '<a href="/essays/return/?draft" class="viewsitelink">' in page


def test_form_without_a_draft_mentions_none(editor_client):
    assert 'class="pending"' not in editor_client.get(change(factories.essay())).text


def test_saving_a_draft_returns_to_the_form_with_a_message(editor_client):
    essay = factories.essay()
    response = press(editor_client, "_draft", essay, title="The Thaw")
    assert response.url == change(essay)
    assert messages(editor_client.get(response.url)) == [
        "Draft saved. Visitors still see the previous page: "
        f'<a href="{essay.get_absolute_url()}?draft">preview the draft</a>.'
    ]


def test_second_draft_replaces_the_first(editor_client):
    essay = factories.essay(title="Prisoners Return", summary="Old.")
    press(editor_client, "_draft", essay, title="The Thaw", summary="New.")
    press(editor_client, "_draft", essay, title="The Frost", summary="Old.")
    assert drafts() == {"Prisoners Return": {"title": "The Frost"}}


def test_draft_without_a_difference_is_not_stored(editor_client):
    essay = factories.essay(title="Prisoners Return")
    press(editor_client, "_draft", essay, title="The Thaw")
    response = press(editor_client, "_draft", essay, title="Prisoners Return")
    assert not Draft.objects.exists()
    assert messages(editor_client.get(response.url)) == [
        "There are no changes to the public page, so there is no draft."
    ]


def test_line_endings_make_no_difference(editor_client):
    text = factories.text(original="Первая\nВторая")
    press(editor_client, "_draft", text, original="Первая\r\nВторая")
    assert not Draft.objects.exists()


def test_status_draft_is_not_part_of_the_draft(editor_client):
    essay = factories.essay()
    press(editor_client, "_draft", essay, title="The Thaw", status="draft")
    assert (Draft.objects.get().data, Essay.objects.get().status) == (
        {"title": "The Thaw"},
        Status.PUBLISHED,
    )


def test_empty_slug_and_position_are_filled_in(editor_client):
    text = factories.text(title="Decree", slug="decree")
    factories.text(essay=text.essay, position=7)
    press(editor_client, "_draft", text, title="Law", slug="", position="")
    assert drafts() == {"Decree": {"title": "Law", "slug": "law", "position": 8}}


def test_invalid_draft_is_refused(editor_client):
    response = press(editor_client, "_draft", factories.essay(), title="", year="12")
    assert list(response.context["adminform"].form.errors) == ["title", "year"]
    assert not Draft.objects.exists()


# Publish


@pytest.mark.parametrize("button", ["_draft", "_publish", "_unpublish", "_save", "_continue"])
def test_no_button_changes_the_live_page(editor_client, button):
    essay = factories.essay(title="Prisoners Return")
    press(editor_client, button, essay, title="The Thaw", status="draft")
    essay.refresh_from_db()
    assert (essay.title, essay.status, drafts()) == (
        "Prisoners Return",
        Status.PUBLISHED,
        {"Prisoners Return": {"title": "The Thaw"}},
    )


@pytest.mark.parametrize("button", ["_draft", "_publish", "_save", "_continue"])
def test_no_button_publishes_a_new_page(editor_client, button):
    address = "/admin/essays/essay/add/"
    form = filled(editor_client.get(address), title="The Thaw", status="published")
    editor_client.post(address, form | {button: "on"})
    assert Essay.objects.get().status == Status.DRAFT


def test_publishing_saves_the_form_and_deletes_the_draft(editor_client):
    essay = factories.essay(title="Prisoners Return")
    press(editor_client, "_draft", essay, title="The Thaw", themes="law")
    publish(editor_client, essay, summary="Typed now.")
    essay.refresh_from_db()
    assert (essay.title, essay.summary, list(essay.themes.names())) == (
        "The Thaw",
        "Typed now.",
        ["law"],
    )
    assert not Draft.objects.exists()


def test_publishing_needs_no_status(editor_client):
    text = factories.text(status=Status.DRAFT)
    publish(editor_client, text)
    assert Text.objects.published().get() == text


def test_publishing_keeps_the_time_of_the_first_publication(editor_client):
    essay = factories.essay()
    publish(editor_client, essay, title="The Thaw")
    assert Essay.objects.get().published_at == essay.published_at


def test_withdrawing_a_live_page_keeps_what_was_waiting(editor_client):
    essay = factories.essay()
    press(editor_client, "_draft", essay, title="The Thaw")
    unpublish(editor_client, essay)
    essay.refresh_from_db()
    assert (essay.title, essay.status, Draft.objects.count()) == ("The Thaw", Status.DRAFT, 0)


# Hidden pages


def test_draft_of_a_hidden_page_is_saved_in_the_row(editor_client):
    essay = factories.essay(status=Status.DRAFT)
    response = press(editor_client, "_draft", essay, title="The Thaw", status="published")
    essay.refresh_from_db()
    assert (essay.title, essay.status, Draft.objects.count()) == ("The Thaw", Status.DRAFT, 0)
    assert messages(editor_client.get(response.url)) == [
        f'“The Thaw” is saved as a draft: <a href="{essay.get_absolute_url()}">preview it</a>.'
    ]


def test_draft_of_a_source_of_a_hidden_essay_is_saved_in_the_row(editor_client):
    text = factories.text(essay=factories.essay(status=Status.DRAFT))
    press(editor_client, "_draft", text, title="Law")
    text.refresh_from_db()
    assert (text.title, text.status, Draft.objects.count()) == ("Law", Status.PUBLISHED, 0)


@pytest.mark.parametrize("button", ["_draft", "_publish", "_addanother"])
def test_new_text_is_a_draft_and_the_button_leads_on(editor_client, button):
    essay = factories.essay()
    address = "/admin/resources/text/add/"
    data = {"essay": essay.pk, "title": "Decree", "kind": "decree"}
    response = editor_client.post(address, data | {button: "on"})
    text = Text.objects.get()
    leads_to = {
        "_draft": change(text),
        "_publish": page_for(text, "publish"),
        "_addanother": address,
    }
    assert (text.status, response.url) == ("draft", leads_to[button])


# The list


@pytest.mark.parametrize("make", [factories.essay, factories.text])
def test_list_shows_which_pages_have_a_draft(editor_client, make):
    with_draft, _without = make(), make()
    press(editor_client, "_draft", with_draft, title="Unheard-of")
    page = editor_client.get(f"/admin/{with_draft._meta.label_lower.replace('.', '/')}/").text
    states = re.findall(r'<span class="state public">([^<]*)</span>', page)
    assert sorted(states) == ["Public", "Public, with a draft"]


# Permissions


def test_moderator_sees_nothing_of_a_draft(client, db):
    essay = factories.essay()
    client.force_login(factories.user("Editors"))
    press(client, "_draft", essay, title="Unheard-of", summary="Unheard-of")
    client.force_login(factories.user("Moderators"))
    page = client.get(change(essay))
    assert (page.status_code, "Unheard-of" in page.text, "_publish" in page.text) == (
        200,
        False,
        False,
    )


def test_moderator_cannot_save_a_draft(moderator_client):
    essay = factories.essay()
    response = moderator_client.post(change(essay), {"title": "Unheard-of", "_draft": "on"})
    assert (response.status_code, Draft.objects.count()) == (403, 0)


def test_draft_is_deleted_with_its_row(editor_client):
    text = factories.text()
    press(editor_client, "_draft", text, title="Law")
    text.essay.delete()
    assert not Draft.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_form_with_a_draft_takes_the_same_queries_for_one_and_three(
    editor_client, django_assert_num_queries, number
):
    essay = factories.essay()
    texts = [factories.text(essay=essay) for _ in range(number)]
    rows = {f"texts-{place}-title": "Law" for place in range(len(texts))}
    press(editor_client, "_draft", essay, title="The Thaw", **rows)
    editor_client.get(change(essay))
    with django_assert_num_queries(11 + len(kinds())):
        editor_client.get(change(essay))
