"""Queries that are built and compiled once in each process, and executed with new values.

    @compiled(Comment)
    def latest(number, *, essay, at):
        return Comment.objects.published(at).filter(essay=essay).values_list("pk", "html")[:number]

    latest(5, essay=3, at=timezone.now())  # a list of tuples

Building and compiling a queryset takes several times as long as the database needs for the answer.
Keyword arguments are values: the function gets a Parameter for each, which stands for the value in
filters and annotations. For a list it gets a list of them, for `__in`. Positional arguments are
part of the query, as are the lengths of lists: each combination is compiled by itself.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import update_wrapper

from django.db import connections, router
from django.db.models import Expression

MOST_STATEMENTS = 256  # of one query; with more, all are compiled anew


class Parameter(Expression):
    """Stands for a value. None has no place in a comparison, so it is refused."""

    def __init__(self, name, index=None, output_field=None):
        super().__init__(output_field=output_field)
        self.name, self.index = name, index

    def typed(self, field):
        """The same for annotations, whose type the query does not tell."""
        return Parameter(self.name, self.index, field)

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def value(self, values):
        value = values[self.name]
        if self.index is not None:
            # The query may have more places than the list has values, but each at least once.
            value = value[min(self.index, len(value) - 1)]
        if value is None:
            raise TypeError(f"{self.name} is None")
        return value


class Statement:
    def __init__(self, queryset, connection):
        compiler = queryset.query.get_compiler(connection=connection)
        self.sql, params = compiler.as_sql()
        self.params = list(params)
        self.places = [
            (place, param) for place, param in enumerate(params) if isinstance(param, Parameter)
        ]
        columns = [column for column, *_sql in compiler.select[: compiler.col_count]]
        self.converters = list(compiler.get_converters(columns).items())

    def execute(self, values, connection):
        """The rows as the database gives them."""
        params = self.params.copy()
        for place, parameter in self.places:
            params[place] = _adapted(parameter.value(values), connection.ops)
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            return cursor.fetchall()

    def convert(self, row, connection):
        """The row with the values that the ORM would give."""
        if not self.converters:
            return row
        converted = list(row)
        for column, (functions, expression) in self.converters:
            for function in functions:
                converted[column] = function(converted[column], expression, connection)
        return tuple(converted)


class CompiledQuery:
    def __init__(self, model, build):
        self.model, self.build, self.statements = model, build, {}
        update_wrapper(self, build)

    def __call__(self, *shape, **values):
        """The rows as tuples, equal to those of the queryset."""
        statement, connection = self._statement(shape, values)
        rows = statement.execute(values, connection)
        return [statement.convert(row, connection) for row in rows]

    def raw(self, *shape, **values):
        """The rows as the database gives them, and a function that converts one of them."""
        statement, connection = self._statement(shape, values)
        rows = statement.execute(values, connection)
        return rows, lambda row: statement.convert(row, connection)

    def _statement(self, shape, values):
        alias = router.db_for_read(self.model)
        lengths = {name: _length(value) for name, value in values.items()}
        key = (alias, shape, tuple(lengths.items()))
        statement = self.statements.get(key)
        if statement is None:
            if len(self.statements) >= MOST_STATEMENTS:
                self.statements.clear()
            queryset = self.build(*shape, **{name: _place(name, lengths[name]) for name in values})
            statement = self.statements[key] = Statement(queryset, connections[alias])
        return statement, connections[alias]


def compiled(model):
    """Decorates a function that returns a queryset of the model with `values_list()`."""
    return lambda build: CompiledQuery(model, build)


def _length(value):
    """Of a list, rounded up to a power of two, so that few lengths are compiled. None of others."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return None
    if not value:
        raise ValueError("an empty list; leave out its condition")
    return 1 << (len(value) - 1).bit_length()


def _place(name, length):
    if length is None:
        return Parameter(name)
    return [Parameter(name, index) for index in range(length)]


def _adapted(value, operations):
    """As the fields of Django adapt it: SQLite stores times as text."""
    if isinstance(value, datetime):
        return operations.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return operations.adapt_datefield_value(value)
    return value
