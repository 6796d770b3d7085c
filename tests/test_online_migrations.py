"""The code of the release before keeps serving while `migrate` runs, and until it is replaced.

So a release only adds to the database. What the old code still needs is removed or narrowed in a
later release, by a migration that names the earlier one after which no code needs it:

    class Migration(migrations.Migration):
        second_step_of = ("essays", "0009_stop_using_subtitle")

RunPython and RunSQL are not looked into.
"""

import pytest
from django.db import models
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from tests.test_migrations import ours

# The last migrations before this rule.
BEFORE = {
    "browse": "0001_former_slugs",
    "corrections": "0001_corrections",
    "editorial": "0003_bulk_changes",
    "essays": "0004_count_words",
    "feeds": "0001_queue_feeds",
    "notices": "0001_mails_and_subscriptions",
    "pages": "0002_first_pages",
    "privacy": "0001_erasures",
    "resources": "0008_number_rows",
    "search": "0001_documents",
    "versions": "0003_files_and_deletions_in_drafts",
}
ADDING = (
    operations.AddIndex,
    operations.AlterModelManagers,
    operations.AlterModelOptions,
    operations.AlterModelTableComment,
    operations.AlterOrderWithRespectTo,
    operations.CreateModel,
    operations.RemoveConstraint,
    operations.RemoveIndex,
    operations.RenameIndex,
    operations.RunPython,
    operations.RunSQL,
)
NOT_STORED = {*models.Field.non_db_attrs, "default"} - {"db_column"}


def breaking(operation, label, state):
    """The operations that the old code may fail after, of this one and those within it."""
    if isinstance(operation, operations.SeparateDatabaseAndState):
        for inner in operation.database_operations:
            yield from breaking(inner, label, state)
    elif isinstance(operation, operations.AddField):
        field = operation.field
        if not (field.null or field.has_db_default() or field.many_to_many or field.generated):
            yield f"{operation.describe()}: it needs null=True or a db_default"
    elif isinstance(operation, operations.AlterField):
        before = state.models[label, operation.model_name_lower].fields[operation.name]
        if narrows(before, operation.field):
            yield f"{operation.describe()}: it accepts less than before"
    elif not isinstance(operation, ADDING):
        yield operation.describe()


def narrows(before, after):
    before, after = stored(before), stored(after)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    widened = {
        "null": after.get("null"),
        "db_default": "db_default" in after,
        "max_length": (after.get("max_length") or 0) > (before.get("max_length") or 0),
    }
    return not all(widened.get(name) for name in changed)


def stored(field):
    _name, path, arguments, options = field.deconstruct()
    kept = {name: value for name, value in options.items() if name not in NOT_STORED}
    return kept | {"class": (path, arguments)}


def is_unique_over(empty, operation):
    """Whether what the old code writes is never the same, as it leaves one of the columns empty."""
    if not isinstance(operation, operations.AddConstraint):
        return False
    constraint, model = operation.constraint, operation.model_name_lower
    return (
        isinstance(constraint, models.UniqueConstraint)
        and constraint.nulls_distinct is not False
        and any((model, name) in empty for name in constraint.fields)
    )


def broken_by(migration, graph):
    """What old code may fail after, unless the migration is a second step."""
    key = (migration.app_label, migration.name)
    first = getattr(migration, "second_step_of", None)
    if first and first in graph.forwards_plan(key)[:-1]:
        return
    new = {
        operation.name_lower
        for operation in migration.operations
        if isinstance(operation, operations.CreateModel)
    }
    empty = {
        (operation.model_name_lower, operation.name)
        for operation in migration.operations
        if isinstance(operation, operations.AddField) and operation.field.null
    }
    state = graph.make_state(nodes=[key], at_end=False)
    for operation in migration.operations:
        named = getattr(operation, "model_name_lower", None)
        if named not in new and not is_unique_over(empty, operation):
            yield from breaking(operation, migration.app_label, state)
        operation.state_forwards(migration.app_label, state)


def test_migrations_break_no_running_code():
    loader, labels = MigrationLoader(None), ours()
    found = {
        f"{label}.{name}: {problem}"
        for (label, name), migration in loader.disk_migrations.items()
        if label in labels and name > BEFORE.get(label, "")
        for problem in broken_by(migration, loader.graph)
    }
    assert found == set()


def test_a_migration_without_db_default_would_be_found():
    """It made the code of the release before fail at each new essay."""
    loader = MigrationLoader(None)
    words = loader.disk_migrations["essays", "0003_words"]
    problem = "Add field words to essay: it needs null=True or a db_default"
    assert list(broken_by(words, loader.graph)) == [problem]


@pytest.mark.parametrize("first", ["0002_lead_images_and_themes", "0004_count_words", None])
def test_second_step_names_an_earlier_migration(monkeypatch, first):
    loader = MigrationLoader(None)
    words = loader.disk_migrations["essays", "0003_words"]
    monkeypatch.setattr(words, "second_step_of", ("essays", first), raising=False)
    assert bool(list(broken_by(words, loader.graph))) == (first != "0002_lead_images_and_themes")


@pytest.mark.parametrize(
    ("distinct", "fields", "unique"),
    [(None, ["event", "to"], True), (False, ["event", "to"], False), (None, ["to"], False)],
)
def test_constraint_over_a_column_that_the_old_code_leaves_empty(distinct, fields, unique):
    constraint = models.UniqueConstraint(fields=fields, name="once", nulls_distinct=distinct)
    adding = operations.AddConstraint("mail", constraint)
    assert is_unique_over({("mail", "event")}, adding) == unique


TITLE = models.CharField("title", max_length=100)
LONGER, SHORTER = models.CharField(max_length=200), models.CharField(max_length=50)
ESSAY = {"model_name": "essay"}
UNIQUE = models.UniqueConstraint(fields=["title"], name="unique_title")


@pytest.mark.parametrize(
    ("operation", "breaks"),
    [
        (operations.AddField(**ESSAY, name="year", field=models.IntegerField(null=True)), False),
        (operations.AddField(**ESSAY, name="year", field=models.IntegerField(default=0)), True),
        (operations.AddField(**ESSAY, name="year", field=models.IntegerField(db_default=0)), False),
        (operations.AddField(**ESSAY, name="all", field=models.ManyToManyField("self")), False),
        (operations.AddIndex("essay", models.Index(fields=["title"], name="by_title")), False),
        (operations.AddConstraint("essay", UNIQUE), True),
        (operations.AlterField(**ESSAY, name="title", field=TITLE), False),
        (operations.AlterField(**ESSAY, name="title", field=LONGER), False),
        (operations.AlterField(**ESSAY, name="title", field=SHORTER), True),
        (operations.AlterField(**ESSAY, name="title", field=models.TextField()), True),
        (operations.AlterField(**ESSAY, name="note", field=models.TextField()), True),
        (operations.AlterField(**ESSAY, name="note", field=models.TextField(null=True)), False),
        (operations.AlterUniqueTogether("essay", {("title", "note")}), True),
        (operations.DeleteModel("Essay"), True),
        (operations.RemoveField("essay", "title"), True),
        (operations.RenameField("essay", "title", "name"), True),
        (operations.RenameModel("Essay", "Article"), True),
        (
            operations.SeparateDatabaseAndState(
                state_operations=[operations.RemoveField("essay", "title")]
            ),
            False,
        ),
        (
            operations.SeparateDatabaseAndState(
                database_operations=[operations.RemoveField("essay", "title")]
            ),
            True,
        ),
    ],
    ids=lambda value: value.describe() if isinstance(value, operations.base.Operation) else None,
)
def test_operation_that_breaks_running_code(operation, breaks):
    state = ProjectState()
    fields = [("title", TITLE), ("note", models.TextField(null=True))]
    state.add_model(ModelState("essays", "Essay", fields))
    assert bool(list(breaking(operation, "essays", state))) == breaks
