import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from resources.dates import in_words, validate_date
from tests import factories


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1953-03-27", "27 March 1953"),
        ("1953-03-05", "5 March 1953"),
        ("1956-02-29", "29 February 1956"),
        ("1953-03", "March 1953"),
        ("0988-08-01", "1 August 0988"),
        ("1953", "1953"),
        ("1953/1954", "1953/1954"),
        ("about 1953", "about 1953"),
        ("весна 1953 г.", "весна 1953 г."),
        ("1953-3-27", "1953-3-27"),
        ("1953-03-27 ", "1953-03-27 "),
        ("1953-02-30", "1953-02-30"),
        ("١٩٥٣-٠٣", "١٩٥٣-٠٣"),
        ("", ""),
    ],
)
def test_calendar_date_is_shown_in_words_and_all_else_as_written(written, shown):
    assert in_words(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"), [("1953-03-27", "27 марта 1953"), ("1953-03", "Март 1953")]
)
def test_date_is_shown_in_the_readers_language(written, shown):
    with override("ru"):
        assert in_words(written) == shown


@pytest.mark.parametrize(
    "written", ["1953-02-29", "1953-13", "1953-00", "1953-04-31", "1953-01-00", "0000-01-01"]
)
def test_day_that_is_not_in_the_calendar_is_refused(written):
    with pytest.raises(ValidationError) as refused:
        validate_date(written)
    assert refused.value.messages == [f"There is no day {written} in the calendar."]


@pytest.mark.parametrize("written", ["1956-02-29", "1953-03", "1953", "about 1953", "1953-2-30"])
def test_whatever_else_is_written_is_taken(written):
    assert validate_date(written) is None


def test_source_shows_its_date_in_words(db):
    assert factories.text(date="1953-03-27").date_in_words == "27 March 1953"


def test_source_refuses_a_day_that_never_was(db):
    source = factories.text(date="1953-02-30")
    with pytest.raises(ValidationError) as refused:
        source.clean_fields()
    assert list(refused.value.message_dict) == ["date"]
