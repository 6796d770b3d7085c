"""Old states and saved drafts are thinned by a rule."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db.models.signals import pre_delete
from reversion.models import Revision, Version

from essays.models import Essay
from resources.models import Text
from seventeen_moments.versions.draft_history import keep_draft
from seventeen_moments.versions.models import Draft, RecordedState, SavedDraft, VersionFolder
from seventeen_moments.versions.states import State, all_states, deleted_versions, states_of
from seventeen_moments.versions.thinning import thin_history
from tests import factories
from tests.seventeen_moments.versions.history_pages import tamper

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 31, 12, tzinfo=UTC)


@pytest.fixture
def essay(db):
    return factories.essay()


@pytest.fixture
def titled(essay, state):
    """Records the essay with a title, some days ago."""

    def titled(title, days, note="", hours=0):
        Essay.objects.filter(pk=essay.pk).update(title=title)
        recorded = state(essay, note)
        time = NOW - timedelta(days=days, hours=-hours)
        Revision.objects.filter(pk=recorded.revision_id).update(date_created=time)
        return recorded

    return titled


def titles(essay):
    return [str(State(state).root) for state in states_of(Essay, essay.pk)][::-1]


@pytest.mark.parametrize(
    ("days", "hours", "kept"),
    [
        (80, 1, ["First", "One", "Two", "Latest"]),
        (100, 1, ["First", "Two", "Latest"]),
        (100, 24, ["First", "One", "Two", "Latest"]),
        (400, 24, ["First", "Two", "Latest"]),
        (400, 24 * 31, ["First", "One", "Two", "Latest"]),
    ],
    ids=["all of 90 days", "last of a day", "two days", "last of a month", "two months"],
)
def test_rule(essay, titled, days, hours, kept):
    titled("First", 2000)
    titled("One", days)
    titled("Two", days, hours=hours)
    titled("Latest", 0)
    thin_history(NOW)
    assert titles(essay) == kept


def test_first_and_latest_states_are_kept(essay, titled):
    for number, title in enumerate(["First", "Second", "Latest"]):
        titled(title, 2000, hours=number)
    thin_history(NOW)
    assert titles(essay) == ["First", "Latest"]


def test_state_with_a_note_is_kept(essay, titled):
    titled("First", 2000)
    titled("Noted", 2000, note="Shorter", hours=1)
    titled("Latest", 2000, hours=2)
    thin_history(NOW)
    assert titles(essay) == ["First", "Noted", "Latest"]


def test_last_state_of_a_deleted_source_is_kept(essay, titled):
    titled("First", 2000)
    text = factories.text(essay=essay)
    key = text.pk
    titled("With a text", 2000, hours=1)
    text.delete()
    titled("Latest", 2000, hours=2)
    thin_history(NOW)
    assert titles(essay) == ["First", "With a text", "Latest"]
    assert [version.object_id for version in deleted_versions(Text)] == [str(key)]


def test_first_and_last_states_of_a_deleted_essay_are_kept(essay, titled):
    key = essay.pk
    for number, title in enumerate(["First", "Second", "Latest"]):
        titled(title, 2000, hours=number)
    essay.delete()
    thin_history(NOW)
    assert len(all_states(Essay, key)) == 2
    assert [str(version) for version in deleted_versions(Essay)] == ["Latest"]


def test_states_of_each_essay_are_thinned_by_themselves(essay, titled, state):
    titled("First", 2000)
    other = factories.essay(title="Other")
    Revision.objects.filter(pk=state(other).revision_id).update(date_created=NOW)
    titled("Latest", 2000, hours=1)
    thin_history(NOW)
    assert (titles(essay), titles(other)) == (["First", "Latest"], ["Other"])


@pytest.fixture
def old(essay, titled):
    """A text that changed only in the second of three states of a day long ago."""
    text = factories.text(essay=essay, title="Letter")
    titled("First", 2000)
    Text.objects.update(title="Decree")
    titled("Second", 2000, hours=1)
    titled("Latest", 2000, hours=2)
    return text


def test_version_of_a_remaining_state_is_kept(essay, old):
    thin_history(NOW)
    first, latest = [State(state) for state in states_of(Essay, essay.pk)][::-1]
    assert [[str(row) for row in state.rows.values()] for state in (first, latest)] == [
        ["First", "Letter"],
        ["Latest", "Decree"],
    ]


def test_versions_and_revisions_of_no_state_are_deleted(old):
    thin_history(NOW)
    assert not Version.objects.filter(object_repr="Second").exists()
    # The second revision still has the version of the text.
    assert (Version.objects.count(), Revision.objects.count()) == (4, 3)


def test_history_of_a_source_names_a_remaining_state(old):
    thin_history(NOW)
    assert [str(State(state).root) for state in states_of(Text, old.pk)] == ["Decree", "Letter"]


def test_dry_run_deletes_nothing(old, capsys):
    call_command("thin_history", "--dry-run")
    assert capsys.readouterr().out == (
        "Would delete: 1 versions of essays (1 stored rows, 0 uploads), 0 saved drafts.\n"
    )
    assert (RecordedState.objects.count(), Version.objects.count()) == (3, 5)


def test_command_says_what_it_deleted(old, capsys):
    call_command("thin_history")
    assert capsys.readouterr().out.startswith("Deleted: 1 versions of essays (1 stored rows,")
    assert RecordedState.objects.count() == 2


def test_second_run_deletes_nothing(old):
    thin_history(NOW)
    assert not thin_history(NOW)


@pytest.fixture
def failing():
    """Interrupts the deletion of one version."""

    def fail(instance, **kwargs):
        if instance.object_repr == "Title 4":
            raise ZeroDivisionError

    pre_delete.connect(fail, sender=Version)
    yield
    pre_delete.disconnect(fail, sender=Version)


def test_interruption_leaves_every_remaining_state_whole(essay, titled, monkeypatch, failing):
    monkeypatch.setattr("seventeen_moments.versions.thinning.BATCH_SIZE", 2)
    factories.image(essay=essay)
    for number in range(6):
        titled(f"Title {number}", 2000, hours=number)
    with pytest.raises(ZeroDivisionError):
        thin_history(NOW)
    assert titles(essay) == ["Title 0", "Title 3", "Title 4", "Title 5"]
    assert [len(State(state).sources) for state in states_of(Essay, essay.pk)] == [1] * 4


@pytest.fixture
def replaced(essay, titled, django_capture_on_commit_callbacks):
    """The files of an image in each of three states, of which the second will be thinned."""
    image, files = factories.image(essay=essay), []
    for number, title in enumerate(["First", "Second", "Latest"]):
        image.file = factories.picture(50 + number)
        with django_capture_on_commit_callbacks(execute=True):
            image.save()
        files.append(image.file_names())
        titled(title, 2000, hours=number)
    return files


@pytest.mark.parametrize("dry_run", [False, True])
def test_files_of_thinned_versions_are_deleted(
    replaced, media_root, dry_run, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        counts = thin_history(NOW, dry_run=dry_run)
    present = [all((media_root / name).exists() for name in files) for files in replaced]
    assert (counts["uploads"], present) == (1, [True, dry_run, True])


def test_folder_is_deleted_with_its_version(replaced):
    thin_history(NOW)
    assert VersionFolder.objects.count() == 2


def test_damaged_version_is_thinned(essay, titled):
    titled("First", 2000)
    damaged = titled("Second", 2000, hours=1)
    titled("Latest", 2000, hours=2)
    tamper(damaged, "{", "")
    thin_history(NOW)
    assert titles(essay) == ["First", "Latest"]


@pytest.mark.parametrize("number", [1, 3])
def test_thinning_takes_the_same_queries_for_one_and_three_sources(
    essay, titled, number, django_assert_num_queries
):
    for _ in range(number):
        factories.text(essay=essay)
    for hours in range(3):
        titled(f"Title {hours}", 2000, hours=hours)
    with django_assert_num_queries(23):
        thin_history(NOW)


# Saved drafts


@pytest.mark.parametrize(("days", "kept"), [(80, 3), (100, 2), (400, 1)])
def test_saved_drafts_are_thinned(essay, days, kept):
    draft = Draft(target=essay)
    for number, hours in enumerate([0, 1, 24]):
        draft.data = {"title": f"Title {number}"}
        draft.save()
        keep_draft(draft)
        saved = NOW - timedelta(days=days) + timedelta(hours=hours)
        SavedDraft.objects.filter(data=draft.data).update(saved=saved)
    thin_history(NOW)
    assert SavedDraft.objects.count() == kept
    assert SavedDraft.objects.of(essay).first().data == {"title": "Title 2"}
