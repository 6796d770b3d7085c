"""The transcript, its timing and the audio fit one another, however a recording is stored."""

import json

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import NotSupportedError

from resources.models import Recording
from resources.webvtt import NO_HEADER
from tests import factories

pytestmark = pytest.mark.django_db

TIMES = [[1.0, 2.5], [3.0, 5.0]]
ONE = "WEBVTT\n\n00:02.000 --> 00:04.000"
SHIFTED = "WEBVTT\n\n00:00.500 --> 00:01.000\n\n00:02.000 --> 00:06.000"
NUMBER = "Each line of the transcript needs its own cue. Lines of the transcript: {}, cues: {}."


def stored():
    return Recording.objects.values_list("transcript", "times").get()


def unsaved(**fields):
    return Recording(
        **{
            "essay": factories.essay(),
            "title": "Song",
            "slug": "song",
            "position": 1,
            "file": factories.sound(6),
            "transcript": "Раз\nДва",
        }
        | fields
    )


def refusal(check):
    with pytest.raises(ValidationError) as refused:
        check()
    return refused.value.messages


def test_times_are_derived_from_the_timing():
    factories.song()
    assert stored() == ("Раз\nДва", TIMES)


def test_recording_without_a_timing_has_no_times():
    factories.song(timing="")
    assert stored() == ("Раз\nДва", [])


def test_times_go_with_the_timing():
    song = factories.song()
    song.timing = ""
    song.save()
    assert stored() == ("Раз\nДва", [])


def test_verses_are_counted_by_their_lines():
    factories.song(transcript="Раз\n\nДва")
    assert stored() == ("Раз\n\nДва", TIMES)


def save_one_field(song):
    song.save(update_fields=["timing"])


def bulk_update(song):
    Recording.objects.bulk_update([song], ["timing"])


@pytest.mark.parametrize("store", [Recording.save, save_one_field, bulk_update])
def test_times_follow_a_new_timing(store):
    song = factories.song()
    song.timing = SHIFTED
    store(song)
    assert stored() == ("Раз\nДва", [[0.5, 1.0], [2.0, 6.0]])


def bulk_create(song):
    song.pk, song.folder, song.slug = None, "recordings/copy", "copy"
    Recording.objects.bulk_create([song])


@pytest.mark.parametrize("store", [Recording.save, save_one_field, bulk_update, bulk_create])
@pytest.mark.parametrize(
    ("timing", "message"),
    [
        ("Раз, два", f"Line 1: {NO_HEADER}"),
        (ONE, NUMBER.format(2, 1)),
        (
            f"{ONE}\n\n00:05.000 --> 00:09.000",
            "Line 5: this cue ends at 0:09, but the recording at 0:06.",
        ),
    ],
)
def test_timing_that_does_not_fit_is_never_stored(store, timing, message):
    song = factories.song()
    song.timing = timing
    assert refusal(lambda: store(song)) == [message]
    assert stored() == ("Раз\nДва", TIMES)


@pytest.mark.parametrize(
    "store",
    [
        Recording.save,
        lambda song: song.save(update_fields=["transcript"]),
        lambda song: Recording.objects.bulk_update([song], ["transcript"]),
    ],
)
def test_words_that_no_longer_fit_their_timing_are_never_stored(store):
    song = factories.song()
    song.transcript = "Раз\nДва\nТри"
    assert refusal(lambda: store(song)) == [NUMBER.format(3, 2)]
    assert stored() == ("Раз\nДва", TIMES)


@pytest.mark.parametrize("field", ["transcript", "timing"])
def test_update_of_many_rows_at_once_is_refused(field):
    factories.song()
    with pytest.raises(NotSupportedError):
        Recording.objects.update(**{field: ""})
    assert stored() == ("Раз\nДва", TIMES)


def test_update_of_another_field_is_one_query(django_assert_num_queries):
    factories.song()
    with django_assert_num_queries(1):
        Recording.objects.update(title="Song of Vorkuta")
    assert stored() == ("Раз\nДва", TIMES)


def test_shorter_sound_that_no_longer_fits_is_refused_and_leaves_no_file(media_root):
    song = factories.song()
    before = sorted(media_root.rglob("*.wav"))
    song.file = factories.sound(2)
    assert refusal(song.save) == ["Line 6: this cue ends at 0:05, but the recording at 0:02."]
    assert sorted(media_root.rglob("*.wav")) == before


def test_fixture_brings_no_times_of_its_own(tmp_path):
    song = factories.song()
    rows = json.loads(serializers.serialize("json", [song]))
    rows[0]["fields"]["times"] = [[9, 9]]
    song.delete()
    fixture = tmp_path / "song.json"
    fixture.write_text(json.dumps(rows))
    call_command("loaddata", str(fixture), verbosity=0)
    assert stored() == ("Раз\nДва", TIMES)


# Errors in a form


def test_form_accepts_a_timing_that_fits():
    unsaved(timing=factories.song().timing).full_clean(exclude=["folder"])


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"timing": "WEBVTT\n\n00:01 --> 00:02"},
            {"timing": ["Line 3: times are written like this: 00:12.000 --> 00:15.500."]},
        ),
        ({"timing": ONE}, {"__all__": [NUMBER.format(2, 1)]}),
        ({"timing": ONE, "transcript": ""}, {"__all__": [NUMBER.format(0, 1)]}),
        (
            {"timing": ONE, "transcript": "Раз", "file": factories.sound(2)},
            {"__all__": ["Line 3: this cue ends at 0:04, but the recording at 0:02."]},
        ),
        (
            {"timing": ONE, "transcript": "Раз", "file": ""},
            {"file": ["This field cannot be blank."]},
        ),
        (
            {"timing": ONE, "file": SimpleUploadedFile("song.wav", b"Song of Vorkuta")},
            {
                "file": [
                    "This file is not audio that browsers can play. "
                    "Use MP3, M4A, Ogg, Opus, FLAC or WAV."
                ]
            },
        ),
    ],
)
def test_form_reports_a_timing_that_does_not_fit(fields, told):
    recording = unsaved(**fields)
    with pytest.raises(ValidationError) as refused:
        recording.full_clean(exclude=["folder"], validate_constraints=False)
    assert refused.value.message_dict == told


def test_checked_upload_can_still_be_saved():
    recording = unsaved(timing=factories.song().timing)
    recording.full_clean(exclude=["folder"])
    recording.save()
    assert (recording.times, recording.length) == (TIMES, "0:06")


# Line by line


def line_times(recording):
    return [row.time and (row.time.start, row.time.clock) for row in recording.parallel().rows]


def test_each_line_has_its_time():
    assert line_times(factories.song()) == [(1.0, "0:01"), (3.0, "0:03")]


def test_line_that_the_original_has_not_has_no_time():
    song = factories.song(transcript="Раз\n\nДва", transcript_translation="One\nand a half\n\nTwo")
    assert line_times(song) == [(1.0, "0:01"), None, (3.0, "0:03")]


def test_lines_without_a_timing_have_no_times():
    assert line_times(factories.song(timing="")) == [None, None]
