"""Drafts of live pages stay in the history, are compared there, and restored."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.models import Draft, SavedDraft
from tests import factories
from tests.seventeen_moments.versions.draft_forms import (
    TOMORROW,
    at,
    change,
    drafts,
    initial_values,
    messages,
    page_of_draft,
    press,
    publish,
)
from tests.seventeen_moments.versions.history_pages import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return", body="<p>They came home.</p>")


@pytest.fixture
def text(essay):
    return factories.text(essay=essay, title="Decree")


@pytest.fixture
def save(editor_client, essay):
    """Saves a draft in the admin and returns what the history has of it."""

    def save(row=essay, **typed):
        press(editor_client, "_draft", row, **typed)
        return SavedDraft.objects.of(row).first()

    return save


@pytest.fixture
def restore(editor_client):
    def restore(row, saved):
        return editor_client.post(address("saved_draft", row, row.pk, saved.pk), follow=True)

    return restore


def saved_titles(row):
    return [saved.data.get("title") for saved in SavedDraft.objects.of(row)]


def compared(client, row, **query):
    response = client.get(address("compare_drafts", row, row.pk), query)
    return {
        str(row): {difference.label: difference.pieces for difference in differences}
        for row, differences in response.context["compared"]
    }


def test_each_saved_draft_is_kept(essay, save):
    save(title="The Thaw")
    save(title="The Frost")
    assert saved_titles(essay) == ["The Frost", "The Thaw"]


def test_unchanged_draft_is_not_kept_again(essay, save):
    save(title="The Thaw")
    save()
    assert saved_titles(essay) == ["The Thaw"]


def test_draft_that_equals_the_public_page_is_not_kept(essay, save):
    save(title="The Thaw")
    save(title="Prisoners Return")
    assert saved_titles(essay) == ["The Thaw"]


def test_hidden_page_keeps_no_drafts(save):
    assert save(factories.essay(status=Status.DRAFT), title="The Thaw") is None


def test_draft_is_kept_with_those_of_its_sources(essay, text, save):
    saved = save(title="The Thaw", **{"texts-0-title": "Law"})
    assert [(str(part.target), part.data) for part in saved.parts()] == [
        ("Prisoners Return", {"title": "The Thaw"}),
        ("Decree", {"title": "Law"}),
    ]


def test_changed_draft_of_a_source_is_kept(essay, text, save):
    save(**{"texts-0-title": "Law"})
    save(**{"texts-0-title": "Edict"})
    assert saved_titles(text) == ["Edict", "Law"]


def test_draft_of_a_source_saved_on_its_own_page_is_kept_with_the_essay(essay, text, save):
    save(title="The Thaw", **{"texts-0-title": "Law"})
    save(text, title="Edict")
    assert [part.data for part in SavedDraft.objects.of(essay).first().parts()] == [
        {"title": "The Thaw"},
        {"title": "Edict"},
    ]


def test_history_lists_who_saved_drafts_and_when(editor_client, essay, save):
    saved = save(title="The Thaw")
    page = editor_client.get(address("history", essay, essay.pk))
    assert page.context["drafts"] == [saved]
    assert f'<span class="who">{saved.author_name}</span>' in page.text
    assert "Not scheduled" in page.text


def test_history_says_for_when_a_draft_was_scheduled(editor_client, essay):
    publish(editor_client, essay, title="The Thaw", **at(TOMORROW))
    page = editor_client.get(address("history", essay, essay.pk)).text
    assert f"Scheduled for {TOMORROW:%-d %B %Y}" in page


def test_history_marks_the_current_draft(editor_client, essay, save):
    save(title="The Thaw")
    assert "current draft" in editor_client.get(address("history", essay, essay.pk)).text
    Draft.objects.all().delete()
    assert "current draft" not in editor_client.get(address("history", essay, essay.pk)).text


def test_history_without_drafts_has_no_part_for_them(editor_client, essay):
    assert "Saved drafts" not in editor_client.get(address("history", essay, essay.pk)).text


def test_all_drafts_are_on_a_page_of_their_own(editor_client, essay, save):
    for number in range(4):
        save(title=f"Title {number}")
    page = editor_client.get(address("history", essay, essay.pk))
    assert (len(page.context["drafts"]), page.context["more_drafts"]) == (3, True)
    page = editor_client.get(address("drafts", essay, essay.pk))
    assert len(page.context["drafts"]) == 4


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_drafts_takes_the_same_queries_for_one_and_three(
    editor_client, essay, number, django_assert_num_queries
):
    for _ in range(number):
        SavedDraft.objects.create(target=essay, data={"title": "x"}, saved=TOMORROW)
    page = address("drafts", essay, essay.pk)
    editor_client.get(page)
    with django_assert_num_queries(8):
        editor_client.get(page)


# After the draft


def test_published_draft_stays(editor_client, essay, save):
    save(title="The Thaw")
    publish(editor_client, essay)
    assert (Essay.objects.get().title, saved_titles(essay)) == ("The Thaw", ["The Thaw"])


def test_discarded_draft_stays(editor_client, essay, save):
    save(title="The Thaw")
    seen = editor_client.get(page_of_draft(essay)).context["seen"]
    editor_client.post(page_of_draft(essay), {"seen": seen})
    assert (drafts(), saved_titles(essay)) == ({}, ["The Thaw"])


def test_draft_saved_by_code_is_kept_when_it_is_discarded(editor_client, essay):
    Draft.objects.create(target=essay, data={"title": "The Thaw"})
    seen = editor_client.get(page_of_draft(essay)).context["seen"]
    editor_client.post(page_of_draft(essay), {"seen": seen})
    assert saved_titles(essay) == ["The Thaw"]


def test_drafts_are_deleted_with_their_page(editor_client, essay, text, save):
    save(title="The Thaw", **{"texts-0-title": "Law"})
    editor_client.post(reverse("admin:essays_essay_delete", args=[essay.pk]), {"post": "yes"})
    assert not SavedDraft.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_confirmation_of_a_deletion_takes_the_same_queries_for_one_and_three(
    editor_client, essay, number, django_assert_num_queries
):
    for _ in range(number):
        SavedDraft.objects.create(target=essay, data={"title": "x"}, saved=TOMORROW)
    page = reverse("admin:essays_essay_delete", args=[essay.pk])
    editor_client.get(page)
    with django_assert_num_queries(17):
        assert "Draft of " in editor_client.get(page).text


def test_draft_of_a_deleted_source_is_no_part_any_more(essay, text, save):
    saved = save(title="The Thaw", **{"texts-0-title": "Law"})
    text.delete()
    assert saved.parts() == [saved]


# Comparing


def test_draft_is_compared_with_the_public_page(editor_client, essay, save):
    saved = save(title="Prisoners Remain")
    assert compared(editor_client, essay, before="", after=saved.pk) == {
        "Prisoners Return": {
            "Title": [("same", "Prisoners "), ("removed", "Return"), ("added", "Remain")]
        }
    }


def test_two_drafts_are_compared_in_order(editor_client, essay, text, save):
    first = save(title="The Thaw", **{"texts-0-title": "Law"})
    second = save(title="The Frost")
    save(**{"texts-0-title": "Decree"})
    third = SavedDraft.objects.of(essay).first()
    assert compared(editor_client, essay, before=second.pk, after=first.pk) == {
        "Prisoners Return": {"Title": [("same", "The "), ("removed", "Thaw"), ("added", "Frost")]}
    }
    # A field that a draft does not have is as on the public page.
    assert compared(editor_client, essay, before=second.pk, after=third.pk) == {
        "Decree": {"Title": [("removed", "Law"), ("added", "Decree")]}
    }


@pytest.mark.parametrize("number", [1, 3])
def test_comparison_takes_the_same_queries_for_one_and_three_sources(
    editor_client, essay, number, save, django_assert_num_queries
):
    for _ in range(number):
        factories.text(essay=essay)
    saved = save(**{f"texts-{index}-title": "Law" for index in range(number)})
    page = address("saved_draft", essay, essay.pk, saved.pk)
    editor_client.get(page)
    with django_assert_num_queries(9):
        editor_client.get(page)


def test_saved_draft_shows_its_changes_escaped(editor_client, essay, save):
    saved = save(title="<b>Thaw")
    page = editor_client.get(address("saved_draft", essay, essay.pk, saved.pk)).text
    assert "<del>Prisoners Return</del><ins>&lt;b&gt;Thaw</ins>" in page


@pytest.mark.parametrize("bad", ["", "x", "0", "99999999999999999999"])
def test_invalid_choice_is_explained(editor_client, essay, bad):
    page = address("compare_drafts", essay, essay.pk)
    response = editor_client.get(page, {"after": bad}, follow=True)
    assert messages(response) == ["Choose two drafts from the list to compare them."]


def test_draft_with_a_field_that_was_removed_is_compared(editor_client, essay, save):
    saved = save(title="The Thaw")
    SavedDraft.objects.update(data=saved.data | {"removed": "x"})
    assert list(compared(editor_client, essay, after=saved.pk)["Prisoners Return"]) == ["Title"]


def test_draft_of_another_essay_returns_404(editor_client, essay, save):
    saved = save(title="The Thaw")
    other = factories.essay()
    page = editor_client.get(address("saved_draft", other, other.pk, saved.pk))
    assert page.status_code == 404


# Restoring


def test_restored_draft_is_in_the_form(editor_client, essay, save, restore):
    first = save(title="The Thaw")
    save(title="The Frost")
    response = restore(essay, first)
    assert response.redirect_chain[-1][0] == change(essay)
    assert initial_values(response)["title"] == "The Thaw"
    assert "is the current draft again. Nothing was published." in messages(response)[-1]


def test_restoring_publishes_nothing(editor_client, essay, text, save, restore):
    saved = save(title="The Thaw", **{"texts-0-title": "Law"})
    publish(editor_client, essay, title="The Frost", **at(TOMORROW))
    restore(essay, saved)
    assert (Essay.objects.get().title, Text.objects.get().title) == ("Prisoners Return", "Decree")
    assert set(Draft.objects.values_list("publish_at", flat=True)) == {None}


def test_replaced_draft_stays_in_the_history(essay, save, restore):
    first = save(title="The Thaw")
    save(title="The Frost")
    restore(essay, first)
    assert saved_titles(essay) == ["The Thaw", "The Frost", "The Thaw"]


def test_draft_saved_by_code_is_kept_when_it_is_replaced(essay, save, restore):
    saved = save(title="The Thaw")
    Draft.objects.update(data={"title": "The Frost"})
    restore(essay, saved)
    assert saved_titles(essay) == ["The Thaw", "The Frost", "The Thaw"]


def test_draft_is_restored_with_those_of_its_sources(essay, text, save, restore):
    other = factories.text(essay=essay, title="Letter")
    first = save(title="The Thaw", **{"texts-0-title": "Law"})
    save(**{"texts-0-title": "Decree", "texts-1-title": "Note"})
    restore(essay, first)
    assert drafts() == {"Prisoners Return": {"title": "The Thaw"}, "Decree": {"title": "Law"}}
    assert other.drafts.count() == 0


def test_discarded_draft_is_restored(essay, text, save, restore):
    saved = save(title="The Thaw", **{"texts-0-title": "Law"})
    Draft.objects.all().delete()
    restore(essay, saved)
    assert drafts() == {"Prisoners Return": {"title": "The Thaw"}, "Decree": {"title": "Law"}}
    assert Draft.objects.of(text).get().parent == Draft.objects.of(essay).get()


def test_draft_of_a_source_saved_with_its_essay_is_restored_on_its_own_page(
    essay, text, save, restore
):
    save(**{"texts-0-title": "Law"})
    Draft.objects.all().delete()
    restore(text, SavedDraft.objects.of(text).get())
    assert drafts() == {"Decree": {"title": "Law"}}


def test_values_that_are_public_now_are_not_restored(essay, save, restore):
    saved = save(title="The Thaw")
    Draft.objects.all().delete()
    Essay.objects.update(title="The Thaw")
    response = restore(essay, saved)
    assert "does not differ from the public page, so there is no draft." in messages(response)[-1]
    assert drafts() == {}


def test_source_with_its_own_draft_is_an_obstacle(essay, text, save, restore):
    saved = save(title="The Thaw", **{"texts-0-title": "Law"})
    Draft.objects.all().delete()
    save(text, title="Edict")
    response = restore(essay, saved)
    message = "“Decree” has its own draft now. Publish or discard that first."
    assert (messages(response)[-1], drafts()) == (message, {"Decree": {"title": "Edict"}})


def test_moved_source_is_not_restored_with_its_former_essay(essay, text, save, restore):
    saved = save(title="The Thaw", **{"texts-0-title": "Law"})
    Draft.objects.all().delete()
    Text.objects.update(essay=factories.essay())
    restore(essay, saved)
    assert drafts() == {"Prisoners Return": {"title": "The Thaw"}}


def test_restoring_needs_permission_for_the_sources(client, essay, text, save):
    saved = save(title="The Thaw", **{"texts-0-title": "Law"})
    Draft.objects.all().delete()
    user = factories.user()
    user.user_permissions.set(Permission.objects.filter(codename="change_essay"))
    client.force_login(user)
    page = address("saved_draft", essay, essay.pk, saved.pk)
    assert [str(row) for row, _ in client.get(page).context["compared"]] == ["Prisoners Return"]
    response = client.post(page)
    assert messages(response)[0].startswith("This would also change sources, which you do not")
    assert drafts() == {}


def test_get_request_restores_nothing(editor_client, essay, save):
    saved = save(title="The Thaw")
    Draft.objects.all().delete()
    editor_client.get(address("saved_draft", essay, essay.pk, saved.pk))
    assert drafts() == {}


def test_restoring_is_logged(essay, save, restore):
    restore(essay, save(title="The Thaw"))
    assert LogEntry.objects.latest("pk").get_change_message() == "Draft restored."
