import re
from functools import cache

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

AUTOMATIC = re.compile(r"\d{4}_(auto|initial|alter|remove|rename|delete|add)_|\d{4}_initial$")
LAST_FIRST = [  # the apps with migrations, each before its dependencies
    "bulk",
    "removals",
    "notices",
    "search",
    "corrections",
    "privacy",
    "versions",
    "pages",
    "feeds",
    "audit",
    "editorial",
    "browse",
    "resources",
    "essays",
    "core",
]


@cache
def ours():
    """The labels of the apps with migrations in this repository."""
    migrated = MigrationLoader(None).migrated_apps
    return sorted(
        app.label
        for app in apps.get_app_configs()
        if str(app.path).startswith(str(settings.BASE_DIR / app.name.split(".")[0]))
        and app.label in migrated
    )


def tables():
    return {
        name
        for name in connection.introspection.table_names()
        if name.startswith(tuple(f"{label}_" for label in ours()))
    }


def test_apps_with_migrations():
    assert ours() == sorted(LAST_FIRST)


def test_no_migration_is_missing(db, capsys):
    call_command("makemigrations", "--check", "--dry-run")
    assert capsys.readouterr().out == "No changes detected\n"


def test_migrations_are_named_by_hand():
    names = [name for label, name in MigrationLoader(None).disk_migrations if label in ours()]
    assert [name for name in names if AUTOMATIC.match(name)] == []


def test_automatic_name_would_be_found():
    assert AUTOMATIC.match("0002_alter_essay_title")


@pytest.fixture
def migrations_restored(transactional_db):
    yield
    call_command("migrate", verbosity=0)


def test_migrations_are_reversible(migrations_restored):
    before = tables()
    # In one plan: the command would make each app's permissions anew, thirteen times.
    MigrationExecutor(connection).migrate([(label, None) for label in LAST_FIRST])
    assert (tables(), Group.objects.count()) == (set(), 0)
    call_command("migrate", verbosity=0)
    assert tables() == before
    assert set(Group.objects.values_list("name", flat=True)) == {"Authors", "Editors", "Moderators"}


def test_migrations_are_reversible_with_renamed_groups(migrations_restored):
    Group.objects.filter(name="Editors").update(name="Редакция")
    Group.objects.get(name="Moderators").delete()
    call_command("migrate", "editorial", "zero", verbosity=0)
    assert not Group.objects.exists()
    call_command("migrate", verbosity=0)
    granted = Group.objects.get(name="Editors").permissions
    assert granted.filter(codename="change_correction").exists()


def test_group_that_exists_already_gets_the_role(migrations_restored):
    call_command("migrate", "editorial", "zero", verbosity=0)
    group = Group.objects.create(name="Editors")
    call_command("migrate", verbosity=0)
    assert list(Group.objects.filter(name__startswith="Editors")) == [group]
    assert group.permissions.filter(codename="change_essay").exists()


def test_migrations_import_no_module_that_may_change():
    folders = [settings.BASE_DIR / name for name in ["essays", "resources", "seventeen_moments"]]
    files = [file for folder in folders for file in folder.rglob("migrations/0*.py")]
    ours = re.compile(r"^(?:from|import) (essays|resources|seventeen_moments)\b", re.MULTILINE)
    found = [file.name for file in files if ours.search(file.read_text())]
    assert files
    assert found == []
