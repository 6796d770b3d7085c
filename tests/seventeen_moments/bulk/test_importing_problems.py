import pytest
from django.db.models.signals import post_save
from taggit.models import Tag

from resources.models import Text
from seventeen_moments.bulk.importing import Import
from seventeen_moments.core.kinds import kinds_by_name
from tests import factories
from tests.seventeen_moments.bulk.conftest import problems, when_sent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        (
            {"source": "photo"},
            "source",
            f"“photo” is not one of: {', '.join(kinds_by_name())}.",
        ),
        ({"essay": "freeze"}, "essay", "There is no essay with the slug or title “freeze”."),
        ({"title": ""}, "title", "This field cannot be blank."),
        (
            {"title": "t" * 251},
            "title",
            "Ensure this value has at most 250 characters (it has 251).",
        ),
        (
            {"slug": "a b"},
            "slug",
            "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
        ),
        (
            {"creators": "Khrushchev, "},
            "creators",
            "“Khrushchev,”: write a person as “family name, given names”.",
        ),
        ({"date": "1953-02-30"}, "date", "1953-02-30 is not a day in the calendar."),
        (
            {"kind": "song"},
            "kind",
            "“song” is not one of: decree, letter, speech, article, memoir, poem, report, other.",
        ),
        ({"position": "-1"}, "position", "Ensure this value is greater than or equal to 0."),
        ({"themes": "?"}, "themes", "“?”: a theme needs a letter or a digit."),
        (
            {"url": "https://example.org/"},
            "url",
            "A source of this kind (text) has no such field: leave the cell empty.",
        ),
        (
            {"source": "reference", "url": "example"},
            "url",
            "Enter a valid URL.",
        ),
        (
            {"source": "image", "slug": "gate", "decorative": "no", "alternative_text": ""},
            "alternative_text",
            "Write an alternative text, or mark the picture as decorative.",
        ),
    ],
)
def test_problem_is_reported_with_row_and_column(thaw, load, cells, column, sentence):
    factories.image(essay=thaw, slug="gate", decorative=True)
    report = load({"title": "Good", "slug": "good"}, {"title": "Bad", "slug": "bad"} | cells)
    assert problems(report) == [(3, column, sentence)]
    assert Text.objects.count() == 0


def test_all_problems_are_reported_at_once(thaw, load):
    report = load(
        {"title": "", "date": "1953-02-30", "position": "x"},
        {"source": "photo"},
        {"title": "A", "status": "live"},
    )
    assert [(row, column) for row, column, _sentence in sorted(problems(report))] == [
        (2, "date"),
        (2, "position"),
        (2, "title"),
        (3, "source"),
        (4, "status"),
    ]


@pytest.mark.parametrize("exists", [True, False])
def test_duplicate_key_is_refused(thaw, load, exists):
    if exists:
        factories.text(essay=thaw, slug="decree")
    rows = [{"slug": slug, "title": "A"} for slug in ["decree", "other", "decree"]]
    assert problems(load(*rows)) == [(4, "slug", "Row 2 has the same source, essay and slug.")]


def test_fault_of_the_header_is_reported_in_row_one(thaw, load):
    report = load(written="source,essay\ntext,thaw\n")
    assert problems(report) == [(1, "title", "This column is missing.")]


def test_table_without_rows_is_refused(thaw, load):
    report = load(written="source,essay,title\n")
    assert problems(report) == [(1, "", "There are no rows below the header.")]


def test_malformed_row_is_reported_among_others(thaw, load):
    report = load(written='source,essay,title\ntext,thaw,\ntext,thaw,a,b\ntext,thaw,"x')
    assert [(row, column, sentence[:30]) for row, column, sentence in problems(report)] == [
        (2, "title", "This field cannot be blank."),
        (3, "", "This row has 4 cells, the head"),
        (4, "", "A quotation mark that opens in"),
    ]


def test_concurrent_insert_is_reported_and_rolled_back(thaw, table):
    rows = [{"title": title, "slug": title.lower()} for title in "AB"]
    new_import = Import(table(*rows))
    with when_sent(post_save, lambda: factories.text(essay=thaw, slug="b")):
        new_import.store()
    assert problems(new_import.report) == [
        (
            3,
            "",
            "The database refused this row because someone changed the archive in the "
            "meantime. Try again.",
        )
    ]
    assert Text.objects.count() == 0


def test_unexpected_figures_are_not_stored(thaw, table):
    new_import = Import(table({"title": "A", "slug": "a"}))
    list(new_import.check())
    factories.text(essay=thaw, slug="a", title="B")
    new_import.store(new_import.report.figures)
    assert (new_import.is_stored, Text.objects.get().title) == (False, "B")


def test_check_stores_nothing(thaw, load):
    report = load({"title": "A", "themes": "Law"}, store=False)
    assert (report.new, Text.objects.count(), Tag.objects.count()) == (1, 0, 0)
