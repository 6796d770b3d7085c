from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise


class Line(NamedTuple):
    """One row, as the page shows it."""

    where: str
    url: str
    when: datetime
    state: str
    name: str
    words: str


class PersonalDataSource(NamedTuple):
    name: str  # in the export, and in the record of an erasure
    title: Promise
    fate: Promise  # what “Erase everything” does
    find: Callable  # all rows of an address, whatever its case
    tell: Callable  # of these rows: a dictionary each, for machines
    line: Callable  # of one row, and of the user who looks at it: a Line
    erase: Callable | None = None  # these rows; None where they stay
