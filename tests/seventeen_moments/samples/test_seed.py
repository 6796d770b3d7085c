from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from essays.models import Essay

pytestmark = pytest.mark.django_db


def seed():
    written = StringIO()
    call_command("seed", stdout=written)
    return written.getvalue()


def test_first_run_adds_one_essay_and_says_so():
    assert seed() == "Added “Prisoners Return”.\n"
    assert [essay.slug for essay in Essay.objects.published()] == ["prisoners-return"]


def test_second_run_changes_nothing_and_says_so(everything):
    seed()
    before = everything()
    assert seed() == "“Prisoners Return” already exists and stays unchanged.\n"
    assert everything() == before


def test_database_without_tables_gets_one_line():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE essays_essay RENAME TO elsewhere")
    with pytest.raises(
        CommandError, match=r"^The database is not ready: .*essays_essay.*migrate\.$"
    ):
        seed()


def test_database_that_is_away_gets_one_line(refused_connection):
    with pytest.raises(CommandError, match=r"^The database cannot be used: .*refused\.$"):
        seed()
