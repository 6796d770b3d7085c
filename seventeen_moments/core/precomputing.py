"""Results worked out before a transaction, and found again inside it.

On SQLite a transaction of a save holds the only write lock: cleaning and rendering a long text
in there would make everybody else wait for it.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from django.core.exceptions import ValidationError

_results = ContextVar("results", default=None)


def precomputed(function):
    """Decorates a pure function: within `precomputing()`, the same arguments cost nothing twice."""

    @wraps(function)
    def found(*args):
        results = _results.get()
        if results is None:
            return function(*args)
        if (function, args) not in results:
            results[function, args] = function(*args)
        return results[function, args]

    return found


def is_precomputing():
    return _results.get() is not None


@contextmanager
def precomputing():
    """Within another, what that one has found is found here too."""
    token = _results.set(_results.get() if is_precomputing() else {})
    try:
        yield
    finally:
        _results.reset(token)


def work_ahead(row):
    """Derives the fields of a row that is then saved from equal values, or refused."""
    try:
        row.derive()
    except ValidationError:
        return  # whoever saves it says why
    for name in row.DERIVED:
        row._meta.get_field(name).get_prep_value(getattr(row, name))
