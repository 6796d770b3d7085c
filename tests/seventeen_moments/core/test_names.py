import pytest
from django.core.exceptions import ValidationError

from essays.models import Essay
from seventeen_moments.core.names import Name, in_words, parse, validate_names


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("von Geldern, James", Name("von Geldern", "James")),
        ("Presidium of the Supreme Soviet", Name("Presidium of the Supreme Soviet")),
        ("King, Martin Luther, Jr.", Name("King", "Martin Luther", "Jr.")),
        ("Ames, Jessie Daniel, LL.D., D.D.", Name("Ames", "Jessie Daniel", "LL.D., D.D.")),
        ("Ахматова, Анна", Name("Ахматова", "Анна")),
        ("\t Akhmatova ,  Anna \u00a0", Name("Akhmatova", "Anna")),
        ("O’Neill, Eugene", Name("O’Neill", "Eugene")),
    ],
)
def test_line_is_one_name(line, name):
    assert parse(line) == [name]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("von Geldern, James", "James von Geldern"),
        ("Presidium of the Supreme Soviet", "Presidium of the Supreme Soviet"),
        ("King, Martin Luther, Jr.", "Martin Luther King, Jr."),
        ("Ахматова, Анна", "Анна Ахматова"),
    ],
)
def test_name_is_shown_given_name_first(line, shown):
    assert in_words(line) == shown


def test_empty_lines_are_ignored():
    assert parse("\n\nTASS\r\n \r\nPravda\n\n") == [Name("TASS"), Name("Pravda")]


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\t\r\n"])
def test_empty_text_has_no_names(text):
    assert (parse(text), in_words(text)) == ([], "")


def test_names_are_joined_in_words():
    text = "von Geldern, James\nSiegelbaum, Lewis\nMemorial"
    assert in_words(text) == "James von Geldern, Lewis Siegelbaum and Memorial"


def test_two_names_are_joined_without_comma():
    assert in_words("von Geldern, James\nSiegelbaum, Lewis") == (
        "James von Geldern and Lewis Siegelbaum"
    )


@pytest.mark.parametrize(
    "line",
    [", James", "von Geldern,", ",", " , ", "King, , Jr.", "King, Martin Luther,", ", , Jr."],
)
def test_person_without_a_part_is_refused(line):
    with pytest.raises(ValidationError) as refused:
        validate_names(f"TASS\n{line}\nPravda")
    assert refused.value.messages == [
        f"“{line.strip()}”: write a person as “family name, given names”."
    ]


def test_percent_sign_in_an_invalid_name_is_shown():
    with pytest.raises(ValidationError) as refused:
        validate_names("100%s %(line)d,")
    assert refused.value.messages == [
        "“100%s %(line)d,”: write a person as “family name, given names”."
    ]


@pytest.mark.parametrize("text", ["", "\n \n", "TASS\nvon Geldern, James\n", "King, Martin, Jr."])
def test_valid_names_are_accepted(text):
    assert validate_names(text) is None


def test_model_refuses_an_invalid_name():
    essay = Essay(title="Prisoners Return", slug="prisoners-return", authors="von Geldern,")
    with pytest.raises(ValidationError) as refused:
        essay.clean_fields()
    assert list(refused.value.message_dict) == ["authors"]


def test_form_field_is_two_lines_high():
    assert Essay._meta.get_field("authors").formfield().widget.attrs["rows"] == 2


@pytest.mark.parametrize(
    ("written", "inverted"),
    [
        ("von Geldern,James", "von Geldern, James"),
        ("King, Martin Luther, Jr.", "King, Martin Luther, Jr."),
        ("Memorial", "Memorial"),
    ],
)
def test_bibliography_puts_the_family_name_first(written, inverted):
    assert parse(written)[0].inverted == inverted
