import pytest
from django.core.exceptions import ValidationError

from resources.edtf import exact_day, normalize, parse


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        # Level 0
        ("1953-03-27", "1953-03-27", "1953-03-27"),
        ("1956-02-29", "1956-02-29", "1956-02-29"),
        ("0001-01-01", "0001-01-01", "0001-01-01"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
        ("1953-03", "1953-03-01", "1953-03-31"),
        ("1953-02", "1953-02-01", "1953-02-28"),
        ("1956-02", "1956-02-01", "1956-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("1953-12", "1953-12-01", "1953-12-31"),
        ("1953", "1953-01-01", "1953-12-31"),
        ("0988", "0988-01-01", "0988-12-31"),
        ("1953/1956", "1953-01-01", "1956-12-31"),
        ("1953/1953", "1953-01-01", "1953-12-31"),
        ("1953-03/1953-05", "1953-03-01", "1953-05-31"),
        ("1953-03-27/1953-04-02", "1953-03-27", "1953-04-02"),
        ("1953-03-27/1953-03-27", "1953-03-27", "1953-03-27"),
        ("1953-03-27/1956", "1953-03-27", "1956-12-31"),
        ("1953/1953-05", "1953-01-01", "1953-05-31"),
        ("1953-05/1953", "1953-05-01", "1953-12-31"),
        # Level 1: seasons
        ("1953-21", "1953-03-01", "1953-05-31"),
        ("1953-22", "1953-06-01", "1953-08-31"),
        ("1953-23", "1953-09-01", "1953-11-30"),
        ("1953-24", "1953-12-01", "1954-02-28"),
        ("1955-24", "1955-12-01", "1956-02-29"),
        ("9999-24", "9999-12-01", "9999-12-31"),
        ("1953-21~", "1953-03-01", "1953-05-31"),
        # Level 1: qualified
        ("1953?", "1953-01-01", "1953-12-31"),
        ("1953~", "1953-01-01", "1953-12-31"),
        ("1953%", "1953-01-01", "1953-12-31"),
        ("1953-03?", "1953-03-01", "1953-03-31"),
        ("1953-03-27~", "1953-03-27", "1953-03-27"),
        # Level 1: unspecified digits
        ("195X", "1950-01-01", "1959-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("000X", "0001-01-01", "0009-12-31"),
        ("00XX", "0001-01-01", "0099-12-31"),
        ("99XX", "9900-01-01", "9999-12-31"),
        ("195X~", "1950-01-01", "1959-12-31"),
        ("1953-XX", "1953-01-01", "1953-12-31"),
        ("1953-03-XX", "1953-03-01", "1953-03-31"),
        ("1953-XX-XX", "1953-01-01", "1953-12-31"),
        # Level 1: intervals
        ("../1917", "0001-01-01", "1917-12-31"),
        ("1917/..", "1917-01-01", "9999-12-31"),
        ("/1917", "0001-01-01", "1917-12-31"),
        ("1917/", "1917-01-01", "9999-12-31"),
        ("../1917-10-25", "0001-01-01", "1917-10-25"),
        ("1953~/1956", "1953-01-01", "1956-12-31"),
        ("1953/1956?", "1953-01-01", "1956-12-31"),
        ("1953-21/1953-23", "1953-03-01", "1953-11-30"),
        ("195X/196X", "1950-01-01", "1969-12-31"),
    ],
)
def test_date_has_an_earliest_and_a_latest_day(written, earliest, latest):
    when = parse(written)
    assert (when.earliest.isoformat(), when.latest.isoformat()) == (earliest, latest)


DAY = "{} is not a day in the calendar."
MONTH = "{} is not a month in the calendar."
YEARS = "“{}”: years are written with four digits, 0001 to 9999."
BACKWARDS = "{} ends before it begins."
NO_END = "“{}” contains no date: enter at least one end of the interval."
TIME = "“{}” contains a time of day: enter only the date."
NO_DATE = (
    "“{}” is not a date that can be sorted. Write it like 1953-03-27, 1953-03, 1953, 1953~ "
    "(about), 195X (1950s) or 1953/1956, and put your own wording in “display date”."
)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("1953-02-30", DAY),
        ("1953-02-29", DAY),
        ("1900-02-29", DAY),
        ("1953-04-31", DAY),
        ("1953-01-00", DAY),
        ("1953-00-01", DAY),
        ("1953-13", MONTH),
        ("1953-00", MONTH),
        ("1953-25", MONTH),
        ("0000", YEARS),
        ("0000-01-01", YEARS),
        ("-0044", YEARS),
        ("-0044-03-15", YEARS),
        ("12345", YEARS),
        ("Y170000002", YEARS),
        ("1956/1953", BACKWARDS),
        ("1953-03-27/1953-03-26", BACKWARDS),
        ("1953-06/1953-05", BACKWARDS),
        ("..", NO_DATE),
        ("/", NO_END),
        ("../..", NO_END),
        ("../", NO_END),
        ("1953-03-27T12:00", TIME),
        ("1953-03-27T12:00:00Z", TIME),
        ("about 1953", NO_DATE),
        ("27.03.1953", NO_DATE),
        ("1953-3-27", NO_DATE),
        ("1953–1956", NO_DATE),
        ("195", NO_DATE),
        ("1XXX", NO_DATE),
        ("XXXX", NO_DATE),
        ("195X-03", NO_DATE),
        ("1953-XX-27", NO_DATE),
        ("1953-21-05", NO_DATE),
        ("~1953", NO_DATE),
        ("1953??", NO_DATE),
        ("195x", NO_DATE),
        ("1953-03-27 ", NO_DATE),
        ("١٩٥٣", NO_DATE),
        ("[1953, 1954]", NO_DATE),
        ("100%", NO_DATE),
    ],
)
def test_anything_else_is_refused_with_a_sentence(written, sentence):
    with pytest.raises(ValidationError) as refused:
        parse(written)
    assert refused.value.messages == [sentence.format(written)]


def test_faulty_end_of_an_interval_is_named():
    with pytest.raises(ValidationError) as refused:
        parse("1953/1956-02-30")
    assert refused.value.messages == [DAY.format("1956-02-30")]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1953-03-27", 327),
        ("1956-02-29", 229),
        ("1953-12-31", 1231),
        ("1953-03-27?", None),
        ("1953-03-27~", None),
        ("1953-03", None),
        ("1953", None),
        ("1953-03-27/1953-03-27", None),
    ],
)
def test_only_certain_days_have_a_day_of_the_year(written, day):
    assert exact_day(parse(written)) == day


@pytest.mark.parametrize(
    ("typed", "normal_form"),
    [(" 1953 ", "1953"), ("19xx", "19XX"), ("Fox 1953", "Fox 1953"), ("about 1953", "about 1953")],
)
def test_input_is_normalized(typed, normal_form):
    assert normalize(typed) == normal_form
