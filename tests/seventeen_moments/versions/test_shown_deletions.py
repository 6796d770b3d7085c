"""What editors see of deletions that are in a draft, now and in the history."""

import pytest

from essays.models import Essay
from resources.models import Text
from seventeen_moments.versions.models import Draft, SavedDraft
from tests import factories
from tests.seventeen_moments.versions.draft_forms import (
    change,
    drafts,
    messages,
    page_of_draft,
)
from tests.seventeen_moments.versions.history_pages import address

TICK = {"texts-0-DELETE": "on"}
DELETED = {"Will be deleted": [("removed", "no"), ("added", "yes")]}


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return", slug="return")


@pytest.fixture
def text(essay):
    return factories.text(essay=essay, title="Decree", slug="decree")


def section(client, query="?draft"):
    return client.get(f"/essays/return/texts/{query}").text


def compared(response):
    return {
        str(row): {difference.label: difference.pieces for difference in differences}
        for row, differences in response.context["compared"]
    }


def without_right_to_delete():
    editor = factories.user("Editors")
    group = editor.groups.get()
    group.permissions.remove(group.permissions.get(codename="delete_text"))
    return editor


def test_preview_omits_the_source(essay, text, save, editor_client):
    factories.text(essay=essay, title="Letter")
    save(essay, **TICK)
    assert ("Decree" in section(editor_client, ""), "Decree" in section(editor_client)) == (
        True,
        False,
    )
    page = editor_client.get("/essays/return/?draft").text
    assert 'Texts\n<span class="count">1</span>' in page


def test_preview_omits_a_deleted_lead_image(essay, save, editor_client):
    image = factories.image(essay=essay)
    Essay.objects.update(lead_image=image)
    save(essay, **{"images-0-DELETE": "on"})
    assert image.folder in editor_client.get("/essays/return/").text
    assert image.folder not in editor_client.get("/essays/return/?draft").text


def test_preview_of_the_source_itself_says_that_there_is_none(essay, text, save, editor_client):
    save(essay, **TICK)
    response = editor_client.get(f"{text.get_absolute_url()}?draft")
    assert response.url == change(text)
    assert messages(editor_client.get(response.url))[-1] == (
        "“Decree” will be deleted when the draft is published, so it has no preview."
    )


def test_page_of_the_draft_says_what_will_be_deleted(essay, text, save, editor_client):
    save(essay, **TICK)
    assert compared(editor_client.get(page_of_draft(essay))) == {
        "Prisoners Return": {},
        "Decree": DELETED,
    }


def test_form_of_the_source_says_that_it_will_be_deleted(essay, text, save, editor_client):
    save(essay, **TICK)
    assert "It deletes this page when it is published" in editor_client.get(change(text)).text


def test_discarding_keeps_the_source(essay, text, save, editor_client):
    save(essay, **TICK)
    seen = editor_client.get(page_of_draft(essay)).context["seen"]
    editor_client.post(page_of_draft(essay), {"seen": seen})
    assert (Text.objects.count(), Draft.objects.count()) == (1, 0)


def test_history_compares_deletions(essay, text, save, editor_client):
    save(essay, summary="New.")
    save(essay, **TICK)
    later, earlier = SavedDraft.objects.of(essay)
    query = {"before": earlier.pk, "after": later.pk}
    response = editor_client.get(address("compare_drafts", essay, essay.pk), query)
    assert compared(response) == {"Decree": DELETED}
    assert [saved.deletes for saved in SavedDraft.objects.of(text)] == [True]


def restore(client, row, saved):
    return client.post(address("saved_draft", row, row.pk, saved.pk), follow=True)


def test_restored_draft_deletes_again(essay, text, save, editor_client):
    save(essay, **TICK)
    Draft.objects.all().delete()
    restore(editor_client, essay, SavedDraft.objects.of(essay).get())
    child = Draft.objects.of(text).get()
    assert (child.deletes, child.parent) == (True, Draft.objects.of(essay).get())


def test_restored_draft_without_the_deletion_keeps_the_source(essay, text, save, editor_client):
    save(essay, **{"texts-0-title": "Law"})
    save(essay, **TICK)
    restore(editor_client, essay, SavedDraft.objects.of(essay).last())
    assert (Draft.objects.of(text).get().deletes, drafts()["Decree"]) == (False, {"title": "Law"})


def test_restoring_a_deletion_needs_permission_to_delete(client, essay, text, save):
    save(essay, **TICK)
    Draft.objects.all().delete()
    client.force_login(without_right_to_delete())
    response = restore(client, essay, SavedDraft.objects.of(essay).get())
    assert messages(response)[-1].startswith("This would also change sources, which you do not")
    assert not Draft.objects.exists()
