import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from resources.models import Recording
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db

TIMING = "WEBVTT\n\n00:00.000 --> 00:01.000\nПервая\n\n00:01.000 --> 00:02.000\nВторая\n"


def upload(client, content):
    recording = factories.recording(file=factories.sound(2), transcript="Первая\nВторая")
    address = reverse("admin:resources_recording_change", args=[recording.pk])
    file = SimpleUploadedFile("song.vtt", content)
    return client.post(address, filled(client.get(address)) | {"timing_file": file})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_times_come_from_a_file(editor_client, encoding):
    upload(editor_client, TIMING.encode(encoding))
    assert Recording.objects.get().times == [[0, 1], [1, 2]]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (TIMING.encode("utf-16"), "This file is not in UTF-8."),
        (b" " * 1_000_001, "This file is too large for the timing of a recording."),
        (b"00:01 --> 00:02", "Line 1: a WebVTT file begins with the word WEBVTT."),
        (b"WEBVTT\n\n\0", "Null characters are not allowed."),
    ],
)
def test_file_that_holds_no_times_is_refused(editor_client, content, sentence):
    response = upload(editor_client, content)
    assert sentence in response.text
    assert Recording.objects.get().timing == ""
