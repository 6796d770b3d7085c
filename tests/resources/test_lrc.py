import pytest
from django.core.exceptions import ValidationError

from resources.lrc import cues, is_lrc

RAZ, DVA = (1.0, 2.5, "Раз"), (2.5, 4.5, "Два")

FILES = {
    "two lines": ("[00:01.00]Раз\n[00:02.50]Два", [RAZ, DVA]),
    "spaces": (" [00:01.00]  Раз \n\n[00:02.50] Два\n", [RAZ, DVA]),
    "milliseconds": ("[00:01.000]Раз\n[00:02.500]Два", [RAZ, DVA]),
    "no fraction": ("[00:01]Раз\n[0:3]Два", [(1.0, 3.0, "Раз"), (3.0, 5.0, "Два")]),
    "hours": ("[01:00:01.5]Раз", [(3601.5, 3603.5, "Раз")]),
    "many minutes": ("[100:00.00]Раз", [(6000.0, 6002.0, "Раз")]),
    "tags": ("[ti:Песня]\n[ar: Хор]\n[#: by ear]\n[00:01.00]Раз\n[00:02.50]Два", [RAZ, DVA]),
    "heading": ("[00:01.00]Раз\n[Припев]\n[00:02.50]Два", [RAZ, DVA]),
    "unordered": ("[00:02.50]Два\n[00:01.00]Раз", [RAZ, DVA]),
    "refrain": (
        "[00:01.00][00:05.00]Раз\n[00:02.50]Два",
        [RAZ, (2.5, 5.0, "Два"), (5.0, 7.0, "Раз")],
    ),
    "pause": ("[00:01.00]Раз\n[00:02.00]\n[00:02.50]Два", [(1.0, 2.0, "Раз"), DVA]),
    "time of each word": (
        "[00:01.00]<00:01.00> Раз <00:01.50>два <00:02.00>\n[00:02.50]Два",
        [(1.0, 2.5, "Раз два"), DVA],
    ),
    "sooner": ("[offset:+500]\n[00:01.50]Раз\n[00:03.00]Два", [RAZ, DVA]),
    "later": ("[offset:-500]\n[00:00.50]Раз\n[00:02.00]Два", [RAZ, DVA]),
    "never before the start": ("[offset:9000]\n[00:01.00]Раз\n[00:10.00]Два", None),
    "tags alone": ("[ti:Песня]", []),
}


@pytest.mark.parametrize(("text", "found"), FILES.values(), ids=FILES)
def test_lines_are_read(text, found):
    found = [(0, 1.0, "Раз"), (1.0, 3.0, "Два")] if found is None else found
    assert cues(text.split("\n")) == found


def test_last_line_lasts_until_the_end_of_the_recording():
    assert cues(["[00:01.00]Раз"], duration=6) == [(1.0, 6.0, "Раз")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[00:01.00]Раз\nДва", "Line 2: a time is missing here, for example [00:12.50]; "),
        ("[00:01.00]Раз\n\n[00:1x.00]Два", "Line 3: a time is missing here, "),
        ("[00:01.00]Раз\n[00:75.00]Два", "Line 2: times are written like this: [00:12.50]."),
        ("[offset:soon]\n[00:01.00]Раз", "Line 1: an offset is written like this, in millisec"),
    ],
)
def test_error_names_its_line(text, sentence):
    with pytest.raises(ValidationError) as refused:
        cues(text.split("\n"))
    assert refused.value.messages[0].startswith(sentence)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\n[00:01.00]Раз", True),
        ("[ti:Песня]", True),
        ("WEBVTT", False),
        ("1\n00:00:01,000 --> 00:00:02,000", False),
        ("[Припев]", False),
        ("", False),
    ],
)
def test_format_is_told_by_the_first_line(text, found):
    assert is_lrc(text.split("\n")) == found
