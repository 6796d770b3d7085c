"""What becomes of single values of another system's table."""

import pytest

from seventeen_moments.bulk.columns import MODELS
from seventeen_moments.bulk.mappings.choices import targets
from seventeen_moments.bulk.zips import Zip

from .samples import ATOM, OMEKA_S

LONG = "word " * 60


@pytest.mark.parametrize(
    ("columns", "changes", "cells", "notes"),
    [
        # Several values
        ({"creators": "A;B ; A"}, {}, {"creators": "A\nB"}, []),
        ({"creators": "Sample Co.,"}, {}, {"creators": "Sample Co."}, []),
        ({"creators": "A;B"}, {"separator": ""}, {"creators": "A;B"}, []),
        ({"themes": 'a; "b"'}, {}, {"themes": '"a", "”b”"'}, []),
        ({"description": "a|b"}, {"separator": "|"}, {"description": "a\n\nb"}, []),
        ({"description": "a; b"}, {}, {"description": "a; b"}, []),
        # Markup
        (
            {"description": "<p>a<br>b</p><p>c &amp; d</p>"},
            {},
            {"description": "a\nb\n\nc & d"},
            [],
        ),
        ({"title": "<em>A</em>"}, {}, {"title": "A"}, []),
        (
            {"description": '<a href="https://example.org/x">here</a>'},
            {},
            {"description": "here (https://example.org/x)"},
            [],
        ),
        ({"description": "a < b"}, {}, {"description": "a < b"}, []),
        # Too long for the field
        (
            {"title": LONG},
            {},
            {"title": f"{LONG[:244]}…", "description": f"Title: {LONG.strip()}"},
            ["1 value is too long and is shortened; the description has all of it."],
        ),
        # Dates
        ({"date": "27 March 1953"}, {}, {"date": "27 March 1953"}, []),
        ({"date": "3/4/1953"}, {"day_first": "no"}, {"date": "1953-03-04"}, []),
        ({"date": "3/4/1953"}, {"day_first": "yes"}, {"date": "1953-04-03"}, []),
        ({"date": "1953; 1954"}, {}, {"date": "1953"}, []),
        (
            {"date": "after the thaw"},
            {},
            {"display_date": "after the thaw"},
            ["1 date cannot be read. Its words are displayed, and the source is undated."],
        ),
        # Choices
        ({"language": "RU"}, {}, {"language": "ru"}, []),
        (
            {"language": "Martian"},
            {},
            {"description": "Language: Martian"},
            ["1 value is not in our list; it is kept in the description."],
        ),
        (
            {"language": "Martian"},
            {"values": {"language": {"martian": "la"}}},
            {"language": "la"},
            [],
        ),
        (
            {"language": "Martian"},
            {"values": {"language": {"martian": "-"}}},
            {},
            ["1 value is left out."],
        ),
        # What the kind lacks
        ({"composer": "Sample"}, {}, {}, ["1 value is left out."]),
    ],
)
def test_value(mapped, columns, changes, cells, notes):
    row, table = mapped(columns, **changes)
    assert row.cells == {"source": "text", "essay": ""} | cells
    assert [sentence for _column, sentence in table.notes()] == notes


def test_columns_of_one_field_are_joined(proposed):
    table = proposed("objectid,type,title,title,title\n1,Text,a,b,a\n")
    assert next(table.rows()).cells["title"] == "a; b"


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ({"source": "Image;StillImage"}, "image"),
        ({"source": "http://purl.org/dc/dcmitype/MovingImage"}, "video"),
        ({"source": "dctype:Sound"}, "recording"),
        ({"source": "audio/mpeg"}, "recording"),
        ({"source": "Item", "file": "https://example.org/a/scan.TIFF"}, "image"),
        ({"source": "Item", "file": "sample.pdf"}, "text"),
        ({"source": "Item"}, "text"),  # the fixed one
    ],
)
def test_kind(mapped, columns, kind):
    row, _table = mapped(columns)
    assert row.cells["source"] == kind


@pytest.mark.parametrize(
    ("file", "kind"), [("scan.pdf", "text"), ("scan.jpg", "image"), ("scan.mp3", "image")]
)
def test_file_decides_between_several_kinds(mapped, file, kind):
    row, _table = mapped({"source": "StillImage;application/pdf", "file": file})
    assert row.cells["source"] == kind


def test_kind_without_any_sign_is_the_word_which_the_import_refuses(mapped):
    row, _table = mapped({"source": "Hologram"}, fixed={})
    assert row.cells["source"] == "Hologram"


def test_word_chosen_by_the_editor_decides_the_kind(mapped):
    row, _table = mapped({"source": "Text"}, values={"source": {"text": "reference"}})
    assert row.cells["source"] == "reference"


def test_rows_of_a_word_are_left_out_and_counted(proposed):
    table = proposed(ATOM)
    assert [row.number for row in table.rows()] == [3]
    assert ("Fonds", "1 row is left out because of this word.") in table.notes()


def test_columns_left_out_are_counted(proposed):
    table = proposed(OMEKA_S)
    list(table.rows())
    assert ("o:is_public", "2 values are left out.") in table.notes()


def test_essay_of_a_parent_is_named_by_its_title(proposed):
    table = proposed(ATOM)
    table.mapping.columns["parentid"] = "essay"
    assert [row.cells["essay"] for row in table.rows()] == ["Sample fonds"]


def test_address_names_a_file_in_the_zip(proposed, packed):
    bundle = Zip(packed(files={"scans/Poster 1.png": b"x"}))
    table = proposed(OMEKA_S, bundle)
    _letter, poster = table.rows()
    assert (poster.cells["file"], table.addresses) == ("poster 1.png", {})


def test_files_to_download_are_listed(proposed):
    table = proposed(OMEKA_S)
    _letter, poster = table.rows()
    address = "https://example.org/files/original/poster%201.png"
    assert (poster.wanted, table.addresses) == ({"file": "poster 1.png"}, {address: "poster 1.png"})


def test_film_elsewhere_is_linked(mapped):
    row, _table = mapped({"source": "MovingImage", "file": "https://example.org/film"})
    assert row.cells["url"] == "https://example.org/film"


def test_fixed_values_are_for_new_sources_of_that_kind(mapped):
    row, _table = mapped({"title": "A"}, fixed={"source": "text", "status": "draft", "essay": "e"})
    assert (row.for_new, row.cells["essay"]) == ({"kind": "other", "status": "draft"}, "e")


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize("text", ["x", "; | ,", "-5", "\u202eא\u0301;<b>", "9" * 400, "a\nb"])
def test_any_words_can_go_to_any_field(mapped, kind, text):
    columns = {target: text for target, _label in targets() if target}
    row, table = mapped(columns, fixed={"source": kind})
    assert row.cells["source"] in {kind, "skip"}
    assert all(isinstance(cell, str) for cell in row.cells.values())
    assert list(table.notes())
