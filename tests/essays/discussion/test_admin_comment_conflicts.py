"""Decisions in the admin about comments that changed since the page was loaded."""

from pathlib import Path

import pytest

from essays.models import Comment
from tests import factories
from tests.essays.discussion.comment_admin import (
    LIST,
    ONE_SKIPPED,
    SKIPPED_DECIDED,
    act,
    change,
    decided_elsewhere,
    state_of,
)
from tests.forms import filled


@pytest.mark.parametrize("query", [{}, {"state__exact": "waiting"}])
@pytest.mark.parametrize(
    ("action", "verb"),
    [("approve", "approved"), ("mark_as_spam", "marked as spam"), ("remove", "removed")],
)
def test_action_skips_a_comment_decided_since_the_list_was_loaded(
    moderator_client, query, action, verb
):
    anna, boris = (factories.comment(state="waiting") for _ in range(2))
    page = moderator_client.get(LIST, query)
    decided_elsewhere(anna, "approved" if action == "remove" else "removed")
    before = state_of(anna)
    messages = act(moderator_client, action, anna, boris, page=page)
    assert messages == [f"1 comment {verb}.", SKIPPED_DECIDED]
    assert (state_of(anna), state_of(boris) != "waiting") == (before, True)


def test_double_click_decides_once(moderator_client):
    comment = factories.comment(state="waiting")
    page = moderator_client.get(LIST)
    said = [act(moderator_client, "approve", comment, page=page) for _ in range(2)]
    assert said == [["1 comment approved."], ["Nothing changed: this was already done."]]


def test_text_that_changed_since_the_list_was_loaded_is_not_approved(moderator_client):
    comment = factories.comment(state="waiting")
    page = moderator_client.get(LIST)
    Comment.objects.update(text="Buy!")
    assert act(moderator_client, "approve", comment, page=page)[1] == ONE_SKIPPED
    assert state_of(comment) == "waiting"


def test_action_without_the_versions_changes_nothing(moderator_client):
    comment = factories.comment(state="waiting")
    moderator_client.post(LIST, {"action": "approve", "_selected_action": comment.pk})
    assert state_of(comment) == "waiting"


def test_action_across_pages_applies_to_comments_in_the_filtered_state(moderator_client):
    Comment.objects.bulk_create(
        Comment(essay=factories.essay(), name="Anna", text="I was there.") for _ in range(60)
    )
    page = moderator_client.get(LIST, {"state__exact": "waiting"})
    decided_elsewhere(Comment.objects.last())
    chosen = Comment.objects.first()
    messages = act(moderator_client, "approve", chosen, page=page, select_across="1")
    assert messages == ["59 comments approved.", SKIPPED_DECIDED]


def test_action_across_pages_of_all_states_skips_other_pages(moderator_client):
    Comment.objects.bulk_create(
        Comment(essay=factories.essay(), name="Anna", text="I was there.") for _ in range(60)
    )
    messages = act(moderator_client, "approve", Comment.objects.last(), select_across="1")
    assert messages[0] == "50 comments approved."
    assert messages[1].startswith("10 comments have changed in the meantime")


def test_page_refuses_a_comment_decided_since_it_was_loaded(moderator_client):
    comment = factories.comment(state="waiting")
    page = moderator_client.get(change(comment))
    decided_elsewhere(comment)
    response = moderator_client.post(change(comment), filled(page, state="approved"))
    assert state_of(comment) == "removed"
    assert "its state is now “Removed”. Nothing was saved." in response.text


def test_refused_page_can_be_saved_a_second_time(moderator_client):
    comment = factories.comment(state="waiting")
    page = moderator_client.get(change(comment))
    decided_elsewhere(comment)
    again = moderator_client.post(change(comment), filled(page, state="approved"))
    moderator_client.post(change(comment), filled(again))
    assert state_of(comment) == "approved"


def test_page_refuses_a_comment_withdrawn_by_its_author(moderator_client):
    comment = factories.comment(state="waiting")
    page = moderator_client.get(change(comment))
    comment.withdraw()
    response = moderator_client.post(change(comment), filled(page, state="approved"))
    assert state_of(comment) == "removed"
    assert "The author deleted this comment, so it stays removed." in response.text


def test_page_without_the_version_saves_nothing(moderator_client):
    comment = factories.comment(state="removed")
    moderator_client.post(change(comment), {"state": "approved"})
    assert state_of(comment) == "removed"


def test_no_page_decides_without_what_was_seen():
    folders = [Path("essays"), Path("seventeen_moments")]
    modules = [path for folder in folders for path in folder.rglob("*.py")]
    assert [path for path in modules if "seen=None" in path.read_text()] == []
