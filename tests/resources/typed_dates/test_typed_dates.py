"""The shared table of typed dates, and what holds for any input."""

import random
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from resources import edtf
from resources.typed_dates import LONGEST, numeric_order, readings

TABLE = Path(__file__).with_name("typed_dates.tsv")
LINES = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
ROWS = [(line + "\t").split("\t")[:3] for line in LINES]
UNREADABLE = "unreadable"


def read(typed):
    try:
        found = readings(typed)
    except ValidationError:
        return UNREADABLE, ""
    return " | ".join(reading.edtf or "none" for reading in found), found[0].display_date


@pytest.mark.parametrize(("typed", "expected", "display"), ROWS)
def test_typed_date_has_its_readings_and_keeps_words_that_say_more(typed, expected, display):
    assert read(typed) == (expected, typed if display == "=" else display)


def test_table_is_long_and_without_repetitions():
    typed = [row[0] for row in ROWS]
    assert (len(typed) >= 150, len(typed) - len(set(typed))) == (True, 0)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("30 February 1953", "1953-02-30 is not a day in the calendar."),
        ("31.11.1953", "1953-11-31 is not a day in the calendar."),
        ("29 February 1917 (O.S.)", "1917-02-29 is not a day in the calendar."),
        ("1921–1917", "1921/1917 ends before it begins."),
        ("20XX-41", edtf.format_error("20XX-41").messages[0]),
        ("44 BC", "Years before our era cannot be sorted: write them only in “display date”."),
        (
            "25 October (8 November) 1917",
            "1917-10-25, old style, is 1917-11-07, new style, and not 1917-11-08.",
        ),
        ("x" * 101, f"A date has at most {LONGEST} characters."),
    ],
)
def test_unreadable_date_gets_the_reason(typed, sentence):
    with pytest.raises(ValidationError) as refused:
        readings(typed)
    assert refused.value.messages == [sentence]


def test_invisible_and_unusual_signs_do_not_matter():
    decomposed = "27 мая 1953\u00a0г.".replace("й", "и\u0306")
    typed = [
        "27\u00a0March\u202f1953",
        "27 Ma\u0301rz 1953",
        "\u200b１９５３",
        decomposed,
        "МАЙ 1953",
    ]
    assert [read(text)[0] for text in typed] == [
        "1953-03-27", "1953-03-27", "1953", "1953-05-27", "1953-05",
    ]  # fmt: skip


def test_assumptions_are_named():
    notes = [readings(typed)[0].notes for typed in ["3/4/1953", "Mar-53", "1.5.1917 ст. ст."]]
    assert notes == [
        ("Day before month.",),
        ("The century is assumed.",),
        ("Old style, turned into new style.",),
    ]


def test_order_of_numbers_can_be_given():
    given = [readings("3/4/1953", day_first=order) for order in (True, False)]
    assert [[reading.edtf for reading in found] for found in given] == [
        ["1953-04-03"],
        ["1953-03-04"],
    ]


@pytest.mark.parametrize(
    ("typed", "is_day_first"),
    [("27/3/1953", True), ("3/27/1953", False), ("3/4/1953", None), ("27.3.1953", None)],
)
def test_only_some_dates_show_the_order_of_day_and_month(typed, is_day_first):
    assert numeric_order(typed) is is_day_first


PIECES = [
    *"0123456789 ./-–?~()[]", "1953", "27", "March", "марта", "between", "and", "до", "с", "or",
    "XIX", "century", "1950s", "AD", "BC", "early", "first", "half", "O.S.", "n.d.", "27.3.1953",
    "годы", "present", "spring", "25.10", "[195-]", "9999", "0001", "31", "Dec", "unknown",
]  # fmt: skip


def test_any_input_is_read_or_refused_with_a_sentence():
    chance = random.Random(1953)  # noqa: S311 - repeatable, not secret
    for _number in range(3000):
        typed = " ".join(chance.choices(PIECES, k=chance.randint(1, 7)))
        try:
            found = readings(typed)
        except ValidationError as error:
            assert error.messages
        else:
            assert all(edtf.parse(reading.edtf) for reading in found if reading.edtf), typed
