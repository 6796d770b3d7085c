import pytest
from django.core.exceptions import ValidationError

from resources.caption_files import decode, plain_text, read, to_webvtt

CUE = "00:01.000 --> 00:02.500"
LATER = "00:03.000 --> 00:05.000"
RAZ, DVA = (1.0, 2.5, "Раз"), (3.0, 5.0, "Два")

FILES = {
    "two cues": (f"WEBVTT\n\n{CUE}\nРаз\n\n{LATER}\nДва\n", [RAZ, DVA]),
    "byte order mark": (f"\ufeffWEBVTT\n\n{CUE}\nРаз", [RAZ]),
    "Windows": (f"WEBVTT\r\n\r\n{CUE}\r\nРаз\r\n\r\n{LATER}\r\nДва\r\n", [RAZ, DVA]),
    "old Macintosh": (f"WEBVTT\r\r{CUE}\rРаз\r\r{LATER}\rДва", [RAZ, DVA]),
    "names": (f"WEBVTT\n\n1\n{CUE}\nРаз\n\nsecond\n{LATER}\nДва", [RAZ, DVA]),
    "settings": (f"WEBVTT\n\n{CUE} align:start line:0\nРаз", [RAZ]),
    "two lines": (f"WEBVTT\n\n{CUE}\n Раз \nраз", [(1.0, 2.5, "Раз\nраз")]),
    "note, style, region": (
        f"WEBVTT\n\nNOTE\nraz\n\nSTYLE\n::cue {{}}\n\nREGION\nid:a\n\n{CUE}\nРаз\n\nNOTE end",
        [RAZ],
    ),
    "cue without words": (f"WEBVTT\n\n{CUE}\n\n{LATER}\nДва", [DVA]),
    "cue of tags alone": (f"WEBVTT\n\n{CUE}\n<i></i>\n\n{LATER}\nДва", [DVA]),
    "spaces in empty lines": (f"WEBVTT\n \n{CUE}\nРаз\n \t\n{LATER}\nДва\n ", [RAZ, DVA]),
    "spaces alone at the end": (f"WEBVTT\n\n{CUE}\nРаз\n\n \n", [RAZ]),
    "forgotten empty line": (f"WEBVTT\n\n{CUE}\nРаз\n{LATER}\nДва", [RAZ, DVA]),
    "forgotten empty line and a name": (f"WEBVTT\n\n1\n{CUE}\nРаз\n2\n{LATER}\nДва", [RAZ, DVA]),
    "a number as words": (
        f"WEBVTT\n\n{CUE}\n1953\n{LATER}\nДва",
        [(1.0, 2.5, "1953"), DVA],
    ),
    "unordered": (f"WEBVTT\n\n{LATER}\nДва\n\n{CUE}\nРаз", [RAZ, DVA]),
    "overlapping": (
        "WEBVTT\n\n00:01.000 --> 00:04.000\nРаз\n\n00:02.000 --> 00:03.000\nДва",
        [(1.0, 4.0, "Раз"), (2.0, 3.0, "Два")],
    ),
    "SubRip": ("1\n00:00:01,000 --> 00:00:02,500\nРаз\n\n2\n0:0:3,0 --> 0:0:5,0\nДва", [RAZ, DVA]),
    "SubRip without numbers": ("00:00:01,000 --> 00:00:02,500\nРаз", [RAZ]),
    "SubRip with points": ("1\n00:00:01.000 --> 00:00:02.500\nРаз", [RAZ]),
    "SubRip of Windows": ("\ufeff\r\n1\r\n00:00:01,000 --> 00:00:02,500\r\nРаз\r\n", [RAZ]),
    "SubRip with places": (
        "1\n00:00:01,000 --> 00:00:02,500 X1:1 X2:2\n{\\an8}<font color=#fff>Раз</font>",
        [RAZ],
    ),
    "SubRip without hours": ("1\n00:01,000 --> 00:02,500\nРаз", [RAZ]),
    "SubRip of Aegisub": (
        "1\n00:00:01,000 --> 00:00:02,500\n{\\i1}Раз{\\i0}\\Nраз",
        [(1.0, 2.5, "Раз раз")],
    ),
    "SubRip below the head of WebVTT": (
        "WEBVTT\n\n1\n00:00:01,000 --> 00:00:02,500\nРаз\n\n2\n0:0:3,0 --> 0:0:5,0\nДва",
        [RAZ, DVA],
    ),
    "SubViewer of YouTube": (
        "0:00:01.000,0:00:02.500\nРаз[br]раз\n\n0:00:03.000,0:00:05.000\nДва",
        [(1.0, 2.5, "Раз раз"), DVA],
    ),
    "empty lines before the head": (f"\n \nWEBVTT\n\n{CUE}\nРаз", [RAZ]),
    "styles of YouTube": (
        "WEBVTT\nKind: captions\nLanguage: ru\nStyle:\n::cue(c.colorCCCCCC) { color: #ccc;\n }\n"
        f"##\n\n{CUE} align:start position:0%\n<c.colorCCCCCC>Раз</c>",
        [RAZ],
    ),
    "streaming": (
        f"WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n{CUE}\nРаз",
        [RAZ],
    ),
    "Teams": (f"WEBVTT\n\n4ea/12-0\n{CUE}\n<v Anna>Раз</v>", [(1.0, 2.5, "Anna: Раз")]),
}

YOUTUBE = """WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.389 align:start position:0%
 
hello<00:00:00.480><c> and</c><00:00:00.799><c> welcome</c>

00:00:02.389 --> 00:00:02.399 align:start position:0%
hello and welcome
 

00:00:02.399 --> 00:00:05.000 align:start position:0%
hello and welcome
to<00:00:02.639><c> my</c><00:00:02.800><c> film</c>

00:00:05.000 --> 00:00:05.010 align:start position:0%
to my film
 
"""  # noqa: W293 - the spaces are YouTube's

WORDS = {
    "italics": ("<i>Раз</i>", "Раз"),
    "classes": ("<c.yellow.bg_blue>Раз</c>", "Раз"),
    "language": ("<lang en>Raz</lang>", "Raz"),
    "times": ("Раз <00:01.500>два", "Раз два"),
    "speaker": ("<v Anna>Раз</v>", "Anna: Раз"),
    "speaker with a class": ("<v.loud.very Anna  Maria>Раз", "Anna Maria: Раз"),
    "two speakers": ("<v Anna>Раз</v>\n<v Boris>Два</v>", "Anna: Раз\nBoris: Два"),
    "the same speaker again": ("<v Anna>Раз</v>\n<v Anna>Два</v>", "Anna: Раз\nДва"),
    "nameless speaker": ("<v >Раз", "Раз"),
    "ruby": ("<ruby>漢<rt>kan</rt>字<rt>ji</ruby>", "漢(kan)字(ji)"),
    "entities": ("&lt;i&gt; &amp; R&D&nbsp;1 &#1056;", "<i> & R&D\xa01 Р"),
    "marks of direction": ("&rlm;שלום&lrm;", "\u200fשלום\u200e"),
    "no tag": ("1 < 2 > 0 <3 a<b", "1 < 2 > 0 <3 a<b"),
    "entity of a tag in a tag": ("<i>&lt;b&gt;</i>", "<b>"),
    "nothing but spaces": (" \n&nbsp;", ""),
}


def shown(text):
    return [(cue.start, cue.end, cue.words) for cue in read(text)]


@pytest.mark.parametrize(("text", "cues"), FILES.values(), ids=FILES)
def test_cues_are_read(text, cues):
    assert shown(text) == cues


@pytest.mark.parametrize(
    "times",
    [
        *("00:00:01,000 -> 00:00:02,500", "0:01,000 –> 0:02,500", "00:00:01,0 → 00:00:02,5"),
        *("00:00:01:000 --> 00:00:02:500", "00: 00: 01,000 --> 00:00:02,500", "0:1.0 —› 0:2.5"),
        "00:00:01 --> 00:00:02,5",
    ],
)
def test_times_of_subrip_are_read_as_people_type_them(times):
    assert shown(f"1\n{times}\nРаз") == [(1, 2.5, "Раз")]


@pytest.mark.parametrize("read_text", [shown, lambda text: shown(to_webvtt(text))])
def test_empty_lines_inside_a_cue_part_nothing(read_text):
    text = "1\n\n00:01,0 --> 00:02,5\n\nРаз\n\n1953\n\nдва\n\n2\n00:03,0 --> 00:04,0\nТри\n"
    assert read_text(text) == [(1, 2.5, "Раз\n1953\nдва"), (3, 4, "Три")]


@pytest.mark.parametrize(("line", "words"), WORDS.values(), ids=WORDS)
def test_words_are_plain_text(line, words):
    assert plain_text(line.split("\n")) == words


def test_automatic_captions_of_youtube_have_each_line_once():
    assert shown(YOUTUBE) == [
        (0.16, 2.399, "hello and welcome"),
        (2.399, 5.01, "to my film"),
    ]


def scrolling(*cues):
    times = [f"00:0{n}.000 --> 00:0{n + 1}.000" for n in range(len(cues))]
    return "\n\n".join(["WEBVTT", *map("\n".join, zip(times, cues, strict=True))])


@pytest.mark.parametrize(
    ("cues", "words"),
    [
        (["a", "a\nb", "b\nc", "c\nd"], ["a", "b", "c", "d"]),
        (["a\nb\nc", "b\nc\nd", "c\nd\ne"], ["a\nb\nc", "d", "e"]),
        (["la\na", "la\nb", "la\nc"], ["la\na", "la\nb", "la\nc"]),
        (["a\nb", "b\nc"], ["a\nb", "b\nc"]),
    ],
)
def test_captions_that_scroll_have_each_line_once(cues, words):
    assert [cue[2] for cue in shown(scrolling(*cues))] == words


def test_song_may_repeat_its_lines():
    text = f"WEBVTT\n\n{CUE}\nРаз\n\n{LATER}\nРаз"
    assert [words for _start, _end, words in shown(text)] == ["Раз", "Раз"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Раз",
            "Line 1: a WebVTT file begins with the word WEBVTT, a SubRip file with 1 and times, ",
        ),
        (
            "WEBVTT\n\n00:61.000 --> 00:62.000\nРаз",
            "Line 3: times are written like this: 00:12.000 --> 00:15.500.",
        ),
        (f"WEBVTT\n\n{CUE}\nРаз\n\nДва", "Line 6: times are missing here, for example "),
        (
            "1\n00:00:01,000 --> 00:00:02,500\nРаз\n\n2\n00:00:05,000 --> 00:00:04,000\nДва",
            "Line 6: this cue must end after it begins.",
        ),
        ("1\n00:00:01,000 --> 00:61:00,000\nРаз", "Line 2: times are written like this: "),
    ],
)
def test_error_names_its_line(text, sentence):
    with pytest.raises(ValidationError) as refused:
        read(text)
    assert refused.value.messages[0].startswith(sentence)


def test_subrip_is_stored_as_webvtt():
    assert to_webvtt("\ufeff1\r\n00:00:01,000 --> 00:00:02,5\r\n{\\an8}Раз, два\r\n") == (
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.500\nРаз, два"
    )


def test_webvtt_is_unchanged():
    text = f"WEBVTT - title\n\nNOTE by ear\n\n{CUE} line:0\n<v Anna>Раз\n{LATER}\nДва"
    assert to_webvtt(text) == text


@pytest.mark.parametrize("piece", ["<v ", "<rt>", "<", "<v" + " " * 9, "&", "{\\", "-->x\n", "1\n"])
def test_file_of_nothing_but_brackets_is_read_or_refused(piece):
    text = f"WEBVTT\n\n{CUE}\n" + piece * 20_000
    try:
        assert len(read(text)) == 1
    except ValidationError as refused:
        assert refused.messages[0].startswith("Line 4: times are written like this")


RUSSIAN = "[00:01.00]Вставай, страна огромная — «встаёт» № 1"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("utf-16-be", "UTF-16"),
        ("cp1251", "Windows-1251"),
    ],
)
def test_encoding_is_detected(encoding, name):
    assert decode(RUSSIAN.encode(encoding)) == (RUSSIAN, name)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("[00:01.00]Вставай, страна", "koi8-r"),
        ("[00:01.00]Вставай, страна", "cp866"),
        ("[00:01.00]Où étiez-vous", "cp1252"),
        ("[00:01.00]für", "latin-1"),
        ("[00:01.00]C’est à toi", "cp1252"),
        ("[00:01.00]Καλημέρα σας", "cp1253"),
    ],
)
def test_other_encodings_are_not_guessed(text, encoding):
    with pytest.raises(UnicodeError):
        decode(text.encode(encoding))


def test_ukrainian_is_read():
    text = "[00:01.00]Привіт, ґанок її"
    assert decode(text.encode("cp1251")) == (text, "Windows-1251")
