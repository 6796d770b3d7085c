"""Whoever changes the same comments at once waits for one lock, and no two for each other."""

from threading import Thread

import pytest
from django.db import connection, transaction

from essays.discussion.deletion import delete_for_good
from essays.models import Comment, ModerationAction
from seventeen_moments.privacy import data_sources
from tests import factories
from tests.connections import PATIENCE

CHANGES = {
    "decision": lambda user: Comment.objects.decide("approved", user, seen=None),
    "dismissal": lambda user: Comment.objects.dismiss_flags(user, seen=None),
    "undo": lambda user: ModerationAction.objects.get(kind="decision").undo(user),
    "erasure": lambda user: data_sources.erase("anna@example.org", user),
    "retention": lambda user: delete_for_good(Comment.objects.all()),
}


def run_while_locked(locked, functions):
    """Starts them one after the other while the comment is locked. Returns their errors."""
    errors = []

    def run(function):
        try:
            function()
        except Exception as error:
            errors.append(error)
        connection.close()

    threads = [Thread(target=run, args=[function]) for function in functions]
    with transaction.atomic():
        Comment.objects.filter(pk=locked.pk).update(language="de")
        for thread in threads:
            thread.start()
            thread.join(timeout=PATIENCE)
    for thread in threads:
        thread.join()
    return errors


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("undo", "decision"),
        ("undo", "dismissal"),
        ("undo", "retention"),
        ("erasure", "decision"),
        ("erasure", "retention"),
        ("erasure", "undo"),
    ],
)
def test_two_changes_never_wait_for_each_other(transactional_db, first, second):
    user, essay = factories.user("Moderators"), factories.essay()
    comments = [factories.comment(essay=essay) for _number in range(3)]
    Comment.objects.decide("spam", user, seen=None)
    changes = [lambda: CHANGES[first](user), lambda: CHANGES[second](user)]
    assert run_while_locked(comments[1], changes) == []


@pytest.mark.parametrize("change", ["retention", "erasure"])
def test_deletion_and_undo_of_one_decision_never_wait_for_each_other(transactional_db, change):
    user, comment = factories.user("Moderators"), factories.comment()
    Comment.objects.decide("spam", user, seen=None)
    changes = [lambda: CHANGES[change](user), lambda: CHANGES["undo"](user)]
    assert run_while_locked(comment, changes) == []
