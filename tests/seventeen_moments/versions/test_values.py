import json
from datetime import UTC, datetime

import pytest

from essays.models import Essay
from resources.models import Image, Reference, Text
from seventeen_moments.versions.values import apply_values, display_value, get_value, get_values
from tests import factories


def test_values_are_those_of_editable_fields(db):
    essay = factories.essay(title="Bread", year=1954)
    names = ["title", "year", "body_html", "id", "thumbnail", "DELETE", "texts", "created"]
    assert get_values(essay, names) == {"title": "Bread", "year": 1954}


def test_themes_are_sorted_names(db):
    essay = factories.essay()
    essay.themes.add("law", "camps")
    assert get_value(essay, "themes") == ["camps", "law"]


def test_time_is_cut_to_the_second(db):
    essay = factories.essay(published_at=datetime(1999, 5, 9, 12, 30, 15, 999, tzinfo=UTC))
    assert get_value(essay, "published_at") == "1999-05-09T12:30:15+00:00"


def test_file_is_its_name_with_the_columns_that_follow_it(db):
    image = factories.image()
    assert get_value(image, "file") == {
        "name": image.file.name,
        "folder": image.folder,
        "checksum": image.checksum,
        "width": 40,
        "height": 30,
        "frames": 1,
        "renditions": image.renditions,
        "tile_levels": [],
    }


def test_upload_that_is_not_stored_is_its_name(db):
    image = factories.image()
    image.file = factories.picture(name="barracks.png")
    assert get_value(image, "file") == "barracks.png"


def test_value_of_a_file_is_applied_with_its_columns(db):
    recording, other = factories.recording(), factories.recording(file=factories.sound(3))
    value = json.loads(json.dumps(get_value(other, "file")))
    apply_values(recording, {"file": value})
    assert (recording.file.name, recording.duration) == (other.file.name, 3)
    assert get_value(recording, "file") == value


def test_removed_file_has_no_columns(db):
    video = factories.video()
    apply_values(video, {"file": ""})
    assert (video.file.name, video.folder, video.duration, video.poster.name != "") == (
        "",
        None,
        None,
        True,
    )


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
def test_applied_value_is_returned(db, name, value):
    essay = factories.essay(year=1917)
    apply_values(essay, {name: value})
    assert get_value(essay, name) == value


def test_removed_field_is_ignored(db):
    essay = factories.essay(title="Bread")
    apply_values(essay, {"subtitle": "Gone", "body_html": "<p>", "title": "Salt"})
    assert (essay.title, essay.body_html) == ("Salt", "")


def test_reference_to_a_deleted_row_is_ignored(db):
    essay, text = factories.essay(), factories.text()
    apply_values(essay, {"lead_image": 404})
    apply_values(text, {"essay": 404})
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
def test_value_is_displayed(db, model, name, value, words):
    assert display_value(model._meta.get_field(name), value) == words


def test_related_row_is_displayed_by_its_title(db):
    essay = factories.essay(title="Virgin Lands")
    assert display_value(Text._meta.get_field("essay"), essay.pk) == "Virgin Lands"
