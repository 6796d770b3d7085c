from tests import factories
from tests.essays.discussion.comment_admin import (
    LIST,
    SKIPPED_DECIDED,
    act,
    change,
    decided_elsewhere,
    listed,
)


def flagged(**fields):
    comment = factories.comment(**fields)
    comment.flags.create(reason="It names a <neighbour>.")
    comment.flags.create(reason="So it does.")
    return comment


def test_list_counts_flags_that_were_not_dismissed(moderator_client):
    flagged().flags.create(reason="Handled.", dismissed=True)
    factories.comment()
    page = moderator_client.get(LIST)
    counts = [comment.flags_count for comment in page.context["cl"].result_list]
    assert counts == [0, 2]


def test_list_is_filtered_by_flagged_comments(moderator_client):
    flagged(name="Boris")
    factories.comment()
    assert listed(moderator_client.get(LIST, {"flagged": "1"})) == ["Boris"]


def test_page_of_the_comment_shows_the_reasons(moderator_client):
    page = moderator_client.get(change(flagged())).text
    assert "It names a &lt;neighbour&gt;.<br>So it does.<br>" in page


def test_flags_are_dismissed(moderator_client):
    comment, _other = flagged(), flagged(name="Boris")
    assert act(moderator_client, "dismiss_flags", comment) == ["2 flags dismissed."]
    assert listed(moderator_client.get(LIST, {"flagged": "1"})) == ["Boris"]


def test_flag_raised_after_the_list_was_loaded_is_not_dismissed(moderator_client):
    comment = flagged()
    page = moderator_client.get(LIST)
    comment.flags.create(reason="Worse.")
    assert act(moderator_client, "dismiss_flags", comment, page=page) == ["2 flags dismissed."]
    assert [flag.reason for flag in comment.flags.raised()] == ["Worse."]


def test_flags_of_a_comment_decided_meanwhile_are_not_dismissed(moderator_client):
    comment = flagged()
    page = moderator_client.get(LIST)
    decided_elsewhere(comment)
    messages = act(moderator_client, "dismiss_flags", comment, page=page)
    assert (messages, comment.flags.raised().count()) == (
        ["0 flags dismissed.", SKIPPED_DECIDED],
        2,
    )


def test_editor_cannot_dismiss_flags(editor_client):
    comment = flagged()
    act(editor_client, "dismiss_flags", comment)
    assert comment.flags.raised().count() == 2
