"""Pages in lists, as rows of the database.

Most lists show the remembered HTML of a row (prepared.py). Its object is made only if there is
none yet.
"""

from django.db import router
from django.db.models import CharField, TextField
from django.utils.functional import SimpleLazyObject, empty


class Columns:
    """What a list needs of a model and of the rows that it refers to, and what a query adds."""

    def __init__(self, model, without=(), added=(), **related):
        fields = [field.attname for field in model._meta.concrete_fields]
        self.model, self.added, self.related = model, added, related
        self.own = [name for name in fields if name not in without]
        self.key = self.own.index(model._meta.pk.attname)
        self.names = [
            *self.own,
            *(f"{name}__{each}" for name, columns in related.items() for each in columns.names),
            *added,
        ]
        # The places of columns whose values are the same in the row and in the object.
        self.texts = {
            field.attname: self.names.index(field.attname)
            for field in model._meta.concrete_fields
            if field.attname in self.names and is_text(field)
        }

    def object(self, values):
        """The object of a row, or None if there is no such row in an outer join."""
        own, others = values[: len(self.own)], values[len(self.own) :]
        if own[self.key] is None:
            return None
        row = self.model.from_db(router.db_for_read(self.model), self.own, own)
        for name, columns in self.related.items():
            width = len(columns.names)
            setattr(row, name, columns.object(others[:width]))
            others = others[width:]
        for name, value in zip(self.added, others, strict=True):
            setattr(row, name, value)
        return row


def is_text(field):
    return isinstance(field, CharField | TextField) and not hasattr(field, "from_db_value")


class Listed(SimpleLazyObject):
    """The object of a row, which is made when something asks for more than its texts.

    Lists show only the first `width` columns.
    """

    def __init__(self, columns, row, convert, width=None):
        super().__init__(lambda: columns.object(*convert([row])))
        # Not by setattr(), which would make the object.
        self.__dict__.update(
            columns=columns,
            values=row,
            row=(columns.model._meta.label, *row[:width]),
            _meta=columns.model._meta,
        )

    def __getattr__(self, name):
        place = self.columns.texts.get(name)
        if place is not None and self._wrapped is empty:
            return self.values[place]
        return super().__getattr__(name)


def listed(columns, rows, convert):
    """Takes what `CompiledQuery.raw()` returns."""
    return [Listed(columns, row, convert) for row in rows]
