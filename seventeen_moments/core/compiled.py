"""Queries that are built and compiled once in each process, and executed with new values.

    @compiled(Comment)
    def latest(number, *, essay, at):
        return Comment.objects.published(at).filter(essay=essay).values_list("pk", "html")[:number]

    latest(5, essay=3, at=timezone.now())  # a list of tuples

Building and compiling a queryset takes several times as long as the database needs for the answer.
Keyword arguments are values: the function gets a Parameter for each, which stands for the value in
filters and annotations. For a list it gets a list of them, for `pk__in`, not for the `__in` of a
relation, which Django takes for keys at once. Positional arguments are
part of the query, as are the lengths of lists: each combination is compiled by itself.

A function with `@compiled_together` returns a list of querysets, of any models, for one query.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial, update_wrapper
from operator import itemgetter

from django.db import connections, router
from django.db.models import Expression

from . import planned
from .planned import name_of

MOST_STATEMENTS = 256  # of one query; with more, all are compiled anew


class Parameter(Expression):
    """Stands for a value. None has no place in a comparison, so it is refused."""

    def __init__(self, name, index=None, output_field=None):
        super().__init__(output_field=output_field)
        self.name, self.index = name, index

    @property
    def slot(self):
        return self.name, self.index

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


class Executable:
    """SQL with constants and parameters."""

    def _set_sql(self, sql, params):
        """With names in place of each `%s`, which Django puts into SQL for SQLite much faster."""
        parameters = {param.slot: param for param in params if isinstance(param, Parameter)}
        names = {slot: name_of(number) for number, slot in enumerate(parameters)}
        self.parameters, self.constants, places = list(parameters.values()), {}, []
        for number, param in enumerate(params, len(names)):
            if isinstance(param, Parameter):
                places.append(names[param.slot])
            else:
                places.append(name_of(number))
                self.constants[places[-1]] = param
        named = tuple(f"%({place})s" for place in places)
        self.sql = sql.replace("%%", "%%%%") % named

    def fetch(self, values, connection):
        values = [_adapted(each.value(values), connection.ops) for each in self.parameters]
        rows = planned.rows(connection, self.sql, self.constants, values)
        if rows is None:
            named = {name_of(number): value for number, value in enumerate(values)}
            with connection.cursor() as cursor:
                cursor.execute(self.sql, self.constants | named)
                rows = cursor.fetchall()
        return rows


class Statement(Executable):
    def __init__(self, queryset, connection):
        compiler = queryset.query.get_compiler(connection=connection)
        self.own_sql, self.own_params = compiler.as_sql()
        self._set_sql(self.own_sql, self.own_params)
        columns = [column for column, *_sql in compiler.select[: compiler.col_count]]
        self.converters = list(compiler.get_converters(columns).items())
        self.types = [_type(column, connection) for column in columns]

    def execute(self, values, connection):
        """The rows as the database gives them."""
        return self.fetch(values, connection)

    def convert(self, rows, connection):
        """The rows with the values that the ORM would give."""
        if not self.converters:
            return rows
        converted = [list(row) for row in rows]
        for column, (functions, expression) in self.converters:
            for row in converted:
                for function in functions:
                    row[column] = function(row[column], expression, connection)
        return list(map(tuple, converted))


class JointStatement(Executable):
    """One statement for several querysets, whose rows come in any order.

    Columns of the same type share a place in the rows of the statement.
    """

    def __init__(self, querysets, connection):
        self.parts = [Statement(queryset, connection) for queryset in querysets]
        places, self.columns = {}, []
        for part in self.parts:
            used = Counter()
            self.columns.append([])
            for column_type in part.types:
                place = places.setdefault((column_type, used[column_type]), len(places))
                self.columns[-1].append(place)
                used[column_type] += 1
        types = [column_type for column_type, _number in places]
        selects = [
            self._select(number, columns, types) for number, columns in enumerate(self.columns)
        ]
        params = [param for part in self.parts for param in part.own_params]
        self._set_sql(" UNION ALL ".join(selects), params)
        self.getters = [_getter(columns) for columns in self.columns]

    def _select(self, number, columns, types):
        own = {place: f"c{index}" for index, place in enumerate(columns)}
        values = [own.get(place, f"CAST(NULL AS {name})") for place, name in enumerate(types)]
        # The columns of a subquery can be named by WITH on both databases.
        names = ", ".join(f"c{index}" for index in range(len(columns)))
        table = f"WITH p({names}) AS ({self.parts[number].own_sql}) SELECT * FROM p"  # noqa: S608
        return f"SELECT {number}, {', '.join(values)} FROM ({table}) t"  # noqa: S608

    def execute(self, values, connection):
        """A list for each queryset, of the rows as the database gives them."""
        rows = [[] for _part in self.parts]
        for row in self.fetch(values, connection):
            rows[row[0]].append(self.getters[row[0]](row))
        return rows

    def convert(self, rows, connection):
        return [
            part.convert(part_rows, connection)
            for part, part_rows in zip(self.parts, rows, strict=True)
        ]


def _getter(places):
    """Picks the values of a row; the first place has the number of the queryset."""
    if len(places) == 1:
        return itemgetter(slice(places[0] + 1, places[0] + 2))
    return itemgetter(*(place + 1 for place in places))


class CompiledQuery:
    def __init__(self, model, build, statement_class=Statement):
        self.model, self.build, self.statements = model, build, {}
        self.statement_class = statement_class
        update_wrapper(self, build)

    def __call__(self, *shape, **values):
        """The rows as tuples, equal to those of the queryset."""
        rows, convert = self.raw(*shape, **values)
        return convert(rows)

    def raw(self, *shape, **values):
        """The rows as the database gives them, and the function that converts them."""
        statement, connection = self._statement(shape, values)
        return statement.execute(values, connection), partial(
            statement.convert, connection=connection
        )

    def raw_parts(self, *shape, **values):
        """The same for each queryset of a joint query."""
        statement, connection = self._statement(shape, values)
        rows = statement.execute(values, connection)
        return [
            (part_rows, partial(part.convert, connection=connection))
            for part_rows, part in zip(rows, statement.parts, strict=True)
        ]

    def _statement(self, shape, values):
        alias = router.db_for_read(self.model)
        lengths = {name: _length(value) for name, value in values.items()}
        # 1 and True are equal, but not the same part of a query.
        key = (alias, shape, tuple(map(type, shape)), tuple(lengths.items()))
        statement = self.statements.get(key)
        if statement is None:
            if len(self.statements) >= MOST_STATEMENTS:
                self.statements.clear()
            places = {name: _place(name, lengths[name]) for name in values}
            queryset = self.build(*shape, **places)
            statement = self.statements[key] = self.statement_class(queryset, connections[alias])
        return statement, connections[alias]


def compiled(model):
    """Decorates a function that returns a queryset of the model with `values_list()`."""
    return partial(CompiledQuery, model)


def compiled_together(model):
    """The same for a function that returns a list of querysets, in the database of the model."""
    return partial(CompiledQuery, model, statement_class=JointStatement)


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


def _type(column, connection):
    """Of a column in the database, without its length."""
    return re.sub(r"\(.*?\)", "", column.output_field.db_type(connection) or "text")
