"""Timings in tables, in the formats that the form accepts."""

import pytest

from resources.models import Recording
from tests import factories

pytestmark = pytest.mark.django_db

SUBRIP = "1\n00:00:00,500 --> 00:00:01,000\nРаз\n\n2\n00:00:02,000 --> 00:00:03,000\nДва"
LRC = "[00:00.50]Раз\n[00:01.00]\n[00:02.00]Два\n[00:03.00]"


@pytest.fixture
def import_timing(thaw, load):
    def import_timing(timing):
        factories.song(essay=thaw, slug="song")
        return load({"source": "recording", "slug": "song", "title": "Song", "timing": timing})

    return import_timing


@pytest.mark.parametrize(("text", "name"), [(SUBRIP, "SubRip"), (LRC, "LRC")])
def test_timing_is_converted_and_reported(import_timing, text, name):
    report = import_timing(text)
    sentence = f"The times were converted from {name} to WebVTT."
    assert [tuple(note) for note in report.notes] == [(2, "timing", sentence)]
    assert Recording.objects.get().times == [[0.5, 1.0], [2.0, 3.0]]


def test_fault_names_the_line_of_the_cell(import_timing):
    report = import_timing(LRC.replace("[00:02.00]", "[00:0x]"))
    [problem] = report.problems
    assert "Line 3: a time is missing here" in str(tuple(problem))
    assert Recording.objects.get().times == [[1.0, 2.5], [3.0, 5.0]]
