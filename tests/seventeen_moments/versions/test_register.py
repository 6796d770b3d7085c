"""Which states are recorded, and what they hold."""

import pytest
import reversion
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db.models import F, RestrictedError
from django.urls import reverse
from reversion.models import Revision, Version

from essays.models import Essay
from resources.models import Image, Text
from seventeen_moments.core.kinds import kinds
from seventeen_moments.versions.register import record, record_if_changed
from seventeen_moments.versions.states import State, states_of
from tests import factories
from tests.forms import filled, row
from tests.seventeen_moments.versions.history_pages import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden(essay):
    """The essay as a draft: its forms store what they save."""
    essay.status = "draft"
    essay.save()
    return essay


def notes():
    return list(Revision.objects.order_by("pk").values_list("comment", flat=True))


def recorded_fields(state):
    return State(state).root.fields


def test_state_holds_the_essay_and_all_its_sources(essay, state):
    rows = State(state(essay)).rows
    assert [row.model for row in rows.values()] == [Essay, *kinds()]


def test_state_holds_no_sources_of_other_essays(essay, state):
    other = factories.text().essay
    with reversion.create_revision():
        reversion.add_to_revision(essay)
        reversion.add_to_revision(other)
    version = states_of(Essay, other.pk).first()
    assert [row.pk for row in State(version).sources] == [other.texts.get().pk]


def test_themes_are_recorded_by_name(essay, state):
    essay.themes.add("Гулаг", "Law")
    assert recorded_fields(state(essay))["theme_names"] == ["Amnesty", "Law", "Гулаг"]


@pytest.mark.parametrize("name", ["comments_open", "body_text", "notes", "updated"])
def test_derived_and_moderated_fields_are_not_recorded(essay, state, name):
    assert name not in recorded_fields(state(essay))


def test_comments_are_not_recorded(essay, state):
    factories.comment(essay=essay)
    assert "comment" not in [row.kind_name for row in State(state(essay)).rows.values()]


def test_line_endings_are_normalized(essay, state):
    Essay.objects.update(summary="One\r\ntwo")
    assert recorded_fields(state(essay))["summary"] == "One\ntwo"


def test_unchanged_essay_is_not_recorded_again(essay, state):
    state(essay)
    record_if_changed(Essay, [essay.pk])
    assert Revision.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda essay: Essay.objects.update(title="Other"),
        lambda essay: essay.themes.add("Law"),
        lambda essay: Text.objects.update(title="Other"),
        lambda essay: Text.objects.update(position=F("position") + 5),
        lambda essay: Text.objects.get().themes.add("Law"),
        lambda essay: Text.objects.all().delete(),
        lambda essay: factories.text(essay=essay, slug="other"),
    ],
)
def test_changed_essay_is_recorded(essay, state, change):
    state(essay)
    change(essay)
    record_if_changed(Essay, [essay.pk])
    assert Revision.objects.count() == 2


def stored():
    """The numbers of versions of rows, and of revisions."""
    return Version.objects.count(), Revision.objects.count()


def test_changed_title_stores_one_version(essay, state):
    for _number in range(3):
        factories.text(essay=essay)
    state(essay)
    versions, revisions = stored()
    Essay.objects.filter(pk=essay.pk).update(title="Home")
    state(essay)
    assert stored() == (versions + 1, revisions + 1)


def test_note_alone_stores_no_version(essay, state):
    state(essay)
    versions, revisions = stored()
    state(essay, "Read once more")
    assert stored() == (versions, revisions + 1)


def test_state_lists_the_unchanged_rows(essay, state):
    before = state(essay)
    Text.objects.update(title="Указ")
    earlier, later = (set(recorded.members.all()) for recorded in (before, state(essay)))
    assert [str(version) for version in later - earlier] == ["Указ"]
    assert len(later & earlier) == len(kinds())


def test_essays_of_one_revision_are_unchanged_by_themselves(essay):
    other = factories.text().essay
    with reversion.create_revision():
        reversion.add_to_revision(essay)
        reversion.add_to_revision(other)
    record_if_changed(Essay, [essay.pk, other.pk])
    assert Revision.objects.count() == 1


def test_version_in_a_state_cannot_be_deleted(essay, state):
    state(essay)
    Essay.objects.update(title="Home")
    state(essay)
    with pytest.raises(RestrictedError):
        Revision.objects.earliest("pk").delete()


def test_folder_of_a_recorded_file_is_a_column(essay, state):
    state(essay)
    image = essay.images.get()
    version = Version.objects.get_for_object(image).get()
    assert list(version.folders.values_list("folder", flat=True)) == [image.folder]


@pytest.mark.parametrize("number", [1, 3])
def test_comparing_takes_the_same_queries_for_one_and_three_sources(
    django_assert_num_queries, number
):
    essay = factories.essay()
    for _ in range(number):
        factories.text(essay=essay).themes.add("Law", "Bread")
    record(Essay, essay.pk)
    with django_assert_num_queries(4 + len(kinds())):
        record_if_changed(Essay, [essay.pk])


@pytest.mark.parametrize("number", [1, 3])
def test_recording_takes_the_same_queries_for_one_and_three_sources(
    django_assert_num_queries, number
):
    essay = factories.essay()
    for _ in range(number):
        factories.text(essay=essay).themes.add("Law", "Bread")
    with django_assert_num_queries(10 + len(kinds())):
        record(Essay, essay.pk)


# Through the admin


def test_saving_records_user_and_note(essay, pages):
    pages.change(essay, title="Home Again", note="Shorter, at James’s wish")
    revision = Revision.objects.latest("pk")
    assert (revision.user.username, revision.comment) == ("user-1", "Shorter, at James’s wish")


def test_saving_records_the_unrecorded_state_before(hidden, pages):
    essay = hidden
    pages.change(essay, title="Home Again")
    titles = [recorded_fields(version)["title"] for version in states_of(Essay, essay.pk)]
    assert titles == ["Home Again", "Prisoners Return"]


def test_saving_an_unchanged_form_records_nothing(essay, pages, state):
    state(essay)
    pages.change(essay)
    assert notes() == [""]


def test_note_without_a_change_is_recorded(essay, pages, state):
    state(essay)
    pages.change(essay, note="Read once more: nothing to correct")
    assert notes() == ["", "Read once more: nothing to correct"]


def test_overlong_note_is_refused(essay, pages):
    response = pages.change(essay, note="x" * 201)
    assert list(response.context["adminform"].form.errors) == ["note"]
    assert "at most 200 characters" in response.text


def test_note_with_a_nul_is_refused(essay, pages):
    response = pages.change(essay, note="a\0b")
    assert list(response.context["adminform"].form.errors) == ["note"]


def test_admin_log_does_not_mention_the_note(hidden, pages):
    essay = hidden
    pages.change(essay, title="Home Again", note="Shorter")
    assert LogEntry.objects.get().get_change_message() == "Changed Title."


def test_adding_is_recorded(editor_client):
    page = reverse("admin:essays_essay_add")
    data = filled(editor_client.get(page), title="Home", slug="home", note="First draft")
    editor_client.post(page, data)
    assert notes() == ["First draft"]


def test_source_is_recorded_with_its_essay(hidden, pages, state):
    essay = hidden
    state(essay)
    pages.change(essay.texts.get(), title="Указ", note="In Russian")
    titles = [str(row) for row in State(states_of(Essay, essay.pk).first()).sources]
    assert "Указ" in titles


def test_moved_source_is_recorded_with_both_essays(hidden, pages):
    essay = hidden
    other = factories.essay()
    pages.change(essay.texts.get(), essay=other.pk)
    newest = [State(states_of(Essay, key).first()) for key in (essay.pk, other.pk)]
    assert [[row.model for row in state.sources] for state in newest] == [
        [kind for kind in kinds() if kind is not Text],
        [Text],
    ]


def test_deleted_source_is_missing_from_the_next_state(essay, pages):
    pages.client.post(address("delete", Text, essay.texts.get().pk), {"post": "yes"})
    before, after = [State(version) for version in states_of(Essay, essay.pk)][::-1]
    assert (len(before.sources), len(after.sources)) == (len(kinds()), len(kinds()) - 1)


def test_failed_save_records_nothing(essay, pages):
    pages.change(essay, title="")
    assert notes() == []


def test_bulk_action_is_recorded(essay, editor_client):
    other = factories.essay()
    data = {"action": "delete_selected", "_selected_action": [essay.pk, other.pk], "post": "yes"}
    editor_client.post(address("changelist", Essay), data)
    titles = [str(version) for version in Version.objects.get_deleted(Essay)]
    assert sorted(titles) == sorted([essay.title, other.title])


def test_closing_comments_records_no_state(essay, moderator_client):
    data = {"action": "close_comments", "_selected_action": [essay.pk]}
    moderator_client.post(address("changelist", Essay), data)
    assert (Essay.objects.get().comments_open, notes()) == (False, [])


def test_sources_in_the_essay_form_are_recorded_as_saved(hidden, pages):
    essay = hidden
    pages.change(essay, **row("texts", 0, title="Указ"), **row("images", 0, DELETE="on"))
    sources = State(states_of(Essay, essay.pk).first()).sources
    left = {kind: kind.objects.get().title for kind in kinds() if kind is not Image}
    assert [(source.model, str(source)) for source in sources] == list(left.items())
    assert (left[Text], Image.objects.count()) == ("Указ", 0)


# Through commands


def test_seed_records_the_essay():
    call_command("seed", verbosity=0)
    essay = Essay.objects.get()
    state = State(states_of(Essay, essay.pk).get())
    assert (len(state.sources), state.root.themes) == (5, sorted(essay.themes.names()))


def test_create_revision_records_the_essay_with_its_sources():
    with reversion.create_revision():
        essay = factories.text().essay
        factories.image(essay=essay).themes.add("Law")
    sources = State(states_of(Essay, essay.pk).get()).sources
    assert [(source.kind_name, source.themes) for source in sources] == [
        ("text", []),
        ("image", ["Law"]),
    ]
