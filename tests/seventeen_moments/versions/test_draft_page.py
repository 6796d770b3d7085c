"""The page of a draft in the admin."""

import pytest
from django.test import Client

from essays.models import Essay
from seventeen_moments.versions.models import Draft
from tests import factories
from tests.connections import meanwhile
from tests.seventeen_moments.versions.draft_forms import (
    change,
    drafts,
    messages,
    page_of_draft,
    press,
)


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return", body="<p>They came home.</p>")


def shown_version(client, row):
    return {"seen": client.get(page_of_draft(row)).context["seen"]}


def compared(response):
    return [
        (str(row), [(difference.label, difference.pieces) for difference in differences])
        for row, differences in response.context["compared"]
    ]


def test_draft_is_compared_with_the_public_page(editor_client, essay):
    text = factories.text(essay=essay, title="Decree")
    typed = {"body": "<p>Few came home.</p>", "texts-0-title": "Law"}
    press(editor_client, "_draft", essay, **typed)
    assert compared(editor_client.get(page_of_draft(essay))) == [
        (
            "Prisoners Return",
            [("Body", [("removed", "They "), ("added", "Few "), ("same", "came home.")])],
        ),
        ("Decree", [("Title", [("removed", "Decree"), ("added", "Law")])]),
    ]
    assert text.title == "Decree"


def test_comparison_is_marked_up_and_escaped(editor_client, essay):
    press(editor_client, "_draft", essay, title="<b>Thaw")
    page = editor_client.get(page_of_draft(essay)).text
    assert "<del>Prisoners Return</del><ins>&lt;b&gt;Thaw</ins>" in page


def test_draft_is_discarded_with_its_rows(editor_client, essay):
    factories.text(essay=essay, title="Decree")
    press(editor_client, "_draft", essay, title="The Thaw", **{"texts-0-title": "Law"})
    response = editor_client.post(page_of_draft(essay), shown_version(editor_client, essay))
    assert response.url == change(essay)
    assert (
        messages(editor_client.get(response.url))[-1]
        == "The draft has been discarded. The history keeps it."
    )
    assert (Essay.objects.get().title, drafts()) == ("Prisoners Return", {})


def test_discarding_the_last_row_deletes_the_empty_draft_of_its_essay(editor_client, essay):
    text = factories.text(essay=essay)
    press(editor_client, "_draft", essay, **{"texts-0-title": "Law"})
    editor_client.post(page_of_draft(text), shown_version(editor_client, text))
    assert not Draft.objects.exists()


def test_draft_changed_in_the_meantime_is_not_discarded(editor_client, essay):
    press(editor_client, "_draft", essay, title="The Thaw")
    before = shown_version(editor_client, essay)
    press(editor_client, "_draft", essay, title="The Frost")
    response = editor_client.post(page_of_draft(essay), before)
    assert messages(editor_client.get(response.url))[-1] == (
        "Someone changed the draft in the meantime. Look at it again before you discard it."
    )
    assert drafts() == {"Prisoners Return": {"title": "The Frost"}}


@pytest.mark.parametrize("method", ["get", "post"])
def test_page_without_a_draft_leads_to_the_form(editor_client, essay, method):
    response = getattr(editor_client, method)(page_of_draft(essay))
    assert (response.url, messages(editor_client.get(response.url))) == (
        change(essay),
        ["There is no draft of this page. It may already have been published or discarded."],
    )


def test_second_discard_says_that_the_draft_is_gone(editor_client, essay):
    press(editor_client, "_draft", essay, title="The Thaw")
    clicks = [shown_version(editor_client, essay)] * 2
    first, second = [editor_client.post(page_of_draft(essay), data) for data in clicks]
    assert (first.url, second.url) == (change(essay), change(essay))
    assert messages(editor_client.get(second.url))[-2:] == [
        "The draft has been discarded. The history keeps it.",
        "There is no draft of this page. It may already have been published or discarded.",
    ]


@pytest.mark.parametrize("key", ["abc", "0", "9" * 30])
def test_draft_page_of_a_missing_row_returns_404(editor_client, key):
    assert editor_client.get(f"/admin/essays/essay/{key}/draft/").status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("make", [factories.essay, factories.text])
def test_moderator_cannot_read_or_discard_a_draft(moderator_client, make, method):
    row = make()
    draft = Draft.objects.create(target=row, data={"title": "Unheard-of"})
    data = {"seen": str(draft.updated)}
    response = getattr(moderator_client, method)(page_of_draft(row), data)
    assert (response.status_code, Draft.objects.count()) == (403, 1)


def test_visitor_is_asked_to_sign_in(client, essay):
    Draft.objects.create(target=essay, data={"title": "Unheard-of"})
    response = client.post(page_of_draft(essay))
    assert (response.url.partition("?")[0], Draft.objects.count()) == ("/admin/login/", 1)


def test_discarding_needs_a_csrf_token(essay):
    draft = Draft.objects.create(target=essay, data={"title": "Unheard-of"})
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.user("Editors"))
    assert strict.post(page_of_draft(essay), {"seen": str(draft.updated)}).status_code == 403


def test_draft_saved_while_it_is_discarded_stays(transactional_db):
    essay = factories.essay(title="Prisoners Return")
    draft = Draft.objects.create(target=essay, data={"title": "The Thaw"})
    client, address = Client(), page_of_draft(essay)
    client.force_login(factories.user("Editors"))
    data = {"seen": str(draft.updated)}

    def save():
        draft.lock()
        draft.data = {"title": "The Frost"}
        draft.save()

    response = meanwhile(save, lambda: client.post(address, data))
    assert (response.url, [row.data for row in Draft.objects.all()]) == (
        address,
        [{"title": "The Frost"}],
    )
