import random

import pytest
from django.core.exceptions import ValidationError

from resources.webvtt import check_fit, parse, serialize

CUE = "00:01.000 --> 00:02.500"
LATER = "00:03.000 --> 00:05.000"
TIMES = [(1.0, 2.5), (3.0, 5.0)]

GOOD = {
    "nothing": ("", []),
    "head alone": ("WEBVTT", []),
    "cue": (f"WEBVTT\n\n{CUE}\nRaz\n", TIMES[:1]),
    "two cues": (f"WEBVTT\n\n{CUE}\nRaz\n\n{LATER}\nDva\n", TIMES),
    "cue without words": (f"WEBVTT\n\n{CUE}\n\n{LATER}", TIMES),
    "words of two lines": (f"WEBVTT\n\n{CUE}\nRaz\nRaz\n\n{LATER}\nDva", TIMES),
    "byte order mark": (f"\ufeffWEBVTT\n\n{CUE}\nRaz", TIMES[:1]),
    "Windows": (f"WEBVTT\r\n\r\n{CUE}\r\nRaz\r\n\r\n{LATER}\r\nDva\r\n", TIMES),
    "old Macintosh": (f"WEBVTT\r\r{CUE}\rRaz\r\r{LATER}\rDva", TIMES),
    "title": (f"WEBVTT Song of Vorkuta\n\n{CUE}", TIMES[:1]),
    "title after a tab": (f"WEBVTT\tSong\n\n{CUE}", TIMES[:1]),
    "lines below the head": (f"WEBVTT\nKind: captions\nLanguage: ru\n\n{CUE}", TIMES[:1]),
    "no line below the head": (f"WEBVTT\n{CUE}\nRaz", TIMES[:1]),
    "identifiers": (f"WEBVTT\n\n1\n{CUE}\nRaz\n\nsecond line\n{LATER}\nDva", TIMES),
    "settings": (f"WEBVTT\n\n{CUE} align:start position:0%\n\n{LATER}\tline:0", TIMES),
    "wide spaces": ("WEBVTT\n\n \t00:01.000\t-->  00:02.500 \nRaz", TIMES[:1]),
    "no spaces": ("WEBVTT\n\n00:01.000-->00:02.500", TIMES[:1]),
    "many empty lines": (f"WEBVTT\n\n\n\n{CUE}\nRaz\n \n\t\n{LATER}\n\n\n", TIMES),
    "forgotten empty line": (f"WEBVTT\n\n{CUE}\nRaz\n{LATER}\nDva", TIMES),
    "note": (f"WEBVTT\n\nNOTE\nsung twice\n\n{CUE}\n\nNOTE by ear", TIMES[:1]),
    "style": (f"WEBVTT\n\nSTYLE\n::cue {{ color: red }}\n\n{CUE}", TIMES[:1]),
    "region": (f"WEBVTT\n\nREGION\nid:fred\nwidth:40%\n\n{CUE}", TIMES[:1]),
    "hours": ("WEBVTT\n\n00:59:59.999 --> 01:00:00.000", [(3599.999, 3600.0)]),
    "empty line before the head": (f"\nWEBVTT\n\n{CUE}", TIMES[:1]),
    "comma": ("WEBVTT\n\n00:01,000 --> 00:02,500", TIMES[:1]),
    "two decimals": ("WEBVTT\n\n00:01.00 --> 00:02.50", TIMES[:1]),
    "one digit": ("WEBVTT\n\n0:01.000 --> 0:02.500", TIMES[:1]),
    "one digit of the hour": ("WEBVTT\n\n0:00:01.000 --> 0:00:02.500", TIMES[:1]),
    "a hundred hours": ("WEBVTT\n\n00:00.001 --> 100:00:00.000", [(0.001, 360_000.0)]),
    "cues that overlap": (
        "WEBVTT\n\n00:01.000 --> 00:04.000\n\n00:01.000 --> 00:02.000",
        [(1.0, 4.0), (1.0, 2.0)],
    ),
}

HEAD = (
    "Line 1: a WebVTT file begins with the word WEBVTT, a SubRip file with 1 and times, an LRC "
    "file with a time in brackets."
)
MISSING = "times are missing here, for example 00:12.000 --> 00:15.500."
WRITTEN = "times are written like this: 00:12.000 --> 00:15.500."
REVERSED = "this cue must end after it begins."

BAD = {
    "a space": (" ", HEAD),
    "words": ("Song of Vorkuta", HEAD),
    "cues without a head": (f"{CUE}\nRaz", HEAD),
    "space before the head": (f" WEBVTT\n\n{CUE}", HEAD),
    "small letters": (f"webvtt\n\n{CUE}", HEAD),
    "longer word": (f"WEBVTTX\n\n{CUE}", HEAD),
    "SubRip": ("1\n00:00:01,000 --> 00:00:02,500\nRaz", HEAD),
    "words between cues": (f"WEBVTT\n\n{CUE}\n\nRaz\nDva\n\n{LATER}", f"Line 5: {MISSING}"),
    "empty line before words": ("\n\nRaz", HEAD.replace("1:", "3:", 1)),
    "short arrow": ("WEBVTT\n\n00:01.000 -> 00:02.500\nRaz", f"Line 3: {MISSING}"),
    "word that begins like a note": (f"WEBVTT\n\nNOTES\n\n{CUE}", f"Line 3: {MISSING}"),
    "no milliseconds": ("WEBVTT\n\n00:01 --> 00:02", f"Line 3: {WRITTEN}"),
    "seconds alone": ("WEBVTT\n\n1.000 --> 2.500", f"Line 3: {WRITTEN}"),
    "sixty seconds": ("WEBVTT\n\n00:59.000 --> 00:60.000", f"Line 3: {WRITTEN}"),
    "sixty minutes": ("WEBVTT\n\n59:00.000 --> 60:00.000", f"Line 3: {WRITTEN}"),
    "a thousand hours": ("WEBVTT\n\n00:00.000 --> 1000:00:00.000", f"Line 3: {WRITTEN}"),
    "Arabic digits": ("WEBVTT\n\n٠٠:٠١.٠٠٠ --> 00:02.500", f"Line 3: {WRITTEN}"),
    "minus": ("WEBVTT\n\n-00:01.000 --> 00:02.500", f"Line 3: {WRITTEN}"),
    "no end": ("WEBVTT\n\n00:01.000 -->", f"Line 3: {WRITTEN}"),
    "words behind the end": ("WEBVTT\n\n00:01.000 --> 00:02.500Raz", f"Line 3: {WRITTEN}"),
    "arrow in the words": (f"WEBVTT\n\n{CUE}\nRaz --> dva", f"Line 4: {WRITTEN}"),
    "reversed": ("WEBVTT\n\n00:02.500 --> 00:01.000", f"Line 3: {REVERSED}"),
    "of no length": ("WEBVTT\n\n00:01.000 --> 00:01.000", f"Line 3: {REVERSED}"),
    "unordered": (
        f"WEBVTT\n\n{LATER}\nDva\n\n{CUE}\nRaz",
        "Line 6: this cue begins before the one above it.",
    ),
    "error on Windows": (f"WEBVTT\r\n\r\n{CUE}\r\n\r\nRaz\r\n", f"Line 5: {MISSING}"),
}


def times(text):
    return [(cue.start, cue.end) for cue in parse(text)]


def refusal(check, *arguments):
    with pytest.raises(ValidationError) as refused:
        check(*arguments)
    return refused.value.messages


@pytest.mark.parametrize(("text", "found"), GOOD.values(), ids=GOOD)
def test_cues_are_read(text, found):
    assert times(text) == found


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD)
def test_error_of_the_timing_names_its_line(text, message):
    assert refusal(parse, text) == [message]


def test_only_the_first_error_is_reported():
    assert refusal(parse, "WEBVTT\n\nRaz\n\nDva") == [f"Line 3: {MISSING}"]


def test_cue_for_each_line_within_the_sound_fits():
    assert check_fit(parse(GOOD["two cues"][0]), 2, 5) is None


@pytest.mark.parametrize("lines", [0, 1, 3])
def test_error_names_the_numbers_of_lines_and_cues(lines):
    assert refusal(check_fit, parse(GOOD["two cues"][0]), lines, 5) == [
        f"Each line of the transcript needs its own cue. Lines of the transcript: {lines}, cues: 2."
    ]


def test_end_may_lie_a_second_behind_the_measured_end():
    assert check_fit(parse(GOOD["two cues"][0]), 2, 4.0) is None


def test_cue_after_the_end_is_reported_with_its_line():
    assert refusal(check_fit, parse(GOOD["identifiers"][0]), 2, 3.99) == [
        "Line 8: this cue ends at 0:05, but the recording at 0:03."
    ]


def test_serialized_cues_can_be_parsed():
    assert times(serialize([(1.0, 2.5, "Raz"), (3599.999, 3600.0, "")])) == [
        (1.0, 2.5),
        (3599.999, 3600.0),
    ]


def test_times_are_exact():
    assert [repr(time) for time in times("WEBVTT\n\n00:01.140 --> 00:01.273")[0]] == [
        "1.14",
        "1.273",
    ]


def test_file_conforms_to_the_standard():
    assert serialize([(0, 1.44, "Raz"), (3661.0005, 3662, "Dva")]) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.440\nRaz\n\n01:01:01.000 --> 01:01:02.000\nDva\n"
    )


def test_words_are_escaped():
    assert serialize([(0, 1, 'a --> <i>"b"</i> & c')]).endswith(
        '\na --&gt; &lt;i&gt;"b"&lt;/i&gt; &amp; c\n'
    )


def test_broken_file_is_read_or_refused_in_a_sentence():
    dice = random.Random(1954)  # noqa: S311 - not for secrets
    complete, messages = GOOD["identifiers"][0], set()
    for _ in range(2000):
        place = dice.randrange(len(complete))
        piece = dice.choice(["", "\n", "-->", "9", ":", " ", "\0", "\u2028", "\ud800", "١"])
        try:
            assert len(times(complete[:place] + piece + complete[place + dice.randrange(3) :])) <= 2
        except ValidationError as refused:
            messages |= {message.partition(": ")[2] for message in refused.messages}
    assert {WRITTEN, MISSING, REVERSED} <= messages


def test_too_many_times_are_refused_unread():
    text = f"WEBVTT\n\n{CUE}\n" + "\n" * 1_000_000
    with pytest.raises(ValidationError) as refused:
        parse(text)
    assert refused.value.messages == ["This file is too large for the timing of a recording."]
