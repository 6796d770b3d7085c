"""Slow mode: one network may send one comment on an essay in so many minutes.

The log of submissions gets one more hash, of the network together with the essay. Nothing else
says who wrote, and the hash goes with the others after a day.
"""

from datetime import timedelta
from math import ceil

from django.utils.translation import ngettext, ngettext_lazy

from .submission_log import LoggedSubmission

RULE = ngettext_lazy("One comment every %d minute.", "One comment every %d minutes.")


def rule_of(essay):
    """What readers see beside the form; empty without slow mode."""
    return RULE % essay.slow_minutes if essay.slow_minutes else ""


def log(essay, submission):
    if essay.slow_minutes:
        LoggedSubmission.objects.log(_sender(essay, submission), "", submission.at)


def minutes_left(essay, submission):
    """How many minutes are left until the next comment; 0 if it may be sent now."""
    if not essay.slow_minutes:
        return 0
    pause = timedelta(minutes=essay.slow_minutes)
    latest = LoggedSubmission.objects.latest_time(_sender(essay, submission), submission.at)
    left = latest + pause - submission.at if latest else timedelta()
    return max(ceil(left / timedelta(minutes=1)), 0)


def refusal(essay, left):
    wait = ngettext(
        "Please send yours again in %d minute. It is still in the form.",
        "Please send yours again in %d minutes. It is still in the form.",
        left,
    )
    limit = ngettext(
        "This essay takes one comment every %d minute from one network.",
        "This essay takes one comment every %d minutes from one network.",
        essay.slow_minutes,
    )
    return f"{limit % essay.slow_minutes} {wait % left}"


def _sender(essay, submission):
    return f"{submission.address} essay {essay.pk}"
