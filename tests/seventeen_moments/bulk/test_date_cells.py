"""Dates in tables, as people type them and as spreadsheets rewrite them."""

import pytest

from resources.models import Text
from tests import factories
from tests.seventeen_moments.bulk.conftest import exported, problems

pytestmark = pytest.mark.django_db


def stored():
    return list(Text.objects.order_by("pk").values_list("date", "display_date"))


def notes(report):
    return [tuple(note) for note in report.notes]


def test_typed_date_is_read_and_reported(thaw, load):
    report = load(
        {"title": "A", "date": "1953"},
        {"title": "B", "date": "27. März 1953"},
        {"title": "C", "date": "late 1940s"},
        {"title": "D", "date": "n.d."},
    )
    assert notes(report) == [
        (3, "date", "“27. März 1953” was read as 1953-03-27."),
        (4, "date", "“late 1940s” was read as 1946/1949. Displayed as: late 1940s."),
        (5, "date", "“n.d.” was read as no date. Displayed as: n.d."),
    ]
    assert stored() == [
        ("1953", ""),
        ("1953-03-27", ""),
        ("1946/1949", "late 1940s"),
        ("", "n.d."),
    ]


@pytest.mark.parametrize("columns", [["date", "display_date"], ["display_date", "date"]])
def test_written_display_date_is_kept(thaw, load, columns):
    cells = {"date": "c. 1953", "display_date": "that spring"}
    load({"title": "A"} | {name: cells[name] for name in columns})
    assert stored() == [("1953~", "that spring")]


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("3/4/1953", "1953-04-03 or 1953-03-04"),
        ("1917-21", "1917/1921 or spring 1917"),
        ("Mar-17", "1917-03 or 2017-03"),
        ("19445", "1953-03-27 or 1957-03-28"),
    ],
)
def test_date_with_two_readings_is_refused_with_both(thaw, load, typed, ways):
    report = load({"title": "A", "date": typed})
    sentence = f"“{typed}” can be read as {ways}. Write the one that is meant."
    assert (problems(report), stored()) == ([(2, "date", sentence)], [])


@pytest.mark.parametrize(
    ("shows", "read"), [("27/3/1953", "1953-04-03"), ("3/27/1953", "1953-03-04")]
)
def test_another_row_shows_the_order_of_day_and_month(thaw, load, shows, read):
    report = load({"title": "A", "date": "3/4/1953"}, {"title": "B", "date": shows})
    assert (report.problems, stored()) == ([], [(read, ""), ("1953-03-27", "")])


def test_rows_that_contradict_each_other_show_no_order(thaw, load):
    report = load(*({"title": date, "date": date} for date in ["3/4/1953", "27/3/1953", "3/27/53"]))
    assert [problem.row for problem in report.problems] == [2]


def test_unreadable_date_is_refused_with_the_reason(thaw, load):
    report = load({"title": "A", "date": "30 February 1953"})
    assert problems(report) == [(2, "date", "1953-02-30 is not a day in the calendar.")]


@pytest.mark.parametrize(
    ("date", "rewritten"),
    [
        ("1953-03-27", "27.03.1953"),
        ("1953-03-27", "3/27/1953"),
        ("1953-03-27", "27.03.1953 00:00:00"),
        ("1953-03-04", "3/4/1953"),
        ("1953-03-04", "4/3/1953"),
        ("1953-03-27", "19445"),
        ("1953-03-27", "'27.03.1953\u00a0"),
        ("1953", "1953.0"),
        ("1953", "1 953"),
        ("1953", "1,953"),
        ("1953-03", "Mar-53"),
        ("1953-03", "мар.53"),
        ("1905-07", "Jul-05"),
        ("0988", "988"),
        ("1917-21", "1917-21"),
    ],
)
def test_date_that_a_spreadsheet_rewrote_changes_nothing(thaw, load, date, rewritten):
    text = factories.text(essay=thaw, slug="decree", date=date)
    report = load({"slug": "decree", "title": text.title, "date": rewritten})
    assert (report.problems, report.notes, report.unchanged) == ([], [], 1)
    assert stored() == [(date, "")]


def test_exported_spring_1917_can_be_imported_elsewhere(thaw, load):
    factories.text(essay=thaw, date="1917-21", slug="decree")
    table = exported()
    Text.objects.all().delete()
    report = load(written=table)
    assert (report.problems, stored()) == ([], [("1917-21", "")])
