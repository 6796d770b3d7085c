from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.samples import guide, prisoners_return
from seventeen_moments.samples.population import sources
from seventeen_moments.samples.presence import ensure
from tests import factories

pytestmark = pytest.mark.django_db


def populate(number, **options):
    written = StringIO()
    call_command("populate", essays=number, stdout=written, stderr=StringIO(), **options)
    return written.getvalue()


def invented():
    return Essay.objects.filter(slug__regex=r"^invented-\d+$").order_by("slug")


APART = {"id", "created", "updated", "essay", "lead_image", "file", "renditions"}


def told():
    """All that the invented rows say, but their keys, their time of entry and their files."""
    rows = [*invented(), *(source for kind in kinds() for source in kind.objects.order_by("title"))]
    return [(_fields(row), sorted(row.themes.names())) for row in rows if row.themes.exists()]


def _fields(row):
    fields = [field for field in row._meta.concrete_fields if field.name not in APART]
    return {field.name: field.value_from_object(row) for field in fields}


def test_each_essay_has_sources_of_each_kind():
    populate(3)
    counts = [kind.objects.filter(essay__in=invented()).count() for kind in kinds()]
    assert (invented().count(), counts) == (3, [3 * sources.drawn().count(k) for k in kinds()])


def test_the_same_archive_comes_out_each_time():
    populate(2)
    first = told()
    Essay.objects.all().delete()
    populate(2)
    assert told() == first


def test_second_run_adds_nothing_and_says_so(everything):
    populate(2)
    before = everything()
    assert populate(2) == "All 2 invented essays already exist.\n"
    assert everything() == before


def test_larger_number_adds_what_is_missing():
    populate(1)
    said = populate(3)
    assert said == "Added 2 invented essays; “Invented for Measuring” explains them.\n"
    in_two_runs = told()
    Essay.objects.all().delete()
    populate(3)
    assert told() == in_two_runs


def test_every_page_says_that_it_is_invented(client):
    populate(1)
    rows = [*invented(), *(row for kind in kinds() for row in kind.objects.published())]
    assert [row.title for row in rows if not row.title.startswith("Invented")] == []
    assert "written by a program" in client.get("/essays/invented-for-measuring/").text


def test_essay_that_somebody_wrote_stops_it():
    factories.essay(title="April Theses")
    with pytest.raises(CommandError, match=r"^This archive contains “April Theses”"):
        populate(1)
    assert not invented().exists()


def test_force_puts_it_beside_what_somebody_wrote():
    factories.essay(title="April Theses")
    populate(1, force=True)
    assert invented().count() == 1


def test_what_quickstart_brings_does_not_stop_it():
    ensure(prisoners_return)
    ensure(guide)
    populate(1)
    assert invented().count() == 1


@pytest.mark.parametrize("number", ["0", "-1", "x", "²", ""])
def test_number_that_is_none_is_refused(number):
    with pytest.raises(CommandError, match="a whole number, 1 or more"):
        call_command("populate", f"--essays={number}")
