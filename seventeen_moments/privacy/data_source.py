from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise


class Summary(NamedTuple):
    """One row, as the page shows it."""

    title: str
    url: str = ""  # of its page in the admin, if moderators may open it
    time: datetime | None = None
    state: str = ""
    name: str = ""
    text: str = ""


class PersonalDataSource(NamedTuple):
    name: str  # in the export, and in the record of an erasure
    title: Promise
    erase_note: Promise  # what “Erase everything” does
    find: Callable  # returns the rows of an address, in any case
    export: Callable  # yields a dictionary for each of these rows, for a user
    summary: Callable  # returns the Summary of a row for a user
    erase: Callable | None = None  # erases these rows; None if they are retained
