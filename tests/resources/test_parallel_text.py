import pytest

from resources.parallel_text import paragraphs, verses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \n\n\t\r\n", []),
        ("one", ["one"]),
        ("one\ntwo", ["one\ntwo"]),
        ("one\n\ntwo", ["one", "two"]),
        ("one\r\n\r\ntwo\r\nthree", ["one", "two\nthree"]),
        ("one\r\rtwo", ["one", "two"]),
        ("\n\none\n\n\n\n\ntwo\n\n", ["one", "two"]),
        ("one\n \t \ntwo  ", ["one", "two"]),
        ("  indented\n    more", ["  indented\n    more"]),
    ],
)
def test_empty_line_parts_paragraphs(text, found):
    assert paragraphs(text) == [(paragraph,) for paragraph in found]


def test_paragraphs_are_side_by_side():
    rows = paragraphs("раз\n\nдва", "raz\r\n\r\ndva", "one\n\n\n\ntwo")
    assert rows == [("раз", "raz", "one"), ("два", "dva", "two")]


def test_shorter_column_is_filled_up():
    assert paragraphs("раз\n\nдва", "", "one") == [("раз", "", "one"), ("два", "", "")]


def test_columns_without_words_have_no_rows():
    assert (paragraphs("", " ", "\n"), verses("", " ", "\n")) == ([], [])


def test_lines_of_a_verse_are_side_by_side():
    assert verses("раз\nдва\n\nтри", "one\r\ntwo\r\n\r\nthree") == [
        [("раз", "one"), ("два", "two")],
        [("три", "three")],
    ]


def test_verse_with_a_line_more_moves_none_of_the_next():
    assert verses("раз\nдва\n\nтри", "one\n\n\nthree") == [
        [("раз", "one"), ("два", "")],
        [("три", "three")],
    ]
