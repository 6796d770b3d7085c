import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from resources.dates import abbreviated, in_words, validate_date
from tests import factories

IN_WORDS = [
    ("1953-03-27", "27 March 1953", "27 марта 1953"),
    ("1953-05-01", "1 May 1953", "1 мая 1953"),
    ("1956-02-29", "29 February 1956", "29 февраля 1956"),
    ("0988-08-01", "1 August 988", "1 августа 988"),
    ("1953-03-27?", "perhaps 27 March 1953", "возможно, 27 марта 1953"),
    ("1953-03-27~", "about 27 March 1953", "около 27 марта 1953"),
    ("1953-03-27%", "perhaps about 27 March 1953", "возможно, около 27 марта 1953"),
    ("1953-03", "March 1953", "март 1953"),
    ("1953-08", "August 1953", "август 1953"),
    ("1953-03?", "perhaps March 1953", "возможно, март 1953"),
    ("1953-03~", "about March 1953", "примерно март 1953"),
    ("1953-03%", "perhaps about March 1953", "возможно, примерно март 1953"),
    ("1953-03-XX", "March 1953", "март 1953"),
    ("1953", "1953", "1953"),
    ("0988", "988", "988"),
    ("1953?", "perhaps 1953", "возможно, 1953"),
    ("1953~", "about 1953", "около 1953"),
    ("1953%", "perhaps about 1953", "возможно, около 1953"),
    ("1953-XX", "1953", "1953"),
    ("1953-XX-XX", "1953", "1953"),
    ("195X", "1950s", "1950-е"),
    ("195X?", "perhaps 1950s", "возможно, 1950-е"),
    ("195X~", "about 1950s", "примерно 1950-е"),
    ("19XX", "between 1900 and 1999", "между 1900 и 1999"),
    ("1953-21", "spring 1953", "весна 1953"),
    ("1953-22", "summer 1953", "лето 1953"),
    ("1953-23", "autumn 1953", "осень 1953"),
    ("1953-24", "winter 1953", "зима 1953"),
    ("1953-21~", "about spring 1953", "примерно весна 1953"),
    ("1953/1956", "1953–1956", "1953–1956"),
    ("1953~/1956", "about 1953 – 1956", "около 1953 – 1956"),
    ("1953/1956?", "1953 – perhaps 1956", "1953 – возможно, 1956"),
    ("1953-03/1953-06", "March–June 1953", "март–июнь 1953"),
    ("1953-12/1954-01", "December 1953 – January 1954", "декабрь 1953 – январь 1954"),
    ("1953-03-27/1953-03-29", "27–29 March 1953", "27–29 марта 1953"),
    ("1953-03-27/1953-04-02", "27 March – 2 April 1953", "27 марта – 2 апреля 1953"),
    ("1953-12-31/1954-01-01", "31 December 1953 – 1 January 1954", None),
    ("1953-03-27/1953-04", "27 March 1953 – April 1953", "27 марта 1953 – апрель 1953"),
    ("1953-21/1953-23", "spring 1953 – autumn 1953", "весна 1953 – осень 1953"),
    ("195X/196X", "1950s – 1960s", "1950-е – 1960-е"),
    ("../1917", "1917 or earlier", "1917 или раньше"),
    ("../1917-10-25", "25 October 1917 or earlier", "25 октября 1917 или раньше"),
    ("/1917", "until 1917, beginning unknown", "1917 и раньше, начало неизвестно"),
    ("1953/..", "1953 or later", "1953 или позже"),
    ("1953-03/..", "March 1953 or later", "март 1953 или позже"),
    ("1953~/..", "about 1953 or later", "около 1953 или позже"),
    ("1953/", "from 1953, end unknown", "1953 и позже, конец неизвестен"),
    ("about 1953", "about 1953", "about 1953"),
    ("1953-02-30", "1953-02-30", "1953-02-30"),
    ("١٩٥٣-٠٣", "١٩٥٣-٠٣", "١٩٥٣-٠٣"),
    ("", "", ""),
]


@pytest.mark.parametrize(("written", "shown", "_shown"), IN_WORDS)
def test_date_is_shown_in_words_and_an_invalid_one_unchanged(written, shown, _shown):
    assert in_words(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"), [(written, ru) for written, _en, ru in IN_WORDS if ru]
)
def test_date_is_shown_in_russian(written, shown):
    with override("ru"):
        assert in_words(written) == shown


def test_validator_refuses_unsortable_dates():
    with pytest.raises(ValidationError) as refused:
        validate_date("1953-02-30")
    assert refused.value.messages == ["1953-02-30 is not a day in the calendar."]


def test_source_shows_its_date_in_words(db):
    assert factories.text(date="1953-03-27").date_in_words == "27 March 1953"


def test_source_shows_the_editors_own_words_instead(db):
    text = factories.text(date="1917-11-07", display_date="25 October (7 November) 1917")
    assert text.date_in_words == "25 October (7 November) 1917"


def test_source_refuses_a_day_that_never_was(db):
    source = factories.text(date="1953-02-30")
    with pytest.raises(ValidationError) as refused:
        source.clean_fields()
    assert list(refused.value.message_dict) == ["date"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [(" 1953-03-27 ", "1953-03-27"), ("195x", "195X"), ("1953-xx", "1953-XX"), ("", "")],
)
def test_field_normalizes_its_input(db, typed, stored):
    source = factories.text(date=typed)
    source.clean_fields()
    assert source.date == stored


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("1953-03-27", "27 March 1953"),
        ("1953~", "ca. 1953"),
        ("1953?", "1953?"),
        ("1953%", "ca. 1953?"),
        ("1953-03~", "ca. March 1953"),
        ("195X%", "ca. 1950s?"),
        ("1953-03?", "March 1953?"),
        ("1953~/1956", "ca. 1953 – 1956"),
        ("1953~/..", "ca. 1953 or later"),
        ("../1917~", "ca. 1917 or earlier"),
        ("after the war", "after the war"),
        ("", ""),
    ],
)
def test_citations_abbreviate_uncertain_dates(date, words):
    assert abbreviated(date) == words
