import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from resources import webvtt
from resources.models import Recording
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db

TIMING = "WEBVTT\n\n00:00.000 --> 00:01.000\nПервая\n\n00:01.000 --> 00:02.000\nВторая\n"


def upload(client, content):
    recording = factories.recording(
        file=factories.sound(2), transcript="Первая\nВторая", status="draft"
    )
    address = reverse("admin:resources_recording_change", args=[recording.pk])
    file = SimpleUploadedFile("song.vtt", content)
    return client.post(address, filled(client.get(address)) | {"timing_file": file})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_times_come_from_a_file(editor_client, encoding):
    upload(editor_client, TIMING.encode(encoding))
    assert Recording.objects.get().times == [[0, 1], [1, 2]]


SUBRIP = "1\n00:00:00,000 --> 00:00:01,000\nПервая\n\n2\n00:00:01,000 --> 00:00:02,000\nВторая\n"
LRC = "[ti:Песня]\n[00:00.00]Первая\n[00:01.00]Вторая\n"


def paste(client, timing):
    recording = factories.recording(
        file=factories.sound(2), transcript="Первая\nВторая", status="draft"
    )
    address = reverse("admin:resources_recording_change", args=[recording.pk])
    return client.post(address, filled(client.get(address)) | {"timing": timing}, follow=True)


@pytest.mark.parametrize(("text", "name"), [(SUBRIP, "SubRip"), (LRC, "LRC")])
def test_pasted_times_are_converted_and_the_editor_is_told(editor_client, text, name):
    page = paste(editor_client, text.replace("\n", "\r\n")).text
    assert f"The times were converted from {name} to WebVTT." in page
    assert Recording.objects.get().times == [[0, 1], [1, 2]]
    assert Recording.objects.get().timing.startswith("WEBVTT\n\n")


@pytest.mark.parametrize("text", [SUBRIP, LRC])
def test_times_of_other_formats_come_from_a_file(editor_client, text):
    upload(editor_client, text.encode("cp1251"))
    assert Recording.objects.get().times == [[0, 1], [1, 2]]


def test_editor_is_told_of_an_unusual_encoding(editor_client):
    upload(editor_client, TIMING.encode("cp1251"))
    page = editor_client.get(reverse("admin:index")).text
    assert "The file “song.vtt” was read as Windows-1251." in page


def test_webvtt_is_saved_without_a_remark(editor_client):
    assert "The times were converted" not in paste(editor_client, TIMING).text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (TIMING.encode("koi8-r"), "This file is not in UTF-8, UTF-16 or Windows-1251."),
        (b" " * 1_000_001, "This file is too large for the timing of a recording."),
        (b"00:01 - 00:02", f"Line 1: {webvtt.NO_HEADER}"),
        (b"WEBVTT\n\n\0", "Null characters are not allowed."),
        (SUBRIP.replace("02,000", "72,000").encode(), "Line 6: times are written like this: "),
        (LRC.replace("[00:01.00]", "").encode(), "Line 3: a time is missing here, "),
    ],
)
def test_file_that_holds_no_times_is_refused(editor_client, content, sentence):
    response = upload(editor_client, content)
    assert sentence in response.text
    assert Recording.objects.get().timing == ""


def test_refused_form_shows_the_converted_text_that_its_errors_number(editor_client):
    page = paste(editor_client, LRC + "[00:01.50]Третья")
    assert "Lines of the transcript: 2, cues: 3." in page.text
    assert filled(page)["timing"].startswith("WEBVTT\n\n00:00:00.000")


def test_file_of_a_refused_form_is_kept_as_text(editor_client):
    page = upload(editor_client, (LRC + "[00:01.50]Третья").encode("utf-16"))
    assert filled(page)["timing"].startswith("WEBVTT\n\n00:00:00.000")
