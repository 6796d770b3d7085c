"""Which states are kept, and what is kept of them."""

import json

import pytest
import reversion
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db.models import F
from django.urls import reverse
from reversion.models import Revision, Version

from essays.models import Essay
from resources.models import Image, Text
from seventeen_moments.core.kinds import kinds
from seventeen_moments.versions.register import record, record_unrecorded
from seventeen_moments.versions.states import State, versions_of
from tests import factories
from tests.forms import filled, row
from tests.seventeen_moments.versions.history_pages import address

pytestmark = pytest.mark.django_db


def notes():
    return list(Revision.objects.order_by("pk").values_list("comment", flat=True))


def kept(version):
    return json.loads(version.serialized_data)[0]["fields"]


def test_state_holds_the_essay_and_all_its_sources(essay, state):
    rows = State(state(essay)).rows
    assert [row.model for row in rows.values()] == [Essay, *kinds()]


def test_state_holds_nothing_of_other_essays(essay, state):
    other = factories.text().essay
    with reversion.create_revision():
        reversion.add_to_revision(essay)
        reversion.add_to_revision(other)
    found = versions_of(Essay, other.pk).first()
    assert [row.pk for row in State(found).parts] == [other.texts.get().pk]


def test_themes_are_kept_by_name(essay, state):
    essay.themes.add("Гулаг", "Law")
    assert kept(state(essay))["theme_names"] == ["Amnesty", "Law", "Гулаг"]


@pytest.mark.parametrize("name", ["comments_open", "body_text", "notes", "updated"])
def test_what_is_made_or_a_moderator_s_is_not_kept(essay, state, name):
    assert name not in kept(state(essay))


def test_comments_are_not_kept(essay, state):
    factories.comment(essay=essay)
    assert "comment" not in [row.kind_name for row in State(state(essay)).rows.values()]


def test_lines_end_alike_whoever_wrote_them(essay, state):
    Essay.objects.update(summary="One\r\ntwo")
    assert kept(state(essay))["summary"] == "One\ntwo"


def test_essay_that_stands_as_it_was_kept_is_not_kept_again(essay, state):
    state(essay)
    record_unrecorded(Essay, [essay.pk])
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
def test_essay_that_changed_is_kept(essay, state, change):
    state(essay)
    change(essay)
    record_unrecorded(Essay, [essay.pk])
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_keeping_asks_the_database_alike_for_one_and_three_sources(
    django_assert_num_queries, number
):
    essay = factories.essay()
    for _ in range(number):
        factories.text(essay=essay).themes.add("Law", "Bread")
    with django_assert_num_queries(9 + len(kinds())):
        record(Essay, essay.pk)


# Through the admin


def test_saving_keeps_who_and_why(essay, pages):
    pages.change(essay, title="Home Again", note="Shorter, at James’s wish")
    revision = Revision.objects.latest("pk")
    assert (revision.user.username, revision.comment) == ("user-1", "Shorter, at James’s wish")


def test_saving_keeps_what_stood_before_where_nobody_did(essay, pages):
    pages.change(essay, title="Home Again")
    titles = [kept(version)["title"] for version in versions_of(Essay, essay.pk)]
    assert titles == ["Home Again", "Prisoners Return"]


def test_saving_what_was_read_keeps_nothing_new(essay, pages, state):
    state(essay)
    pages.change(essay)
    assert notes() == [""]


def test_note_alone_is_kept(essay, pages, state):
    state(essay)
    pages.change(essay, note="Read once more: nothing to correct")
    assert notes() == ["", "Read once more: nothing to correct"]


def test_note_that_is_too_long_is_explained(essay, pages):
    response = pages.change(essay, note="x" * 201)
    assert list(response.context["adminform"].form.errors) == ["note"]
    assert "at most 200 characters" in response.text


def test_note_with_a_nul_is_explained(essay, pages):
    response = pages.change(essay, note="a\0b")
    assert list(response.context["adminform"].form.errors) == ["note"]


def test_log_of_the_admin_does_not_tell_of_the_note(essay, pages):
    pages.change(essay, title="Home Again", note="Shorter")
    assert LogEntry.objects.get().get_change_message() == "Changed Title."


def test_adding_is_kept(editor_client):
    page = reverse("admin:essays_essay_add")
    data = filled(editor_client.get(page), title="Home", slug="home", note="First draft")
    editor_client.post(page, data)
    assert notes() == ["First draft"]


def test_source_is_kept_with_its_essay(essay, pages, state):
    state(essay)
    pages.change(essay.texts.get(), title="Указ", note="In Russian")
    told = [str(row) for row in State(versions_of(Essay, essay.pk).first()).parts]
    assert "Указ" in told


def test_source_that_moves_is_kept_with_both_essays(essay, pages):
    other = factories.essay()
    pages.change(essay.texts.get(), essay=other.pk)
    newest = [State(versions_of(Essay, key).first()) for key in (essay.pk, other.pk)]
    assert [[row.model for row in state.parts] for state in newest] == [
        [kind for kind in kinds() if kind is not Text],
        [Text],
    ]


def test_source_deleted_by_itself_is_missing_from_the_next_state(essay, pages):
    pages.client.post(address("delete", Text, essay.texts.get().pk), {"post": "yes"})
    before, after = [State(version) for version in versions_of(Essay, essay.pk)][::-1]
    assert (len(before.parts), len(after.parts)) == (len(kinds()), len(kinds()) - 1)


def test_failed_save_keeps_nothing(essay, pages):
    pages.change(essay, title="")
    assert notes() == []


def test_bulk_action_keeps_what_it_did(essay, editor_client):
    other = factories.essay()
    data = {"action": "delete_selected", "_selected_action": [essay.pk, other.pk], "post": "yes"}
    editor_client.post(address("changelist", Essay), data)
    titles = [str(version) for version in Version.objects.get_deleted(Essay)]
    assert sorted(titles) == sorted([essay.title, other.title])


def test_moderator_who_closes_comments_makes_no_state(essay, moderator_client):
    data = {"action": "close_comments", "_selected_action": [essay.pk]}
    moderator_client.post(address("changelist", Essay), data)
    assert (Essay.objects.get().comments_open, notes()) == (False, [])


def test_rows_of_sources_are_kept_as_saved(essay, pages):
    pages.change(essay, **row("texts", 0, title="Указ"), **row("images", 0, DELETE="on"))
    parts = State(versions_of(Essay, essay.pk).first()).parts
    left = {kind: kind.objects.get().title for kind in kinds() if kind is not Image}
    assert [(part.model, str(part)) for part in parts] == list(left.items())
    assert (left[Text], Image.objects.count()) == ("Указ", 0)


# Through commands


def test_seed_keeps_what_it_adds():
    call_command("seed", verbosity=0)
    essay = Essay.objects.get()
    state = State(versions_of(Essay, essay.pk).get())
    assert (len(state.parts), state.root.themes) == (5, sorted(essay.themes.names()))


def test_program_keeps_what_it_adds_by_create_revision():
    with reversion.create_revision():
        essay = factories.text().essay
        factories.image(essay=essay).themes.add("Law")
    parts = State(versions_of(Essay, essay.pk).get()).parts
    assert [(part.kind_name, part.themes) for part in parts] == [("text", []), ("image", ["Law"])]
