from datetime import UTC, datetime

import pytest

from essays.models import Essay
from resources.models import Image, Reference, Text
from seventeen_moments.versions.values import in_words, put, value_of, values_of
from tests import factories


def test_values_are_those_that_an_editor_writes(db):
    essay = factories.essay(title="Bread", year=1954)
    names = ["title", "year", "body_html", "id", "thumbnail", "DELETE", "texts", "created"]
    assert values_of(essay, names) == {"title": "Bread", "year": 1954}


def test_themes_are_names_in_order(db):
    essay = factories.essay()
    essay.themes.add("law", "camps")
    assert value_of(essay, "themes") == ["camps", "law"]


def test_time_is_kept_to_the_second(db):
    essay = factories.essay(published_at=datetime(1999, 5, 9, 12, 30, 15, 999, tzinfo=UTC))
    assert value_of(essay, "published_at") == "1999-05-09T12:30:15+00:00"


def test_file_is_its_name(db):
    image = factories.image()
    assert value_of(image, "file") == image.file.name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "Bread"),
        ("year", 1954),
        ("year", None),
        ("published_at", "1999-05-09T12:30:15+00:00"),
        ("comments_open", False),
        ("themes", ["law"]),
    ],
)
def test_what_is_put_in_is_what_comes_out(db, name, value):
    essay = factories.essay(year=1917)
    put(essay, {name: value})
    assert value_of(essay, name) == value


def test_field_that_is_no_more_is_left_out(db):
    essay = factories.essay(title="Bread")
    put(essay, {"subtitle": "Gone", "body_html": "<p>", "title": "Salt"})
    assert (essay.title, essay.body_html) == ("Salt", "")


def test_row_that_is_no_more_is_left_out(db):
    essay, text = factories.essay(), factories.text()
    put(essay, {"lead_image": 404})
    put(text, {"essay": 404})
    assert (essay.lead_image_id, text.essay_id is None) == (None, False)


@pytest.mark.parametrize(
    ("model", "name", "value", "words"),
    [
        (Essay, "title", "Bread", "Bread"),
        (Essay, "year", 1954, "1954"),
        (Essay, "year", None, ""),
        (Essay, "themes", ["camps", "law"], "camps, law"),
        (Essay, "comments_open", False, "no"),
        (Image, "decorative", True, "yes"),
        (Essay, "published_at", "1999-05-09T12:30:15+00:00", "9 May 1999, 12:30"),
        (Essay, "lead_image", 404, ""),
        (Text, "kind", "decree", "Decree"),
        (Text, "language", "ru", "Russian"),
        (Reference, "kind", "gone", "gone"),
        (
            Essay,
            "body",
            '<p>Bread<span class="footnote">Pravda</span></p><p>Salt</p>',
            "Bread [Footnote: Pravda]\nSalt",
        ),
    ],
)
def test_values_in_words(db, model, name, value, words):
    assert in_words(model, name, value) == words


def test_row_that_is_pointed_to_is_told_by_its_title(db):
    essay = factories.essay(title="Virgin Lands")
    assert in_words(Text, "essay", essay.pk) == "Virgin Lands"
