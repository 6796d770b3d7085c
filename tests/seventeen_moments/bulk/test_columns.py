from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from resources.models import Image, Recording, Reference, Text
from seventeen_moments.bulk.cells import format_cell, parse_cell
from seventeen_moments.bulk.columns import columns_of, fields_of
from seventeen_moments.core.kinds import kinds


def read(model, name, written):
    return parse_cell(fields_of(model)[name], written)


def refusal(model, name, written):
    with pytest.raises(ValidationError) as refused:
        read(model, name, written)
    return refused.value.messages[0]


def test_every_editable_field_has_a_column():
    editable = {
        field.name
        for model in kinds()
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.editable and field.name != "id"
    }
    assert sorted(columns_of()) == sorted({"source", *editable})


def test_table_of_one_kind_has_only_its_columns():
    assert [name for name in columns_of([Reference]) if name not in columns_of([Text])] == [
        "url",
        "publication_details",
        "annotation",
    ]


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
        (Text, "position", "first", "“first” value must be an integer."),
        (Text, "themes", "?!", "“?!”: a theme needs a letter or a digit."),
        (Image, "decorative", "perhaps", "“perhaps”: enter yes or no."),
        (
            Text,
            "published_at",
            "19.8.1991",
            "“19.8.1991” is not a time in ISO 8601, for example 1991-08-19T12:00:00Z.",
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


def test_unknown_language_lists_some():
    listed = refusal(Text, "language", "Klingon").split(", ")
    assert (len(listed), listed[-1]) == (13, "….")


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
