from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from resources import webvtt
from resources.models import Recording
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.models import Draft
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db


def page(recording):
    return reverse("admin:resources_recording_timing", args=[recording.pk])


def draft(**fields):
    """A song of three lines and six seconds, without times."""
    fields = {"transcript": "Раз\nДва\n\nТри", "timing": "", "status": Status.DRAFT} | fields
    return factories.song(**fields)


def times(**inputs):
    return {name.replace("_", "-"): value for name, value in inputs.items()}


def sent(client, recording, **inputs):
    address = page(recording)
    return client.post(address, filled(client.get(address)) | times(**inputs), follow=True)


def stored():
    return Recording.objects.get().times


def test_typed_times_are_saved(editor_client):
    song = draft()
    response = sent(editor_client, song, start_1="0.5", start_2="1:02.5", start_3="2")
    assert "Line 2: it begins after the end of the recording (0:06)." in response.text
    response = sent(editor_client, song, start_1="0.5", start_2="0:02,5", start_3="4")
    assert stored() == [[0.5, 2.5], [2.5, 4.0], [4.0, 6.0]]
    assert response.redirect_chain == [(page(song), 302)]


def test_line_can_end_before_the_next_begins(editor_client):
    sent(editor_client, draft(), start_1="0", end_1="1", start_2="2", start_3="4", end_3="5")
    assert stored() == [[0, 1.0], [2.0, 4.0], [4.0, 5.0]]


def test_stored_times_are_shown_and_saving_them_changes_nothing(editor_client):
    song = factories.song(status=Status.DRAFT)
    data = filled(editor_client.get(page(song)))
    shown = [data[name] for name in ["start-1", "end-1", "start-2", "end-2"]]
    assert shown == ["1", "2.5", "3", "5"]
    sent(editor_client, song)
    assert stored() == [[1.0, 2.5], [3.0, 5.0]]


def test_all_times_can_be_removed(editor_client):
    song = factories.song(status=Status.DRAFT)
    sent(editor_client, song, start_1="", end_1="", start_2="", end_2="")
    assert Recording.objects.get().timing == ""


REFUSED = {
    "missing": ({"start_3": ""}, "Line 3: it has no time yet."),
    "word": ({"start_2": "soon"}, "Line 2: “soon” is not a time in seconds, such as 83.4."),
    "infinite": ({"start_2": "1e999"}, "Line 2: “1e999” is not a time in seconds, such as 83.4."),
    "negative": ({"start_1": "-1"}, "Line 1: “-1” is not a time in seconds, such as 83.4."),
    "word as an end": ({"end_2": "?"}, "Line 2: “?” is not a time in seconds, such as 83.4."),
    "unordered": ({"start_2": "5"}, "Line 3: it begins before the line above it."),
    "late": ({"start_3": "7"}, "Line 3: it begins after the end of the recording (0:06)."),
    "end before start": ({"end_2": "1"}, "Line 2: it must end after it begins."),
    "same start": (
        {"start_2": "1"},
        "Line 1: it must begin before the next line, or have an end of its own.",
    ),
    "late end": ({"end_3": "8"}, "Line 3: it ends after the end of the recording (0:06)."),
}


@pytest.mark.parametrize(("inputs", "sentence"), REFUSED.values(), ids=REFUSED)
def test_refusal_names_the_line_and_keeps_all_input(editor_client, inputs, sentence):
    inputs = {"start_1": "1", "start_2": "2", "start_3": "3"} | inputs
    response = sent(editor_client, draft(), **inputs)
    assert sentence in response.text
    assert filled(response).items() >= times(**inputs).items()
    assert stored() == []


def test_refusal_counts_the_lines(editor_client):
    response = sent(editor_client, draft(), start_2="2")
    assert "the times of 2 lines are missing or wrong (lines 1, 3)." in response.text


def test_public_page_keeps_its_times_until_the_draft_is_published(editor_client):
    song = factories.song()
    response = sent(editor_client, song, start_1="0.5", end_1="")
    assert "Visitors still see the previous page" in response.text
    assert stored() == [[1.0, 2.5], [3.0, 5.0]]
    assert list(Draft.objects.get().data) == ["timing"]
    assert filled(editor_client.get(page(song)))["start-1"] == "0.5"


def test_scheduled_draft_keeps_its_time_and_its_other_changes(editor_client):
    song = factories.song()
    tomorrow = (timezone.now() + timedelta(days=1)).replace(microsecond=0)
    Draft.objects.create(target=song, data={"title": "Later"}, publish_at=tomorrow)
    sent(editor_client, song, start_1="0.5")
    draft = Draft.objects.get()
    assert (draft.publish_at, sorted(draft.data)) == (tomorrow, ["timing", "title"])


def test_draft_of_a_page_that_is_no_longer_public_is_saved_with_its_themes(editor_client):
    song = draft()
    Draft.objects.create(target=song, data={"title": "Later", "themes": ["Law"]})
    sent(editor_client, song, start_1="1", start_2="2", start_3="3")
    song = Recording.objects.get()
    assert (song.title, list(song.themes.names()), len(song.times)) == ("Later", ["Law"], 3)
    assert not Draft.objects.exists()


def test_draft_of_the_words_is_timed_with_its_own_lines(editor_client):
    song = factories.song()
    timing = webvtt.serialize([(0, 1, ""), (2, 3, ""), (4, 5, "")])
    Draft.objects.create(target=song, data={"transcript": "a\nb\nc", "timing": timing})
    data = filled(editor_client.get(page(song)))
    assert [data[f"words-{number}"] for number in (1, 2, 3)] == ["a", "b", "c"]
    sent(editor_client, song, start_3="4.5")
    assert "4.500" in Draft.objects.get().data["timing"]
    assert Draft.objects.get().data["transcript"] == "a\nb\nc"


def test_times_follow_their_lines_if_the_words_were_changed_meanwhile(editor_client):
    song = draft()
    data = filled(editor_client.get(page(song))) | times(start_1="1", start_2="2", start_3="3")
    song.transcript = "Пролог\nРаз\n\nТри"
    song.save()
    response = editor_client.post(page(song), data)
    assert "the transcript was changed after you opened this page." in response.text
    assert "Times of lines that are gone: 2 “Два”." in response.text
    again = filled(response)
    assert [again[f"start-{number}"] for number in (1, 2, 3)] == ["", "1", "3"]
    assert stored() == []
    editor_client.post(page(song), again | times(start_1="0"))
    assert stored() == [[0.0, 1.0], [1.0, 3.0], [3.0, 6.0]]


def test_times_saved_by_someone_else_are_not_overwritten(editor_client):
    song = draft()
    data = filled(editor_client.get(page(song))) | times(start_1="1", start_2="2", start_3="3")
    song.timing = webvtt.serialize([(0, 1, ""), (2, 3, ""), (4, 5, "")])
    song.save()
    response = editor_client.post(page(song), data)
    assert "This page was changed after you opened it." in response.text
    assert filled(response)["start-1"] == "1"
    assert stored() == [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]
    version = response.context["conflict"].version
    editor_client.post(page(song), filled(response) | {"_over": version})
    assert stored() == [[1.0, 2.0], [2.0, 3.0], [3.0, 6.0]]


def test_saving_is_logged_and_recorded(editor_client):
    song = draft()
    sent(editor_client, song, start_1="1", start_2="2", start_3="3")
    response = editor_client.get(reverse("admin:resources_recording_history", args=[song.pk]))
    assert "user" in response.text.lower()
    entry = response.wsgi_request.user.logentry_set.get()
    assert entry.get_change_message() == "Changed Timing of the transcript."


def test_author_times_an_own_draft(client):
    author = factories.user("Authors")
    client.force_login(author)
    song = draft(owner=author, essay=factories.essay(owner=author, status=Status.DRAFT))
    sent(client, song, start_1="1", start_2="2", start_3="3")
    assert stored() == [[1.0, 2.0], [2.0, 3.0], [3.0, 6.0]]


def test_transcript_without_lines_is_explained(editor_client):
    response = editor_client.get(page(draft(transcript="")))
    assert "The transcript has no lines yet." in response.text


def test_form_links_the_page(editor_client):
    song = draft()
    form = editor_client.get(reverse("admin:resources_recording_change", args=[song.pk]))
    assert f'href="{page(song)}"' in form.text


def test_text_has_no_timing(editor_client):
    text = factories.text()
    assert editor_client.get(f"/admin/resources/text/{text.pk}/timing/").status_code == 302
