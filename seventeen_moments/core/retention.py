"""Deletes what is kept for a limited time only, without an operator's command.

Apps declare their rules here. The rules run after the answer to a request, once an hour in each
process, so that no visitor waits for them; and by `apply_retention` and `send_notices`.
"""

import logging
from time import monotonic

from django.core.signals import request_finished
from django.db import DatabaseError
from django.dispatch import receiver
from django.utils import timezone

INTERVAL = 3600  # seconds

logger = logging.getLogger(__name__)
RULES = {}  # by name: deletes what has expired at a time, and returns the number of rows


def retention_rule(name):
    def declare(rule):
        RULES[name] = rule
        return rule

    return declare


def delete_expired(queryset):
    """Takes the only write lock of SQLite if something has expired, not each time."""
    return queryset.delete()[0] if queryset.exists() else 0


def apply(at=None):
    """Returns the number of rows by the name of the rule."""
    at = at or timezone.now()
    return {name: rule(at) for name, rule in RULES.items()}


class Clock:
    def __init__(self):
        self.next = 0  # a process that has just started may be the only one today

    def is_due(self):
        if monotonic() < self.next:
            return False
        self.next = monotonic() + INTERVAL
        return True


clock = Clock()


@receiver(request_finished)
def apply_in_time(**kwargs):
    if clock.is_due():
        try:
            apply()
        except DatabaseError as error:  # busy or down: an hour later it is tried again
            logger.warning("Expired rows could not be deleted: %s", str(error).partition("\n")[0])
