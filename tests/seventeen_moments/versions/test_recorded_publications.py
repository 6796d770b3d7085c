"""However a draft is published, the history has the states before and after."""

import pytest
from reversion.models import Revision

from essays.models import Essay
from resources.models import Text
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.publish_due import publish_due
from seventeen_moments.versions.states import State, states_of
from tests import factories
from tests.seventeen_moments.versions.draft_forms import TOMORROW, make_due, press, publish

BEFORE = "As it was before the next change"
PUBLISHED = "Published as scheduled."


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return", slug="return")


def recorded(row):
    """Title, note and editor of each state, oldest first."""
    return [
        (str(State(state).root), state.revision.comment, state.revision.user)
        for state in states_of(type(row), row.pk).order_by("pk")
    ]


def test_scheduled_publication_is_recorded(essay, scheduled):
    author = scheduled.author
    publish_due(TOMORROW)
    assert recorded(essay) == [
        ("Prisoners Return", BEFORE, None),
        ("The Thaw", PUBLISHED, author),
    ]


def test_publication_before_the_next_page_is_recorded(client, essay, scheduled):
    make_due()
    client.get("/")
    assert [note for _title, note, _user in recorded(essay)] == [BEFORE, PUBLISHED]


def test_draft_without_an_author_is_recorded(essay):
    Draft.objects.create(target=essay, data={"title": "The Thaw"}, publish_at=TOMORROW)
    publish_due(TOMORROW)
    assert recorded(essay) == [("Prisoners Return", BEFORE, None), ("The Thaw", PUBLISHED, None)]


def test_draft_published_by_code_is_recorded(essay):
    draft = Draft.objects.create(target=essay, data={"title": "The Thaw"})
    draft.publish("By a script")
    assert [note for _title, note, _user in recorded(essay)] == [BEFORE, "By a script"]


def test_recorded_state_holds_the_sources_published_with_the_essay(essay):
    text = factories.text(essay=essay, title="Decree")
    parent = Draft.objects.create(target=essay, data={}, publish_at=TOMORROW)
    Draft.objects.create(target=text, data={"title": "Law"}, parent=parent)
    publish_due(TOMORROW)
    after, before = map(State, states_of(Essay, essay.pk))
    assert ([*map(str, before.sources)], [*map(str, after.sources)]) == (["Decree"], ["Law"])


def test_draft_of_a_source_is_recorded_with_its_essay(essay):
    text = factories.text(essay=essay, title="Decree")
    Draft.objects.create(target=text, data={"title": "Law"}, publish_at=TOMORROW)
    publish_due(TOMORROW)
    assert [title for title, _note, _user in recorded(text)] == ["Decree", "Law"]
    assert [note for _title, note, _user in recorded(essay)] == [BEFORE, PUBLISHED]


def test_source_moved_by_its_draft_is_recorded_with_both_essays(essay):
    text, other = factories.text(essay=essay), factories.essay()
    Draft.objects.create(target=text, data={"essay": other.pk}, publish_at=TOMORROW)
    publish_due(TOMORROW)
    sources = [[len(State(v).sources) for v in states_of(Essay, e.pk)] for e in (essay, other)]
    assert (Text.objects.get().essay, sources) == (other, [[0, 1], [1, 0]])


def test_draft_that_fails_records_nothing(essay):
    factories.essay(slug="thaw")
    Draft.objects.create(target=essay, data={"slug": "thaw"}, publish_at=TOMORROW)
    publish_due(TOMORROW)
    assert (Draft.objects.get().failure == "", Revision.objects.count()) == (False, 0)


def test_publishing_in_the_form_records_one_state_with_its_note(editor_client, essay):
    press(editor_client, "_draft", essay, title="The Thaw")
    publish(editor_client, essay, note="Ready")
    assert [(title, note) for title, note, _user in recorded(essay)] == [
        ("Prisoners Return", BEFORE),
        ("The Thaw", "Ready"),
    ]


def test_publishing_in_the_form_without_a_note_records_one_state(editor_client, essay):
    press(editor_client, "_draft", essay, title="The Thaw")
    publish(editor_client, essay)
    assert [title for title, _note, _user in recorded(essay)] == ["Prisoners Return", "The Thaw"]
