"""Files of drafts stay as long as a row, a draft or the history has them."""

import pytest

from seventeen_moments.core.stored_files import atomic_with_files
from seventeen_moments.versions.models import Draft, SavedDraft
from seventeen_moments.versions.thinning import thin_history
from tests import factories
from tests.seventeen_moments.versions.draft_forms import drafts, messages
from tests.seventeen_moments.versions.draft_uploads import (
    discard,
    drafted,
    folder_of,
    save_by_code,
    uploads,
)
from tests.seventeen_moments.versions.history_pages import address

pytestmark = pytest.mark.django_db


def test_file_of_a_discarded_draft_is_kept_with_the_history(image, save, editor_client, stored):
    save(image, file=factories.picture(60, 40))
    name = drafted(image)["name"]
    discard(editor_client, image)
    assert (name in stored(), Draft.objects.count()) == (True, 0)


@pytest.mark.parametrize("dry_run", [False, True])
def test_file_is_deleted_with_the_last_draft_of_the_history(
    image, save, stored, committed, dry_run
):
    names = []
    for width in (50, 60):
        save(image, file=factories.picture(width))
        names.append(drafted(image)["name"])
    SavedDraft.objects.update(saved="2000-01-01T12:00:00Z")
    with committed():
        counts = thin_history(dry_run=dry_run)
    assert (counts["drafts"], counts["uploads"]) == (1, 1)
    assert [name in stored() for name in names] == [dry_run, True]


def test_file_of_the_current_draft_survives_the_history(image, save, stored, committed):
    save(image, file=factories.picture(60, 40))
    with committed():
        SavedDraft.objects.all().delete()
    assert drafted(image)["name"] in stored()


def test_published_file_survives_the_history(image, save, publish, stored, committed):
    save(image, file=factories.picture(60, 40))
    publish(image)
    with committed():
        SavedDraft.objects.all().delete()
    assert uploads(image)["file"] in stored()


def test_discarded_file_without_a_history_is_deleted(image, stored, committed):
    before = stored()
    draft = save_by_code(image)
    with committed():
        draft.discard()
    assert stored() == before


def test_replaced_file_of_a_draft_without_a_history_is_deleted(image, stored, committed):
    before = stored()
    save_by_code(image)
    with committed():
        draft = save_by_code(image, width=70)
    assert stored() == sorted([*before, draft.data["file"]["name"], f"{folder_of(draft)}/70.webp"])


def test_files_of_drafts_are_deleted_with_the_row(image, stored, committed):
    save_by_code(image)
    with committed():
        image.delete()
    assert stored() == []


def test_rolled_back_draft_leaves_no_file(image, stored, committed):
    before = stored()
    with committed(), pytest.raises(ZeroDivisionError), atomic_with_files():
        save_by_code(image)
        raise ZeroDivisionError
    assert (stored(), Draft.objects.count()) == (before, 0)


# Restoring


@pytest.fixture
def restore(editor_client, committed):
    def restore(row, saved):
        with committed():
            return editor_client.post(address("saved_draft", row, row.pk, saved.pk), follow=True)

    return restore


def test_restored_draft_has_its_file(image, save, restore, publish, editor_client):
    save(image, file=factories.picture(60, 40))
    value = drafted(image)
    discard(editor_client, image)
    restore(image, SavedDraft.objects.of(image).first())
    assert drafts() == {"Gate": {"file": value}}
    publish(image)
    assert uploads(image)["file"] == value["name"]


def test_draft_without_its_file_is_restored_and_says_so(image, save, restore, media_root):
    save(image, title="The Gate", file=factories.picture(60, 40))
    (media_root / drafted(image)["name"]).unlink()
    Draft.objects.all().delete()
    response = restore(image, SavedDraft.objects.of(image).first())
    assert messages(response)[-1] == "The file of “Gate” is no longer in the archive."
    assert drafts() == {"Gate": {"title": "The Gate"}}


def test_draft_that_was_thinned_meanwhile_is_not_restored(image, save, restore, monkeypatch):
    save(image, file=factories.picture(60, 40))
    saved = SavedDraft.objects.get()
    monkeypatch.setattr(
        "seventeen_moments.versions.draft_history.lock",
        lambda model, key: saved.delete() and model.objects.get(pk=key),
    )
    response = restore(image, saved)
    assert "This draft was removed from the history in the meantime." in messages(response)
