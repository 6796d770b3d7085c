"""What follows when the author of a comment confirms the address, or its owner says it was not
them."""

from django.utils.translation import get_language

from .comments import Comment
from .confirmations import Confirmation
from .moderation_policy import DENIED, AuthorRole, admit_proved, waits_for_proof
from .refused_addresses import RefusedAddress


def ask(comment, at, notices=False):
    """Asks by e-mail what depends on it; a comment that was asked about gets no second e-mail."""
    if comment.proved_at:
        if notices:
            _set_notices(comment)
        return
    publishes = waits_for_proof(comment, at)
    asked = Confirmation.objects.filter(comment=comment).first()
    notices = bool(notices or (asked and asked.notices))
    if asked or publishes or notices:
        values = {"publishes": publishes, "notices": notices, "language": get_language()}
        Confirmation.objects.update_or_create(values, comment=comment)


def want_notices(comment, submission):
    """Of an account the address is known; all others confirm theirs."""
    if submission.is_by_owner_of(comment.email):
        comment.proved_at = comment.proved_at or submission.at
        comment.save(update_fields=["proved_at"])
    if comment.author_role == AuthorRole.READER:
        ask(comment, submission.at, notices=True)
    else:
        _set_notices(comment)


def stop_notices(comment):
    _set_notices(comment, False)
    Confirmation.objects.filter(comment=comment).update(notices=False)


def confirm(comment, submission):
    """The comment is locked. What a moderator decided stays as it is."""
    at, asked = submission.at, Confirmation.objects.filter(comment=comment).first()
    comment.proved_at = comment.proved_at or at
    if comment.suspicion == DENIED:
        comment.suspicion = ""
    if asked and asked.notices:
        comment.notices_since, comment.language = asked.created, asked.language
    if asked and asked.publishes and _is_undecided(comment):
        admit_proved(comment, submission)
    fields = ["proved_at", "suspicion", "state", "state_since", "notices_since", "language"]
    comment.save(update_fields=fields)
    Confirmation.objects.filter(comment=comment).delete()
    RefusedAddress.objects.of(comment.email).delete()


def deny(comment):
    """The owner of the address did not write the comment, and is not asked again."""
    RefusedAddress.objects.refuse(comment.email)
    if not comment.proved_at and not comment.suspicion:
        comment.suspicion = DENIED
        comment.save(update_fields=["suspicion"])


def _is_undecided(comment):
    is_touched = comment.is_redacted or comment.decisions.not_undone().exists()
    return comment.state == Comment.State.WAITING and not comment.suspicion and not is_touched


def _set_notices(comment, enabled=True):
    comment.set_notices(enabled)
    comment.save(update_fields=["notices_since", "language"])
