import pytest

from seventeen_moments.core.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db


def transcript(client, recording):
    return client.get(f"{recording.get_absolute_url()}transcript.txt")


def test_transcript_is_title_byline_and_column_after_column(client):
    song = factories.song(creators="Petrov, Ivan", date="1953-03", transcript="Раз\n\n\nДва")
    response = transcript(client, song)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.startswith(
        "Song of Vorkuta\nSong · Ivan Petrov · March 1953 · 0:06\n\n\n"
        "Original\n\nРаз\n\nДва\n\n\n"
        "Transliteration\n\nRaz\nDva\n\n\n"
        "Translation\n\nOne\nTwo\n"
    )


def test_words_without_a_timing_have_a_transcript_too(client):
    song = factories.song(timing="", transcript_transliteration="", transcript_translation="")
    assert transcript(client, song).text.startswith(
        "Song of Vorkuta\nSong · 0:06\n\n\nOriginal\n\nРаз\nДва\n"
    )


def test_words_are_unchanged(client):
    song = factories.recording(title="Bread & Salt", transcript="<b>Раз</b> & «два»")
    lines = transcript(client, song).text.splitlines()
    assert (lines[0], lines[6]) == ("Bread & Salt", "<b>Раз</b> & «два»")


def test_recording_without_words_has_no_transcript(client):
    assert transcript(client, factories.recording()).status_code == 404


def test_draft_is_missing_for_visitors(client):
    assert transcript(client, factories.song(status=Status.DRAFT)).status_code == 404


def test_editor_gets_a_draft_and_no_cache_keeps_it(editor_client):
    response = transcript(editor_client, factories.song(status=Status.DRAFT))
    assert response.text.startswith("Song of Vorkuta")
    assert "no-store" in response["Cache-Control"]


def test_moderator_gets_no_draft(moderator_client):
    assert transcript(moderator_client, factories.song(status=Status.DRAFT)).status_code == 404


def test_transcript_can_only_be_read(client):
    address = f"{factories.song().get_absolute_url()}transcript.txt"
    assert client.post(address).status_code == 405


def test_transcript_takes_one_query(client, django_assert_num_queries):
    address = f"{factories.song().get_absolute_url()}transcript.txt"
    with django_assert_num_queries(1):
        client.get(address)
