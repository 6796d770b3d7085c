import pytest

from seventeen_moments.core.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db


def captions(client, recording, query=""):
    return client.get(f"{recording.get_absolute_url()}captions.vtt{query}")


def test_captions_are_the_lines_of_the_original(client):
    response = captions(client, factories.song())
    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert response.text == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nРаз\n\n00:00:03.000 --> 00:00:05.000\nДва\n"
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("original", ["Раз", "Два"]),
        ("transliteration", ["Raz", "Dva"]),
        ("translation", ["One", "Two"]),
    ],
)
def test_reader_chooses_the_column(client, name, words):
    lines = captions(client, factories.song(), f"?in={name}").text.splitlines()
    assert lines[3::3] == words


def test_words_are_escaped(client):
    song = factories.song(transcript="<b>Раз</b> & --> два\nДва")
    assert "\n&lt;b&gt;Раз&lt;/b&gt; &amp; --&gt; два\n" in captions(client, song).text


def test_line_that_is_missing_in_a_column_has_no_cue(client):
    song = factories.song(transcript_translation="One")
    assert captions(client, song, "?in=translation").text == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nOne\n"
    )


def test_cues_of_the_upload_itself_are_not_shown(client):
    secret = factories.song().timing.replace("One", "<script>")
    song = factories.song(timing=secret)
    assert "script" not in captions(client, song).text


@pytest.mark.parametrize("query", ["?in=", "?in=timing", "?in=ORIGINAL", "?in=%D1%80%D1%83"])
def test_column_that_there_is_not_is_missing(client, query):
    assert captions(client, factories.song(), query).status_code == 404


def test_empty_column_is_missing(client):
    song = factories.song(transcript_translation="")
    assert captions(client, song, "?in=translation").status_code == 404


@pytest.mark.parametrize("fields", [{"timing": ""}, {"timing": "", "transcript": ""}])
def test_recording_without_a_timing_has_no_captions(client, fields):
    assert captions(client, factories.song(**fields)).status_code == 404


def test_draft_is_missing_for_visitors(client):
    assert captions(client, factories.song(status=Status.DRAFT)).status_code == 404


def test_editor_gets_a_draft_and_no_cache_keeps_it(editor_client):
    response = captions(editor_client, factories.song(status=Status.DRAFT))
    assert response.text.startswith("WEBVTT")
    assert "no-store" in response["Cache-Control"]


def test_moderator_gets_no_draft(moderator_client):
    assert captions(moderator_client, factories.song(status=Status.DRAFT)).status_code == 404


def test_recording_is_only_in_its_own_essay(client):
    factories.song(slug="song", essay=factories.essay(slug="here"))
    factories.essay(slug="there")
    assert client.get("/essays/there/music/song/captions.vtt").status_code == 404


def test_captions_can_only_be_read(client):
    address = f"{factories.song().get_absolute_url()}captions.vtt"
    assert client.post(address).status_code == 405


def test_captions_take_one_query(client, django_assert_num_queries):
    address = f"{factories.song().get_absolute_url()}captions.vtt"
    with django_assert_num_queries(1):
        client.get(address)
