"""What makes a comment suspect. No test sends a reader's words to anybody."""

import re
import unicodedata
from datetime import datetime
from ipaddress import ip_network
from typing import NamedTuple

from seventeen_moments.core.proxies import parse_address

from . import plain_text
from .comment_settings import CommentSettings
from .comments import Comment
from .submission_log import Arrival

Suspicion = Comment.Suspicion
SPAM = {Suspicion.TRAP, Suspicion.WORD, Suspicion.ADDRESS}  # the others wait


class Sending(NamedTuple):
    """How a comment came in."""

    address: str
    at: datetime
    rules: CommentSettings
    trapped: bool = False
    hasty: bool = False  # faster than anybody reads and writes

    def is_one_too_many(self):
        arrived = Arrival.objects.in_the_hour(self.address, self.at)
        return arrived.count() >= self.rules.most_an_hour


def suspicion(comment, sending):
    """The gravest that holds, or an empty string."""
    rules = sending.rules
    words = f"{comment.name}\n{comment.text}"
    tests = [
        (Suspicion.TRAP, sending.trapped),
        (Suspicion.WORD, has_blocked_word(words, rules.blocked_words)),
        (Suspicion.ADDRESS, is_blocked(comment.email, sending.address, rules.blocked_addresses)),
        (Suspicion.LINKS, plain_text.links_in(comment.text) > rules.most_links),
        (Suspicion.HASTE, sending.hasty),
        (Suspicion.REPEATED, Arrival.objects.saying(comment.text, sending.at).exists()),
    ]
    return next((name for name, holds in tests if holds), "")


def has_blocked_word(text, blocked):
    """Whole words, in whichever case and width they are written."""
    folded = _folded(text)
    return any(
        re.search(rf"(?<!\w){re.escape(_folded(word))}(?!\w)", folded) for word in _entries(blocked)
    )


def is_blocked(email, address, blocked):
    email = email.lower()
    return any(
        email == entry or (entry.startswith("@") and email.endswith(entry)) or _in(address, entry)
        for entry in _entries(blocked.lower())
    )


def _in(address, entry):
    """An entry for one IPv6 address blocks its network, which counts as one address."""
    try:
        own = ip_network((address, 64)) if ":" in address else ip_network(address)
        return own.overlaps(ip_network(parse_address(entry) or entry, strict=False))
    except ValueError:
        return False


def _entries(lines):
    return [entry.strip() for entry in lines.splitlines() if entry.strip()]


def _folded(text):
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
