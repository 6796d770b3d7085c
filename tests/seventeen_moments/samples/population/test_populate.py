from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.samples import guide, prisoners_return
from seventeen_moments.samples.population import sources
from tests import factories

pytestmark = pytest.mark.django_db


def populate(number, **options):
    written = StringIO()
    call_command("populate", essays=number, stdout=written, stderr=StringIO(), **options)
    return written.getvalue()


def invented():
    return Essay.objects.filter(slug__regex=r"^invented-\d+$").order_by("slug")


NOT_COMPARED = {"id", "created", "updated", "essay", "lead_image", "file", "renditions"}


def contents():
    """Fields and themes of the invented pages, without keys, times of entry and files."""
    sources = [source for kind in kinds() for source in kind.objects.order_by("title")]
    pages = [page for page in [*invented(), *sources] if page.themes.exists()]
    return [(fields(page), sorted(page.themes.names())) for page in pages]


def fields(page):
    compared = [field for field in page._meta.concrete_fields if field.name not in NOT_COMPARED]
    return {field.name: field.value_from_object(page) for field in compared}


def test_each_essay_has_sources_of_each_kind():
    populate(3)
    counts = [kind.objects.filter(essay__in=invented()).count() for kind in kinds()]
    assert (invented().count(), counts) == (
        3,
        [3 * sources.kinds_of_essay().count(k) for k in kinds()],
    )


def test_archive_is_the_same_each_time():
    populate(2)
    first = contents()
    Essay.objects.all().delete()
    populate(2)
    assert contents() == first


def test_second_run_adds_nothing_and_says_so(everything):
    populate(2)
    before = everything()
    assert populate(2) == "All 2 invented essays already exist.\n"
    assert everything() == before


def test_larger_number_adds_what_is_missing():
    populate(1)
    output = populate(3)
    assert output == "Added 2 invented essays; “Invented for Measuring” explains them.\n"
    in_two_runs = contents()
    Essay.objects.all().delete()
    populate(3)
    assert contents() == in_two_runs


def test_every_page_says_that_it_is_invented(client):
    populate(1)
    sources = [source for kind in kinds() for source in kind.objects.published()]
    titles = [page.title for page in [*invented(), *sources]]
    assert [title for title in titles if not title.startswith("Invented")] == []
    assert "written by a program" in client.get("/essays/invented-for-measuring/").text


def test_archive_with_a_real_essay_is_refused():
    factories.essay(title="April Theses")
    with pytest.raises(CommandError, match=r"^This archive contains “April Theses”"):
        populate(1)
    assert not invented().exists()


def test_force_adds_invented_essays_to_a_real_archive():
    factories.essay(title="April Theses")
    populate(1, force=True)
    assert invented().count() == 1


def test_essays_of_quickstart_do_not_stop_it():
    prisoners_return.add()
    guide.add()
    populate(1)
    assert invented().count() == 1


@pytest.mark.parametrize("number", ["0", "-1", "x", "²", ""])
def test_invalid_number_is_refused(number):
    with pytest.raises(CommandError, match="a whole number, 1 or more"):
        call_command("populate", f"--essays={number}")
