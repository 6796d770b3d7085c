"""What makes a comment suspect. No check sends a reader's words to a third party."""

from contextlib import suppress
from ipaddress import ip_network

from django.utils.encoding import punycode

from seventeen_moments.core.proxies import parse_address

from . import plain_text
from .blocked_words import entries, has_blocked_word
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
        (
            Suspicion.ADDRESS,
            is_blocked(comment.email, submission.address, settings.blocked_addresses),
        ),
        (Suspicion.STAFF, is_like_staff(comment.name, staff_names(), authors)),
        (Suspicion.LINKS, plain_text.count_links(comment.text) > settings.most_links),
    ]
    return next((name for name, applies in checks if applies), "")


def is_blocked(email, address, blocked):
    email = _ascii(email)
    return any(
        email == _ascii(entry)
        or (entry.startswith("@") and email.endswith(_ascii(entry)))
        or _in_network(address, entry)
        for entry in entries(blocked)
    )


def _ascii(email):
    """In lower case, with the domain as resolvers know it: xn--90aw5c.xn--p1ai of “хлеб.рф.”"""
    name, sign, domain = email.strip("<>,; ").lower().rpartition("@")
    with suppress(UnicodeError):  # no domain
        domain = punycode(domain.rstrip("."))
    return f"{name}{sign}{domain}"


def _in_network(address, entry):
    """An entry for one IPv6 address blocks its /64 network, which counts as one address."""
    try:
        network = ip_network((address, 64)) if ":" in address else ip_network(address)
        return network.overlaps(ip_network(parse_address(entry) or entry, strict=False))
    except ValueError:
        return False
