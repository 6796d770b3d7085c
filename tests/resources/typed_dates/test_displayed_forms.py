"""Whatever the field displays can be typed back."""

from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from resources import dates, edtf
from resources.typed_dates import readings

POINTS = [
    "1953-03-27", "1953-05-01", "0988-08-01", "0005-06-07", "1953-03", "1953-08", "0050-02",
    "1953", "0988", "0053", "1953-XX", "1953-03-XX", "195X", "190X", "098X", "005X", "000X",
    "19XX", "18XX", "09XX", "00XX", "1953-21", "1953-22", "1953-23", "1953-24",
    "0017-21", "1917-21",
]  # fmt: skip
MARKED = [point + mark for point, mark in product(POINTS, ["", "?", "~", "%"])]
INTERVALS = [
    "1953/1956", "1953/1953", "1917/1921", "0053/0055", "1953-03/1953-06", "1953-12/1954-01",
    "1953-03-27/1953-03-29", "1953-03-27/1953-03-27", "1953-03-27/1953-04-02",
    "1953-12-31/1954-01-01", "1953-03-27/1953-04", "1953/1953-05", "1953-05/1953",
    "1953-21/1953-23", "1953-24/1954-21", "195X/196X", "18XX/19XX", "1953~/1956", "1953/1956?",
    "1953~/1956~", "1953?/1956%", "1953-03~/1953-06", "195X~/196X?", "1953-03-27?/1953-04-02",
    "18XX~/19XX", "1953-03-27/1956", "1900/1999", "1950/1959", "0050/0059",
]  # fmt: skip
OPEN = [side.format(point) for side in ["../{}", "{}/..", "/{}", "{}/"] for point in MARKED]
ALL = [*MARKED, *INTERVALS, *OPEN]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("form", [dates.in_words, dates.abbreviated])
def test_displayed_date_can_be_typed_back(language, form):
    with override(language):
        failures = [value for value in ALL if not _is_read_back(value, form)]
    assert failures == []


def _is_read_back(value, form):
    """Reads the words as the same span of time, which is displayed in the same words."""
    words = form(value)
    try:
        read = words if dates.read(words) else readings(words)[0].edtf  # "1953?" is EDTF
    except ValidationError:
        return False
    return (form(read), _span(read)) == (words, _span(value))


def _span(value):
    when = edtf.parse(value)
    return when.earliest, when.latest
