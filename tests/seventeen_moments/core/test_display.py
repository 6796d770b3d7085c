import pytest
from django.core.files.base import File

from seventeen_moments.core.templatetags.display import format_name, isolated, letters
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
    [("gate.jpg", "JPEG"), ("scan.TIF", "TIFF"), ("song.mp3", "MP3"), ("film.webm", "WebM")],
)
def test_format_of_a_file_is_named_by_its_extension(name, shown):
    assert format_name(File(None, name=f"images/1/{name}")) == shown
