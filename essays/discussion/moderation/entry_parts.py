"""What other apps show with each comment of the moderation queue."""

from collections.abc import Callable
from typing import NamedTuple


class EntryPart(NamedTuple):
    template: str  # is given the comment as `comment`
    prepare: Callable  # called with the comments of a page and the user: one query for all


ENTRY_PARTS = []


def register_entry_part(part):
    ENTRY_PARTS.append(part)


def prepare(comments, user):
    for part in ENTRY_PARTS:
        part.prepare(comments, user)
