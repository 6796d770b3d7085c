"""Moving comments, keeping who moved them, and taking it back."""

import threading

import pytest
from django.db import connection

from essays.discussion.seen import Seen
from essays.models import Comment, Decision, Flag, ModerationAction
from tests import factories
from tests.connections import meanwhile

pytestmark = pytest.mark.django_db


@pytest.fixture
def vera():
    return factories.user("Moderators", username="vera")


@pytest.fixture
def boris():
    return factories.user("Moderators", username="boris")


def state(comment):
    return Comment.objects.values_list("state", flat=True).get(pk=comment.pk)


def undo_latest_of(user):
    action = ModerationAction.objects.latest_of(user)
    return action.undo(user) if action else 0


def logged():
    rows = Decision.objects.order_by("pk")
    return list(rows.values_list("comment__name", "by__username", "before", "after"))


def test_decision_logs_who_changed_which_state(vera):
    factories.comment(name="Anna", state="waiting")
    factories.comment(name="Ivan", state="removed")
    assert Comment.objects.decide("spam", vera, seen=None)[:3] == (2, 0, [])
    assert logged() == [("Anna", "vera", "waiting", "spam"), ("Ivan", "vera", "removed", "spam")]


def test_comment_in_that_state_already_gets_no_decision(vera):
    factories.comment(state="spam")
    assert (Comment.objects.decide("spam", vera, seen=None)[:3], logged()) == ((0, 0, []), [])


def test_comment_decided_by_another_moderator_is_skipped(vera, boris):
    comment = factories.comment(state="waiting")
    Comment.objects.decide("approved", boris, seen=Seen(state="waiting"))
    result = Comment.objects.decide("spam", vera, seen=Seen(state="waiting"))
    assert result[:3] == (0, 1, ["boris"])
    assert state(comment) == "approved"


def test_decision_that_is_sent_twice_skips_nothing(vera, boris):
    factories.comment(state="waiting")
    seen = Seen(state="waiting")
    results = [Comment.objects.decide("spam", by, seen=seen) for by in [vera, vera, boris]]
    assert [result[:3] for result in results] == [(1, 0, []), (0, 0, []), (0, 1, ["vera"])]
    assert len(logged()) == 1


def test_decision_that_a_colleague_undid_is_not_repeated(vera, boris):
    factories.comment(state="spam")
    Comment.objects.decide("approved", vera, seen=None)
    Comment.objects.decide("spam", boris, seen=None)
    result = Comment.objects.decide("approved", vera, seen=Seen(state="approved"))
    assert result[:3] == (0, 1, ["boris"])


def test_withdrawn_comment_is_skipped(vera):
    comment = factories.comment()
    comment.withdraw()
    assert Comment.objects.decide("approved", vera, seen=None)[:3] == (0, 1, [])
    assert state(comment) == "removed"


def test_whole_action_is_undone(vera):
    comments = [factories.comment(state=state) for state in ["waiting", "removed", "approved"]]
    Comment.objects.decide("spam", vera, seen=None)
    assert undo_latest_of(vera) == 3
    assert [state(comment) for comment in comments] == ["waiting", "removed", "approved"]


def test_repeated_undo_goes_back_one_action_at_a_time(vera):
    comment = factories.comment(state="waiting")
    Comment.objects.decide("approved", vera, seen=None)
    Comment.objects.decide("spam", vera, seen=None)
    states = []
    for _ in range(3):
        undo_latest_of(vera)
        states.append(state(comment))
    assert states == ["approved", "waiting", "waiting"]


def test_action_of_another_moderator_is_not_undone(vera, boris):
    comment = factories.comment(state="waiting")
    Comment.objects.decide("spam", boris, seen=None)
    assert (undo_latest_of(vera), state(comment)) == (0, "spam")


def test_comment_that_another_changed_since_is_not_undone(vera, boris):
    mine, changed = (factories.comment(state="waiting") for _ in range(2))
    Comment.objects.decide("spam", vera, seen=None)
    Comment.objects.filter(pk=changed.pk).decide("approved", boris, seen=None)
    assert undo_latest_of(vera) == 1
    assert (state(mine), state(changed)) == ("waiting", "approved")


def test_partly_undone_batch_is_not_the_latest_action(vera, boris):
    first, second, third = (factories.comment(state="waiting") for _ in range(3))
    Comment.objects.filter(pk=first.pk).decide("spam", vera, seen=None)
    Comment.objects.filter(pk__in=[second.pk, third.pk]).decide("spam", vera, seen=None)
    Comment.objects.filter(pk=third.pk).decide("approved", boris, seen=None)
    undone = [undo_latest_of(vera) for _ in range(2)]
    assert (undone, state(first), state(third)) == ([1, 1], "waiting", "approved")


def test_undone_decision_stays_in_the_log(vera):
    factories.comment(state="waiting")
    Comment.objects.decide("spam", vera, seen=None)
    undo_latest_of(vera)
    decision = Decision.objects.get()
    assert decision.description.endswith(": Pending → Spam, vera (undone)")


def test_dismissed_flags_come_back(vera):
    comment = factories.comment()
    old = Flag.objects.create(comment=comment, address="a", reason="Old", dismissed=True)
    Flag.objects.create(comment=comment, address="b", reason="Rude")
    assert Comment.objects.dismiss_flags(vera, seen=None)[:3] == (1, 0, [])
    dismissed = Flag.objects.filter(dismissed=True).count()
    undo_latest_of(vera)
    assert (dismissed, list(Flag.objects.filter(dismissed=True))) == (2, [old])


def test_thousands_of_comments_are_decided_and_undone(vera):
    essay = factories.essay()
    Comment.objects.bulk_create(
        Comment(essay=essay, name="Anna", email="a@example.org", text="Read.") for _ in range(3000)
    )
    moved = Comment.objects.decide("spam", vera, seen=None)
    undone = undo_latest_of(vera)
    assert (moved[:3], undone, Comment.objects.waiting().count()) == ((3000, 0, []), 3000, 3000)


def test_counts_by_state_include_only_comments_of_readers():
    essay = factories.essay()
    for name in ["approved", "approved", "spam"]:
        factories.comment(essay=essay, state=name)
    factories.comment(essay=essay, author_role="moderator")
    factories.comment(essay=essay, email="other@example.org")
    counts = {"anna@example.org": {"approved": 2, "spam": 1}}
    assert Comment.objects.counts_by_state({"anna@example.org"}) == counts


def test_only_one_of_two_simultaneous_decisions_applies(transactional_db, vera, boris):
    comment = factories.comment(state="waiting")
    together, moved = threading.Barrier(2), []

    def decide(outcome, by):
        together.wait()
        rows, seen = Comment.objects.filter(pk=comment.pk), Seen(state="waiting")
        moved.append(rows.decide(outcome, by, seen=seen).changed)
        connection.close()

    threads = [
        threading.Thread(target=decide, args=choice)
        for choice in [("spam", vera), ("approved", boris)]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(moved), Decision.objects.count()) == ([0, 1], 1)


def test_undo_keeps_a_simultaneous_decision_of_another_moderator(transactional_db, vera, boris):
    comment = factories.comment(state="waiting")
    Comment.objects.decide("approved", vera, seen=None)
    undone = meanwhile(
        lambda: Comment.objects.decide("spam", boris, seen=None),
        lambda: Decision.objects.filter(by=vera).undo(),
    )
    assert (undone, state(comment)) == (0, "spam")


def test_flags_dismissed_twice_at_once_get_one_decision(transactional_db, vera, boris):
    factories.comment().flags.create(reason="It names a neighbour.")
    dismissed = meanwhile(
        lambda: Comment.objects.dismiss_flags(vera, seen=None),
        lambda: Comment.objects.dismiss_flags(boris, seen=None).changed,
    )
    assert (dismissed, [row.by for row in Decision.objects.all()]) == (0, [vera])


def test_undo_publishes_no_words_that_the_author_wrote_since(vera):
    edited, other = factories.comment(), factories.comment()
    Comment.objects.decide("waiting", vera, seen=None)
    edited.edits.create(text=edited.text)
    assert (undo_latest_of(vera), state(edited), state(other)) == (1, "waiting", "approved")


def test_undo_takes_back_an_approval_that_the_author_has_edited_since(vera):
    comment = factories.comment(state="waiting")
    Comment.objects.decide("approved", vera, seen=None)
    comment.edits.create(text=comment.text)
    assert (undo_latest_of(vera), state(comment)) == (1, "waiting")
