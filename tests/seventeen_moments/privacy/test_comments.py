"""What the archive keeps of a comment besides the comment."""

import pytest

from essays.models import CommentEdit, Redaction
from seventeen_moments.privacy.data_sources import erase, export
from tests import factories

ANNA = "anna@example.org"

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["approved", "waiting", "spam", "removed"])
def comment(request):
    comment = factories.comment(email=ANNA, state=request.param, text="Call \u2063[…]\u2063.")
    comment.edits.create(text="Earlier: \u2063[…]\u2063.")
    comment.redactions.create(reason="A number", original={"name": "Anna", "text": "Call 555."})
    return comment


def test_erasure_deletes_originals_and_earlier_texts_at_once(comment):
    erase(ANNA, factories.user())
    assert [Redaction.objects.count(), CommentEdit.objects.count()] == [0, 0]


def test_export_has_the_earlier_texts_but_not_what_was_redacted(comment):
    """Which may be about another person."""
    [row] = export(ANNA, factories.user("Moderators"))["comments"]
    assert (row["text"], row["earlier_texts"]) == ("Call [redacted].", ["Earlier: [redacted]."])
    assert "555" not in str(row)
