from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from essays.models import Essay
from resources.models import Reference
from seventeen_moments.core.publication import Status
from tests import factories

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


def test_unreachable_database_gets_one_line(refused_connection):
    with pytest.raises(CommandError, match=r"^The database cannot be used: .*refused\.$"):
        seed()


def test_changed_essay_is_left_alone(everything):
    factories.essay(slug="prisoners-return", title="Return", status=Status.DRAFT, body="<p>New</p>")
    before = everything()
    assert seed() == "“Return” already exists and stays unchanged.\n"
    assert everything() == before


def test_moved_essay_is_not_added_again():
    moved = factories.essay(slug="the-return", title="Prisoners Return")
    seed()
    assert list(Essay.objects.all()) == [moved]


def test_deleted_books_are_not_added_again():
    seed()
    Reference.objects.all().delete()
    seed()
    assert not Reference.objects.exists()


def test_deleted_essay_is_added_again():
    seed()
    Essay.objects.get().delete()
    assert seed() == "Added “Prisoners Return”.\n"
    assert Essay.objects.get().references.count() == 5
