"""What makes a comment suspect. No check sends a reader's words to a third party."""

from . import plain_text
from .blocked_words import has_blocked_word
from .blocks import is_blocked
from .comments import Comment
from .submission_log import LoggedSubmission

Suspicion = Comment.Suspicion
SPAM = {Suspicion.TRAP, Suspicion.WORD, Suspicion.ADDRESS}  # the others wait for a moderator


def suspicion(comment, submission):
    """The most serious suspicion, or an empty string."""
    settings = submission.settings
    words = f"{comment.name}\n{comment.email}\n{comment.text}"
    checks = [
        (Suspicion.TRAP, submission.trapped),
        (Suspicion.WORD, has_blocked_word(words, settings.blocked_words)),
        (Suspicion.ADDRESS, is_blocked(comment.email, submission.address, submission.at)),
        (Suspicion.LINKS, plain_text.count_links(comment.text) > settings.most_links),
        (Suspicion.HASTE, submission.hasty),
        (
            Suspicion.REPEATED,
            LoggedSubmission.objects.repeated(comment.text, submission.at).exists(),
        ),
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
