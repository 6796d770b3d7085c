import re

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.utils.datastructures import MultiValueDict

from resources import text_tracks, webvtt
from resources.admin.tracks_widget import TRACKS
from resources.text_tracks import TracksField
from tests.forms import filled

CUE = "00:01.000 --> 00:02.000"
RUSSIAN = f"WEBVTT\nKind: captions\nLanguage: ru\n\n{CUE}\nРаз"
ENGLISH = f"WEBVTT\nKind: subtitles\nLanguage: en\n\n{CUE}\nOne"
BOTH = f"{RUSSIAN}\n\n{ENGLISH}"
GERMAN = f"WEBVTT\n\n{CUE}\nEins"
SUBRIP = "1\n00:00:01,000 --> 00:00:02,000\nEins\n"
AS_GERMAN = {"language": "de", "purpose": "subtitles"}


class FilmForm(forms.Form):
    title = forms.CharField()
    captions = TracksField().formfield(**TRACKS)


def page(form):
    return str(form)


def sent(initial="", files=(), **changes):
    """The form as a browser sends it, with changes such as text_1: of the second row."""
    initial = {"title": "Vorkuta", "captions": initial}
    data = filled(HttpResponse(page(FilmForm(initial=initial))))
    for name, value in changes.items():
        field, _line, number = name.rpartition("_")
        data[f"captions-{number}-{field}" if number else name] = value
    uploads = MultiValueDict({f"captions-{number}-file": [file] for number, file in files})
    return FilmForm(data, uploads, initial=initial)


def row(number, **fields):
    return {f"{name}_{number}": value for name, value in fields.items()}


def file(content, name="film.vtt"):
    content = content if isinstance(content, bytes) else content.encode()
    return SimpleUploadedFile(name, content)


def result(form):
    assert form.errors == {}
    return form.cleaned_data["captions"]


def sentences(form):
    assert not form.is_valid()
    return form.errors["captions"]


def rows(html):
    """Language, purpose and text of each row."""
    data = filled(HttpResponse(html))
    numbers = range(html.count("<textarea"))
    return [
        tuple(data.get(f"captions-{n}-{name}", "") for name in ("language", "purpose", "text"))
        for n in numbers
    ]


EMPTY = [("", "", "")] * 2


def test_form_has_a_row_for_each_track_and_two_more():
    html = page(FilmForm(initial={"captions": BOTH}))
    assert rows(html) == [
        ("ru", "captions", f"WEBVTT\n\n{CUE}\nРаз"),
        ("en", "subtitles", f"WEBVTT\n\n{CUE}\nOne"),
        *EMPTY,
    ]


@pytest.mark.parametrize("initial", ["", BOTH, BOTH.replace("\n", "\r\n"), f"\n{BOTH}\n\n"])
def test_untouched_form_has_not_changed(initial):
    form = sent(initial)
    assert not form.has_changed()
    assert result(form) == (BOTH if initial else "")


def test_line_ends_of_a_browser_change_nothing():
    form = sent(BOTH)
    texts = {name: value for name, value in form.data.items() if name.endswith("-text")}
    form.data |= {name: value.replace("\n", "\r\n") for name, value in texts.items()}
    assert not form.has_changed()
    assert result(form) == BOTH


@pytest.mark.parametrize(
    "changes",
    [
        {"language_0": "uk"},
        {"purpose_0": "subtitles"},
        {"text_0": f"WEBVTT\n\n{CUE}\nДва"},
        {"remove_1": "on"},
        {"text_2": GERMAN},
        {"language_2": "de"},
    ],
)
def test_touched_form_has_changed(changes):
    assert sent(BOTH, **changes).has_changed()


def test_purpose_without_text_is_not_a_track():
    form = sent(BOTH, purpose_2="captions")
    assert not form.has_changed()
    assert result(form) == BOTH


def test_track_is_added_by_its_text():
    form = sent(RUSSIAN, text_1=f"WEBVTT\n\n{CUE}\nOne", language_1="en", purpose_1="subtitles")
    assert result(form) == BOTH


def test_track_is_added_by_a_file():
    form = sent(BOTH, [(2, file(GERMAN))], **row(2, **AS_GERMAN))
    assert result(form) == f"{BOTH}\n\n{GERMAN.replace('VTT', 'VTT{}')}".format(
        "\nKind: subtitles\nLanguage: de"
    )


def test_file_replaces_the_text():
    form = sent(RUSSIAN, [(0, file(f"WEBVTT\r\n\r\n{CUE}\r\nДва\r\n"))])
    assert result(form) == RUSSIAN.replace("Раз", "Два")


@pytest.mark.parametrize("content", [SUBRIP, "\ufeff" + SUBRIP.replace("\n", "\r\n")])
def test_subrip_becomes_webvtt(content):
    form = sent("", [(0, file(content, "film.srt"))], **row(0, **AS_GERMAN))
    assert result(form) == (
        "WEBVTT\nKind: subtitles\nLanguage: de\n\n1\n00:00:01.000 --> 00:00:02.000\nEins"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251"])
def test_lrc_becomes_webvtt(encoding):
    content = "[ar:Хор]\n[00:01.00]Раз\n[00:02.00]Два".encode(encoding)
    form = sent("", [(0, file(content, "song.lrc"))], language_0="ru", purpose_0="captions")
    [track] = text_tracks.parse(result(form))
    assert [(cue.start, cue.end, cue.words) for cue in track.cues] == [
        (1, 2, "Раз"),
        (2, 4, "Два"),
    ]


def test_editor_is_told_what_was_converted():
    files = [(0, file(SUBRIP)), (1, file("[00:01.00]Раз".encode("cp1251"), "song.lrc"))]
    form = sent("", files, language_0="de", purpose_0="subtitles", language_1="ru")
    form.is_valid()
    assert form.fields["captions"].remarks == [
        "Track 1 was converted from SubRip to WebVTT.",
        "The file “song.lrc” was read as Windows-1251.",
        "Track 2 was converted from LRC to WebVTT.",
    ]


def test_description_in_the_file_fills_in_empty_fields():
    assert result(sent("", [(0, file(ENGLISH))])) == ENGLISH


def test_explicit_choice_overrides_the_file():
    form = sent("", [(0, file(ENGLISH))], language_0="de", purpose_0="captions")
    assert result(form) == ENGLISH.replace("en", "de").replace("subtitles", "captions")


def test_several_tracks_are_pasted_at_once():
    assert result(sent("", text_0=BOTH)) == BOTH


def test_tracks_pasted_into_a_chosen_row_keep_their_languages():
    form = sent(RUSSIAN, text_0=f"{ENGLISH}\n\n{RUSSIAN}")
    assert result(form) == f"{ENGLISH}\n\n{RUSSIAN}"


def test_track_is_removed():
    assert result(sent(BOTH, remove_0="on")) == ENGLISH


def test_faulty_track_can_be_removed():
    assert result(sent(BOTH, text_0="Раз", remove_0="on")) == ENGLISH


WRITE = "Track 3 has no text: choose a file, enter the text, or tick “Remove”."
UTF8 = (
    "Track 1: the file “film.srt” is not in UTF-8, UTF-16 or Windows-1251. Save it as UTF-8 and "
    "choose it again."
)
REFUSED = {
    "language without words": ({"language_2": "de"}, [], WRITE),
    "words without a language": (
        {"text_2": GERMAN, "purpose_2": "subtitles"},
        [],
        "Track 3: its language is missing (in a file: “Language: ru”).",
    ),
    "words without a purpose": (
        {"text_2": GERMAN, "language_2": "de"},
        [],
        "Track 3 (German): say whether these are captions or subtitles "
        "(in a file: “Kind: captions”).",
    ),
    "fault in the words": (
        {"text_1": f"WEBVTT\n\n{CUE}\nOne\n\nTwo"},
        [],
        "Track 2 (English), line 6: times are missing here, for example 00:12.000 --> 00:15.500.",
    ),
    "language twice": (
        {"language_1": "ru", "purpose_1": "captions"},
        [],
        "Track 2 (Russian): there are captions in this language already.",
    ),
    "language of nobody": (
        {"language_1": "<b>"},
        [],
        "Track 2 (<b>): “<b>” is not a known language. Write it like “ru” or “ru-Latn”.",
    ),
    "KOI8-R": ({}, [(0, file((SUBRIP + "Раз").encode("koi8-r"), "film.srt"))], UTF8),
    "LRC": (
        {"text_0": "[00:01.00]Раз\n\nДва"},
        [],
        "Track 1 (Russian), line 3: a time is missing here, for example [00:12.50]; or it is not "
        "valid.",
    ),
    "large": (
        {},
        [(0, file(b" " * 1_000_001))],
        "Track 1: the file “film.vtt” is too large for captions or subtitles.",
    ),
    "no captions": (
        {},
        [(0, file("Раз"))],
        f"Track 1 (Russian), line 1: {webvtt.NO_HEADER}",
    ),
    "null": ({}, [(0, file(f"{GERMAN}\0"))], "Track 1 (Russian): Null characters are not allowed."),
}


@pytest.mark.parametrize(("changes", "files", "sentence"), REFUSED.values(), ids=REFUSED)
def test_refusal_names_the_row(changes, files, sentence):
    assert sentences(sent(BOTH, files, **changes)) == [sentence]


def test_all_invalid_rows_are_reported_in_order():
    form = sent(BOTH, text_0="Раз", text_2="Два", text_1="")
    assert [sentence[:7] for sentence in sentences(form)] == ["Track 1", "Track 2", "Track 3"]


def test_too_large_a_file_is_not_read():
    large = file(b" " * 1_000_001)
    large.file = None
    assert len(sentences(sent("", [(0, large)]))) == 1


def test_form_keeps_all_input_after_a_refusal():
    form = sent(BOTH, title="", text_0="Раз\n<b>", language_2="de", remove_1="on")
    html = page(form)
    assert rows(html) == [
        ("ru", "captions", "Раз\n<b>"),
        ("en", "subtitles", f"WEBVTT\n\n{CUE}\nOne"),
        ("de", "", ""),
        *EMPTY,
    ]
    assert re.findall(r'name="(captions-\d-remove)" id="\S+"\s+checked', html) == [
        "captions-1-remove"
    ]


def test_form_keeps_the_text_of_a_file_after_a_refusal():
    form = sent("", [(0, file(ENGLISH)), (1, file(SUBRIP))], title="")
    assert not form.is_valid()
    assert rows(page(form)) == [
        ("en", "subtitles", f"WEBVTT\n\n{CUE}\nOne"),
        ("", "", SUBRIP.rstrip("\n")),
        *EMPTY,
    ]


def test_typed_text_survives_a_refused_file():
    form = sent(BOTH, [(0, file(SUBRIP.encode() + b"\xff"))], text_0="Раз")
    assert not form.is_valid()
    assert rows(page(form))[0] == ("ru", "captions", "Раз")


def test_faulty_row_is_open_and_points_at_the_errors():
    html = page(sent(BOTH, text_1="One"))
    assert re.findall(r"<details( open)?>", html) == ["", " open", "", ""]
    pointing = re.findall(r'id="(\S+)"[^>]* aria-invalid="true" aria-describedby="(\S+)"', html)
    assert pointing == [("id_captions-1-text", "id_captions_error")]
    assert 'id="id_captions_error"' in html


def test_language_that_is_not_offered_stays_chosen():
    html = page(FilmForm(initial={"captions": ENGLISH.replace("en", "en-us")}))
    assert '<option value="en-US" selected>English (US)</option>' in html


def test_each_control_has_a_label():
    html = page(FilmForm(initial={"captions": BOTH}))
    controls = re.findall(r'<(?:select|input|textarea) [^>]*id="(id_captions[^"]*)"', html)
    assert len(controls) == 4 * 4 + 2
    assert set(re.findall(r'<label[^>]* for="(id_captions[^"]*)"', html)) == set(controls)


def test_form_is_sent_with_its_files():
    assert FilmForm().is_multipart()


def test_row_that_was_not_sent_is_no_change():
    field = FilmForm().fields["captions"]
    assert field.widget.value_omitted_from_data({}, {}, "captions")
    assert field.widget.value_from_datadict({}, {}, "captions") == []


def test_required_field_wants_a_track():
    field = TracksField().formfield(**TRACKS, required=True)
    with pytest.raises(forms.ValidationError):
        field.clean([])
