"""What makes a comment suspect. No check sends a reader's words to a third party."""

import re
import unicodedata
from ipaddress import ip_network

from seventeen_moments.core.proxies import parse_address

from . import plain_text
from .comments import Comment
from .submission_log import LoggedSubmission

Suspicion = Comment.Suspicion
SPAM = {Suspicion.TRAP, Suspicion.WORD, Suspicion.ADDRESS}  # the others wait for a moderator


def suspicion(comment, submission):
    """The most serious suspicion, or an empty string."""
    settings = submission.settings
    words = f"{comment.name}\n{comment.text}"
    checks = [
        (Suspicion.TRAP, submission.trapped),
        (Suspicion.WORD, has_blocked_word(words, settings.blocked_words)),
        (
            Suspicion.ADDRESS,
            is_blocked(comment.email, submission.address, settings.blocked_addresses),
        ),
        (Suspicion.LINKS, plain_text.count_links(comment.text) > settings.most_links),
        (Suspicion.HASTE, submission.hasty),
        (
            Suspicion.REPEATED,
            LoggedSubmission.objects.repeated(comment.text, submission.at).exists(),
        ),
    ]
    return next((name for name, applies in checks if applies), "")


def has_blocked_word(text, blocked):
    """Finds whole words, in any case and width."""
    folded = _fold(text)
    # A pattern is compiled only for what occurs: the list may have thousands of words.
    occurring = [word for word in map(_fold, _entries(blocked)) if word in folded]
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded) for word in occurring)


def is_blocked(email, address, blocked):
    email = email.lower()
    return any(
        email == entry
        or (entry.startswith("@") and email.endswith(entry))
        or _in_network(address, entry)
        for entry in _entries(blocked.lower())
    )


def _in_network(address, entry):
    """An entry for one IPv6 address blocks its /64 network, which counts as one address."""
    try:
        network = ip_network((address, 64)) if ":" in address else ip_network(address)
        return network.overlaps(ip_network(parse_address(entry) or entry, strict=False))
    except ValueError:
        return False


def _entries(lines):
    return [entry.strip() for entry in lines.splitlines() if entry.strip()]


def _fold(text):
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
