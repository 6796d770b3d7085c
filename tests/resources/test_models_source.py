"""Behaviour that all kinds of source share."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from essays.models import Essay
from resources.models import Text
from resources.sources import LAST_POSITION
from seventeen_moments.core.kinds import kinds
from tests import factories
from tests.work import lines

MAKERS = factories.SOURCES


@pytest.mark.parametrize("make", MAKERS)
def test_source_has_an_address_below_its_essay(db, make):
    source = make(essay=factories.essay(slug="home"), slug="gate")
    assert source.get_absolute_url() == f"/essays/home/{source.source_kind.address}/gate/"


@pytest.mark.parametrize("kind", kinds())
def test_essay_has_its_sources_by_the_relation_of_their_kind(kind):
    assert getattr(Essay(pk=1), kind.source_kind.relation).model is kind


@pytest.mark.parametrize("make", MAKERS)
def test_source_is_called_by_its_title(db, make):
    assert str(make(title="At the Camp Gate")) == "At the Camp Gate"


def test_byline_names_the_creators():
    assert Text(creators="Malenkov, Georgii\nTASS").byline == "Georgii Malenkov and TASS"


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("At the Camp Gate", "at-the-camp-gate"),
        ("“Home”, 1954!", "home-1954"),
        ("Возвращение", "vozvrashchenie"),
        ("שיבה", "syvh"),
        ("— …", None),
        ("x" * 200, "x" * 90),
        ("x" * 89 + " yz", "x" * 89),
    ],
)
def test_slug_is_derived_from_the_title(db, make, title, slug):
    source = make(title=title)
    assert source.slug == (slug or source._meta.model_name)


def test_given_slug_is_kept(db):
    assert factories.text(slug="decree").slug == "decree"


def test_slug_stays_when_the_title_changes(db):
    source = factories.text(title="Decree")
    source.title = "The Amnesty Decree"
    source.save()
    assert source.slug == "decree"


@pytest.mark.parametrize("title", ["Decree", "Указ", "x" * 200])
def test_slug_is_unique_within_the_section(db, title):
    essay = factories.essay()
    slugs = [factories.text(essay=essay, title=title).slug for _ in range(4)]
    assert slugs == [slugs[0], f"{slugs[0]}-2", f"{slugs[0]}-3", f"{slugs[0]}-4"]


def test_gap_among_numbered_slugs_is_filled(db):
    essay = factories.essay()
    for slug in ["decree", "decree-3", "decree-law"]:
        factories.text(essay=essay, slug=slug)
    slugs = [factories.text(essay=essay, title="Decree").slug for _ in range(3)]
    assert slugs == ["decree-2", "decree-4", "decree-5"]


def test_free_slug_among_many_equal_titles_is_found_in_few_steps():
    text, taken = Text(title="Decree"), {"decree", *(f"decree-{n}" for n in range(2, 5_000))}
    assert text.slug_besides(taken) == "decree-5000"
    assert lines(text.slug_besides, taken) < 200


def test_free_slug_avoids_given_slugs(db):
    assert Text(title="Decree").free_slug(besides=["decree", "decree-2"]) == "decree-3"


def test_other_essays_and_kinds_have_their_own_slugs(db):
    essay = factories.essay()
    sources = [factories.text(essay=essay, title="Gate"), factories.text(title="Gate")]
    sources.append(factories.image(essay=essay, title="Gate"))
    assert [source.slug for source in sources] == ["gate", "gate", "gate"]


@pytest.mark.parametrize("make", MAKERS)
def test_database_refuses_one_slug_twice_in_a_section(db, make):
    taken = make()
    with pytest.raises(IntegrityError):
        make(essay=taken.essay, slug=taken.slug)


def test_slug_that_is_taken_is_explained(db):
    taken = factories.text()
    with pytest.raises(ValidationError) as refused:
        Text(essay=taken.essay, title="Decree", slug=taken.slug).full_clean()
    assert refused.value.messages == [
        "This section of the essay already has a source with this slug."
    ]


@pytest.mark.parametrize("make", MAKERS)
def test_new_source_is_the_last_of_its_section(db, make):
    essay = factories.essay()
    make()
    assert [make(essay=essay).position for _ in range(3)] == [1, 2, 3]


def test_new_source_follows_the_highest_position(db):
    essay = factories.essay()
    factories.text(essay=essay, position=40)
    assert factories.text(essay=essay).position == 41


def test_given_position_is_kept(db):
    assert factories.text(position=0).position == 0


def test_end_of_a_section_fits_the_column(db):
    last = factories.text(position=LAST_POSITION)
    following = factories.text(essay=last.essay)
    assert list(Text.objects.in_order()) == [last, following]


def test_sources_of_one_position_are_sorted_by_age(db):
    essay = factories.essay()
    third, first, second = (factories.text(essay=essay, position=place) for place in [2, 1, 1])
    assert list(essay.texts.in_order()) == [first, second, third]


@pytest.fixture
def row(db):
    """Five texts in a row, the three in the middle at one place."""
    essay = factories.essay()
    return [factories.text(essay=essay, position=place) for place in [1, 2, 2, 2, 3]]


@pytest.mark.parametrize("number", range(5))
def test_neighbours_are_the_nearest_on_each_side(row, number):
    section = Text.objects.filter(essay=row[0].essay)
    assert list(section.before(row[number])) == row[:number][::-1]
    assert list(section.after(row[number])) == row[number + 1 :]


@pytest.mark.parametrize("make", MAKERS)
def test_section_has_only_due_sources_of_its_essay(db, make):
    essay = factories.essay(status="draft")
    due = make(essay=essay)
    make(essay=essay, status="draft")
    make()
    assert list(type(due).objects.for_essay(essay)) == [due]


@pytest.mark.parametrize("make", MAKERS)
def test_sources_go_with_their_essay(db, make):
    source = make()
    source.essay.delete()
    assert type(source).objects.count() == 0


def test_page_of_a_source_needs_no_query_for_its_essay_and_themes(db, django_assert_num_queries):
    factories.text().themes.add("law")
    with django_assert_num_queries(2):
        source = Text.objects.for_page().get()
        shown = source.get_absolute_url(), source.is_published(), list(source.themes.all())
    assert shown[1] is True
