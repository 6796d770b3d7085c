from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.files.base import File

from seventeen_moments.core.templatetags.display import (
    format_name,
    isolated,
    letters,
    machine_time,
)
from seventeen_moments.core.templatetags.names import isolated_names


@pytest.mark.parametrize("title", ["", "Prisoners Return", "Virgin-Land-Campaign-of-1954"])
def test_title_of_usual_words_has_no_attribute(title):
    assert letters(title) == ""


def test_longest_word_is_counted_and_rounded_up():
    assert letters("The Electrification of it") == ' data-letters="16"'


@pytest.mark.parametrize("title", ["ШШШШШШШШШШ", "шшшшшшшшшш"])
def test_wide_letters_count_for_more(title):
    assert letters(title) == ' data-letters="14"'


def test_longest_step_is_the_last():
    assert letters("W" * 200) == ' data-letters="48"'


def test_isolated_words_are_escaped():
    assert isolated("<b>") == "<bdi>&lt;b&gt;</bdi>"


def test_each_name_is_isolated_and_escaped():
    names = isolated_names("Levi, <Joseph>\nMemorial")
    assert names == "<bdi>&lt;Joseph&gt; Levi</bdi> and <bdi>Memorial</bdi>"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("gate.jpg", "JPEG"), ("scan.TIF", "TIFF"), ("song.mp3", "MP3"), ("song.ogg", "Ogg")],
)
def test_format_of_a_file_is_named_by_its_extension(name, shown):
    assert format_name(File(None, name=f"images/1/{name}")) == shown


def test_time_for_machines_has_no_microseconds():
    time = datetime(1953, 3, 27, 10, 30, 15, 123456, tzinfo=UTC)
    assert machine_time(time) == "1953-03-27T10:30:15+00:00"


def test_no_template_writes_a_time_with_microseconds():
    templates = (settings.BASE_DIR / "templates").rglob("*.html")
    assert [path.name for path in templates if '|date:"c"' in path.read_text()] == []
