"""What the cells of a table mean, as people, spreadsheets and other archives write them."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from essays.models import Essay
from resources.models import Image, Recording, Text
from seventeen_moments.bulk.cells import format_cell, parse_cell, refuse_errors
from seventeen_moments.bulk.columns import fields_of

IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/"


def read(model, name, written):
    return parse_cell(fields_of(model)[name], written)


def refusal(model, name, written):
    with pytest.raises(ValidationError) as refused:
        read(model, name, written)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("model", "name", "written", "expected"),
    [
        (Text, "kind", "letter", "letter"),
        (Text, "kind", " Newspaper ARTICLE ", "article"),
        (Text, "language", "Russian", "ru"),
        (Text, "rights", "in copyright", "http://rightsstatements.org/vocab/InC/1.0/"),
        (Text, "status", "Published", "published"),
        (Text, "position", "7", 7),
        (Text, "themes", 'Thaw, "law, and order"', ["Thaw", "law, and order"]),
        (Text, "title", " as it is\t", " as it is\t"),
        (Text, "title", "  ", ""),
        (Text, "original", " ", " "),
        (Image, "decorative", "YES", True),
        (Image, "decorative", "FALSE", False),
        (Text, "published_at", "1991-08-19", datetime(1991, 8, 19, tzinfo=UTC)),
        (Text, "published_at", "1991-08-19T15:00:00+03:00", datetime(1991, 8, 19, 12, tzinfo=UTC)),
        (Text, "published_at", "", None),
        (Text, "published_at", "19.08.1991 12:00", datetime(1991, 8, 19, 12, tzinfo=UTC)),
        (Text, "published_at", "8/19/1991 9:30:15", datetime(1991, 8, 19, 9, 30, 15, tzinfo=UTC)),
        (Text, "published_at", "19 августа 1991 г.", datetime(1991, 8, 19, tzinfo=UTC)),
        (Text, "kind", "письмо", "letter"),
        (Text, "status", "Опубликовано", "published"),
        (Text, "rights", "https://rightsstatements.org/page/InC/1.0/?language=ru", IN_COPYRIGHT),
        (Text, "language", "rus", "ru"),
        (Text, "language", "'ru-RU\u00a0", "ru"),
        *((Text, "position", cell, 7) for cell in ["7.0", "7,0", "7.00", "'7", "\ufeff7\u00a0"]),
        *((Essay, "year", cell, 1953) for cell in ["1953.0", "1 953", "1,953", "1.953"]),
        (Essay, "year", "1\u202f953", 1953),
        *((Image, "decorative", cell, True) for cell in ["ИСТИНА", "да", "1", "1.0", "x", "wahr"]),
        *((Image, "decorative", cell, False) for cell in ["ЛОЖЬ", "нет", "0", "0,0", "FAUX"]),
        (Text, "creators", "Marx, Karl; Engels, F.", "Marx, Karl\nEngels, F."),
        (Text, "creators", "Marx, Karl | Engels, F. |", "Marx, Karl\nEngels, F."),
        (Text, "creators", "Marx, Karl\r\nEngels, F.", "Marx, Karl\r\nEngels, F."),
        (Text, "creators", "Marx, Karl", "Marx, Karl"),
        (Text, "themes", "Thaw; law, and order; Labour", ["Labour", "Thaw", "law, and order"]),
        (Text, "themes", "Thaw|Labour", ["Labour", "Thaw"]),
        (Text, "themes", "Thaw\nLabour", ["Labour", "Thaw"]),
        (Text, "themes", '"a; b", Thaw', ["Thaw", "a; b"]),
        (Text, "themes", '"a; b"; Thaw', ["Thaw", "a; b"]),
    ],
)
def test_cell_is_parsed(model, name, written, expected):
    read_value = read(model, name, written)
    assert (sorted(read_value) if name == "themes" else read_value) == expected


@pytest.mark.parametrize(
    ("model", "name", "written", "sentence"),
    [
        (
            Recording,
            "kind",
            "decree",
            "“decree” is not one of: song, speech, broadcast, other.",
        ),
        (Text, "status", "live", "“live” is not one of: draft, published."),
        (
            Text,
            "status",
            "publish",
            "“publish” is not one of: draft, published. Did you mean “published”?",
        ),
        (
            Text,
            "kind",
            "leter",
            "“leter” is not one of: decree, letter, speech, article, memoir, poem, report, other. "
            "Did you mean “letter”?",
        ),
        (
            Text,
            "rights",
            "InC-EDUC",
            "“InC-EDUC” is not a rights statement known here. Did you mean “InC-EDU”?",
        ),
        (
            Text,
            "language",
            "Rusian",
            "“Rusian” is not a language known here. Did you mean “Russian”?",
        ),
        (
            Text,
            "published_at",
            "3/4/1991 12:00",
            "“3/4/1991” can be read as 1991-04-03 or 1991-03-04. Write the one that is meant.",
        ),
        (Text, "position", "first", "“first” value must be an integer."),
        (Text, "themes", "?!", "“?!”: a theme needs a letter or a digit."),
        (Image, "decorative", "perhaps", "“perhaps”: enter yes or no."),
        (
            Text,
            "published_at",
            "next summer",
            "“next summer” is not a time in ISO 8601, for example 1991-08-19T12:00:00Z.",
        ),
        (
            Text,
            "published_at",
            "0001-01-01T00:00+14:00",
            "“0001-01-01T00:00+14:00” is not a time in ISO 8601, for example 1991-08-19T12:00:00Z.",
        ),
    ],
)
def test_bad_cell_is_explained(model, name, written, sentence):
    assert refusal(model, name, written) == sentence


@pytest.mark.parametrize(
    ("name", "stored", "written"),
    [
        ("decorative", True, "yes"),
        ("decorative", False, "no"),
        ("published_at", None, ""),
        (
            "published_at",
            datetime(1991, 8, 19, 1, 2, 3, 4, UTC),
            "1991-08-19T01:02:03.000004+00:00",
        ),
        ("position", 3, "3"),
        ("status", "draft", "draft"),
    ],
)
def test_value_is_formatted(name, stored, written):
    assert format_cell(Image(**{name: stored}), name) == written


@pytest.mark.parametrize(
    "error", ["#N/A", "#REF!", "#NAME?", "#DIV/0!", "#####", "#Н/Д", "#ССЫЛКА!", "#NV", "Err:502"]
)
def test_error_of_a_spreadsheet_is_no_value(error):
    with pytest.raises(ValidationError) as refused:
        refuse_errors(f" {error}")
    assert refused.value.messages == [
        f"“{error}” is an error of the spreadsheet and not a value: correct the cell there."
    ]


@pytest.mark.parametrize("words", ["#", "#1", "#REF", "No. #N/A", "##"])
def test_other_words_with_that_sign_are_values(words):
    refuse_errors(words)
