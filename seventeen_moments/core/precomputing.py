"""Results computed before a transaction, and reused inside it.

On SQLite a transaction that saves holds the only write lock. Cleaning and rendering a long text
inside it would make all other writers wait.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from django.core.exceptions import ValidationError

from .derived import DerivedFieldsMixin

_results = ContextVar("results", default=None)


def precomputed(function):
    """Decorates a pure function, which runs once per arguments within `precomputing()`."""

    @wraps(function)
    def wrapper(*args):
        results = _results.get()
        if results is None:
            return function(*args)
        if (function, args) not in results:
            results[function, args] = function(*args)
        return results[function, args]

    return wrapper


def is_precomputing():
    return _results.get() is not None


@contextmanager
def precomputing():
    """A nested block shares the results of the outer one."""
    token = _results.set(_results.get() if is_precomputing() else {})
    try:
        yield
    finally:
        _results.reset(token)


def precompute(obj):
    """Derives the fields of an object that is then saved with equal values, or refused."""
    try:
        obj.derive()
    except ValidationError:
        return  # reported when the object is saved
    for name in obj.DERIVED:
        obj._meta.get_field(name).get_prep_value(getattr(obj, name))


def precompute_form(row, data, files):
    """The same for the form of a row in the admin, and for its uploads.

    An upload is named “file”, or “images-0-file” in a row of an inline form.
    """
    for name in row.DERIVED:
        if name in data:
            setattr(row, name, data[name].strip())
    precompute(row)
    relations = row._meta.related_objects
    models = {relation.get_accessor_name(): relation.related_model for relation in relations}
    models[""] = type(row)
    for field_name, uploads in files.lists():
        prefix, _dash, name = field_name.rpartition("-")
        model = models.get(prefix.partition("-")[0])
        if model and issubclass(model, DerivedFieldsMixin):
            for upload in uploads:
                model.read_ahead(name, upload)
