"""What makes a comment suspect. No check sends a reader's words to a third party."""

from . import plain_text
from .blocked_words import has_blocked_word
from .blocks import is_blocked
from .comments import Comment
from .staff_names import is_like_staff, staff_names
from .submission_log import LoggedSubmission

Suspicion = Comment.Suspicion
SPAM = {Suspicion.TRAP, Suspicion.WORD, Suspicion.ADDRESS}  # the others wait for a moderator


def suspicion(comment, submission, authors=""):
    """The most serious suspicion, or an empty string. `authors` are those of the essay."""
    if submission.trapped:
        return Suspicion.TRAP
    if found := suspicion_of_words(comment, submission, authors):
        return found
    if submission.hasty:
        return Suspicion.HASTE
    repeated = LoggedSubmission.objects.repeated(comment.text, submission.at)
    return Suspicion.REPEATED if repeated.exists() else ""


def suspicion_of_words(comment, submission, authors=""):
    """What is suspect however, and whenever, the comment was sent."""
    settings = submission.settings
    words = f"{comment.name}\n{comment.email}\n{comment.text}"
    checks = [
        (Suspicion.WORD, has_blocked_word(words, settings.blocked_words)),
        (Suspicion.ADDRESS, is_blocked(comment.email, submission.address, submission.at)),
        (Suspicion.STAFF, is_like_staff(comment.name, staff_names(), authors)),
        (Suspicion.LINKS, plain_text.count_links(comment.text) > settings.most_links),
    ]
    return next((name for name, applies in checks if applies), "")


def flag_suspicion(reason, comment, submission):
    """The same for a reader’s flag, which may quote the comment."""
    words = submission.settings.blocked_words
    quotes_word = has_blocked_word(comment.text, words)
    checks = [
        (Suspicion.TRAP, submission.trapped),
        (Suspicion.WORD, not quotes_word and has_blocked_word(reason, words)),
        (Suspicion.ADDRESS, is_blocked("", submission.address, submission.at)),
        (Suspicion.HASTE, submission.hasty),
    ]
    return next((name for name, applies in checks if applies), "")
