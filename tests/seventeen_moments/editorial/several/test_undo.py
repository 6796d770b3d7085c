"""Undoing a change of several rows, in the message about it or later."""

from datetime import timedelta

import pytest
from django.utils import timezone

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.publication import Status
from seventeen_moments.editorial.models import BulkChange
from seventeen_moments.search.check import differences
from seventeen_moments.versions.states import states_of
from tests import factories
from tests.seventeen_moments.editorial.several.pages import (
    address,
    change,
    names_of,
    said,
    undo,
)

PUBLIC_DOMAIN = "https://creativecommons.org/publicdomain/mark/1.0/"


@pytest.fixture
def texts():
    return [factories.text(title="One"), factories.text(title="Other", repository="RGASPI")]


def undo_last(client, *rows):
    response = undo(client, BulkChange.objects.latest("pk"))
    for row in rows:
        row.refresh_from_db()
    return response


def test_message_has_a_button_that_undoes(editor_client, texts):
    response = change(editor_client, texts, repository="GARF")
    [message] = said(response)
    action = address(Text, "several_undo", BulkChange.objects.get().pk)
    assert "2 rows changed." in message
    assert f'<form method="post" action="{action}"' in message
    assert "csrfmiddlewaretoken" in message


def test_undo_restores_the_values(editor_client, texts):
    texts[0].themes.add("Law")
    change(
        editor_client,
        texts,
        repository="GARF",
        date="1953",
        add_themes="Terror",
        remove_themes="Law",
    )
    response = undo_last(editor_client, *texts)
    assert [(text.repository, text.date, text.earliest) for text in texts] == [
        ("", "", None),
        ("RGASPI", "", None),
    ]
    assert [names_of(text) for text in texts] == [["Law"], []]
    assert said(response)[-1] == "Undone: 2 rows have their earlier values again."
    assert not [*differences()]


def test_undo_of_a_publication_hides_the_pages_again(editor_client):
    text = factories.text(status=Status.DRAFT)
    change(editor_client, [text], status="published")
    undo_last(editor_client, text)
    assert (text.status, text.published_at) == (Status.DRAFT, None)


def test_undo_of_a_withdrawal_publishes_as_before(editor_client, settings):
    text = factories.text()
    at = text.published_at
    change(editor_client, [text], status="draft")
    settings.PUBLISHING_NEEDS = ["rights"]
    undo_last(editor_client, text)
    assert (text.status, text.published_at) == (Status.PUBLISHED, at)


def test_undo_moves_sources_back(editor_client, texts):
    essays = [text.essay for text in texts]
    change(editor_client, texts, essay=factories.essay().pk)
    undo_last(editor_client, *texts)
    assert [text.essay for text in texts] == essays


def test_undo_is_in_the_history(editor_client, texts):
    change(editor_client, texts, repository="GARF")
    undo_last(editor_client)
    notes = [state.revision.comment for state in states_of(Essay, texts[0].essay_id)]
    assert notes[0] == "Change of several undone: repository"


def test_undo_leaves_what_was_changed_again(editor_client, texts):
    change(editor_client, texts, repository="GARF")
    texts[0].repository = "Hoover"
    texts[0].save()
    response = undo_last(editor_client, *texts)
    assert [text.repository for text in texts] == ["Hoover", "RGASPI"]
    assert said(response)[1:] == [
        "Undone: 1 row has its earlier values again.",
        "1 row was left as it is. “One”: It was changed again: repository.",
    ]


def test_undo_keeps_changes_of_other_fields(editor_client, texts):
    change(editor_client, texts, repository="GARF")
    texts[1].title = "New"
    texts[1].save()
    undo_last(editor_client, *texts)
    assert (texts[1].title, texts[1].repository) == ("New", "RGASPI")


def test_undo_leaves_sources_whose_essay_was_deleted(editor_client, texts):
    essay = texts[0].essay
    change(editor_client, texts, essay=factories.essay().pk)
    essay.delete()
    response = undo_last(editor_client, *texts)
    assert "“One”: “essay” was deleted." in said(response)[-1]
    assert texts[1].essay.title != texts[0].essay.title


def test_undo_of_deleted_rows_says_so(editor_client, texts):
    change(editor_client, texts, repository="GARF")
    texts[0].delete()
    response = undo_last(editor_client, texts[1])
    assert "It was deleted." in said(response)[-1]
    assert texts[1].repository == "RGASPI"


def test_second_undo_does_nothing(editor_client, texts):
    change(editor_client, texts, repository="GARF")
    undo_last(editor_client)
    response = undo_last(editor_client, *texts)
    assert said(response)[-1] == "There is nothing to undo: this was undone already."
    assert texts[1].repository == "RGASPI"


# The list of changes


def changes(client):
    return [
        change for change, _undo in client.get(address(Text, "several_changes")).context["rows"]
    ]


def test_changes_are_listed_with_undo(editor_client, texts):
    change(editor_client, texts, repository="GARF")
    page = editor_client.get(address(Text, "several_changes"))
    words = " ".join(page.text.split())
    assert "2 rows: repository" in words
    assert address(Text, "several_undo", BulkChange.objects.get().pk) in words
    undo_last(editor_client)
    assert "Undone on" in editor_client.get(address(Text, "several_changes")).text


def test_editor_undoes_the_change_of_another(editor_client, texts):
    change(editor_client, texts, repository="GARF")
    editor_client.force_login(factories.user("Editors"))
    assert len(changes(editor_client)) == 1
    undo_last(editor_client, *texts)
    assert texts[1].repository == "RGASPI"


def test_author_finds_own_changes_only(author_client, author):
    essay = factories.essay(owner=author, status=Status.DRAFT)
    own = factories.text(essay=essay, owner=author, status=Status.DRAFT)
    change(author_client, [own], repository="GARF")
    assert len(changes(author_client)) == 1
    author_client.force_login(factories.user("Authors"))
    assert changes(author_client) == []
    assert undo_last(author_client).status_code == 404


def test_undo_takes_only_posts(editor_client, texts):
    change(editor_client, texts, repository="GARF")
    response = editor_client.get(address(Text, "several_undo", BulkChange.objects.get().pk))
    assert response.status_code == 405


def test_old_changes_end_with_the_next_one(editor_client, texts):
    change(editor_client, texts, repository="GARF")
    BulkChange.objects.update(at=timezone.now() - timedelta(days=31))
    assert changes(editor_client) == []
    assert undo_last(editor_client).status_code == 404
    change(editor_client, texts, repository="Hoover")
    assert BulkChange.objects.count() == 1
