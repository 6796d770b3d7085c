"""How editors add and change a video."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from resources.models import LinkCheck
from resources.video import Video
from seventeen_moments.core.publication import Status
from tests import factories
from tests.films import film, mp4
from tests.forms import filled, row
from tests.seventeen_moments.versions.draft_forms import publish

ADD = reverse("admin:resources_video_add")
LIST = reverse("admin:resources_video_changelist")
ADDRESS = "https://films.example.org/watch?v=1953"
NOWHERE = "Choose a file, or enter the address of the film on the web."
RUSSIAN = "WEBVTT\n\n00:01.000 --> 00:02.000\nРаз\n"
LATER = timezone.now() + timedelta(days=1)
SUBRIP = "1\n00:00:01,000 --> 00:00:02,000\nOne\n"


def change(video):
    return reverse("admin:resources_video_change", args=[video.pk])


def save(client, video, button="_draft", **fields):
    page = client.get(change(video))
    return client.post(change(video), filled(page) | {button: "on"} | fields)


def refusal(client, video, **fields):
    """What the form says, or else the page before publication."""
    response = save(client, video, "_publish", **fields)
    if response.status_code == 302:
        found = client.get(response.url).context["plan"].main.obstacles
        return {field: [str(sentence)] for field, sentence in found.items()}
    return errors(response)


def track(number, **fields):
    """The fields of one row of captions."""
    return row("captions", number, **fields)


def upload(text, name):
    return SimpleUploadedFile(name, text.encode())


def errors(response):
    return dict(response.context["adminform"].form.errors)


def tracks(video):
    video.refresh_from_db()
    return [
        (results["language"], results["purpose"], [words for *_times, words in results["cues"]])
        for results in video.tracks
    ]


# The list


def cells(client, name):
    page = client.get(LIST).text
    return [part.split("</td>")[0] for part in page.split(f'<td class="field-{name}">')[1:]]


def test_list_shows_the_poster_and_the_length(editor_client):
    video = factories.video(file=film(61))
    shown = f'<img class="thumbnail" src="{video.smallest["url"]}" alt="" loading="lazy">'
    assert (cells(editor_client, "thumbnail"), cells(editor_client, "length")) == (
        [shown],
        ["1:01"],
    )


def test_list_shows_a_video_without_poster_and_file(editor_client):
    factories.video(file="", poster="", url=ADDRESS)
    assert (cells(editor_client, "thumbnail"), cells(editor_client, "length")) == (["–"], ["-"])


def test_list_shows_the_result_of_the_link_check(editor_client):
    factories.video(url=ADDRESS)
    LinkCheck.objects.create(url=ADDRESS, alive=True, result="200", checked_at=timezone.now())
    assert ["Works" in cell for cell in cells(editor_client, "link_status")] == [True]


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_database_alike_for_one_and_three(
    editor_client, django_assert_num_queries, number
):
    for _ in range(number):
        factories.subtitled()
    editor_client.get(LIST)
    with django_assert_num_queries(10):
        editor_client.get(LIST)


@pytest.mark.parametrize(
    ("check", "whole"),
    [("alternative-text", {"alternative_text": "A train leaves."}), ("transcript", {})],
)
def test_filter_finds_films_without_description_or_transcript(editor_client, check, whole):
    lacking = factories.video()
    factories.subtitled(**whole)
    results = editor_client.get(LIST, {"incomplete": check}).context["cl"].result_list
    assert list(results) == [lacking]


@pytest.mark.parametrize(
    ("need", "said"),
    [
        (
            "alternative-text",
            {"alternative_text": ["Publication requires a description of what is shown."]},
        ),
        ("transcript", {"captions": ["Publication requires a transcript."]}),
    ],
)
def test_form_says_what_publishing_needs(editor_client, settings, need, said):
    settings.PUBLISHING_NEEDS = [need]
    video = factories.video(status=Status.DRAFT)
    assert refusal(editor_client, video) == said


# The form


def test_video_is_added_with_all_it_has(editor_client):
    fields = {
        "essay": factories.essay().pk,
        "title": "Trains",
        "kind": "amateur",
        "file": film(3),
        "poster": factories.picture(),
        "url": ADDRESS,
        "directors": "Vertov, Dziga",
        "alternative_text": "A train leaves.",
        **track(0, language="ru", purpose="captions", text=RUSSIAN),
    }
    editor_client.post(ADD, filled(editor_client.get(ADD)) | fields)
    publish(editor_client, Video.objects.get())
    video = Video.objects.published().get()
    assert (video.kind, video.url, video.directors) == ("amateur", ADDRESS, "Vertov, Dziga")
    assert (video.length, bool(video.poster_renditions), tracks(video)) == (
        "0:03",
        True,
        [("ru", "captions", ["Раз"])],
    )


@pytest.mark.parametrize(
    ("text", "name", "words"), [(RUSSIAN, "ru.vtt", "Раз"), (SUBRIP, "en.srt", "One")]
)
def test_captions_come_from_a_file(editor_client, text, name, words):
    video = factories.video(file=film(3), status=Status.DRAFT)
    about = track(0, language="de", purpose="subtitles", file=upload(text, name))
    save(editor_client, video, **about)
    assert tracks(video) == [("de", "subtitles", [words])]


def test_track_is_removed(editor_client):
    video = factories.subtitled(status=Status.DRAFT)
    save(editor_client, video, **track(1, remove="on"))
    assert [language for language, *_rest in tracks(video)] == ["ru"]


def test_poster_is_chosen_and_taken_away(editor_client):
    video = factories.video(poster="", status=Status.DRAFT)
    save(editor_client, video, poster=factories.picture(60, 40))
    video.refresh_from_db()
    assert [rendition["width"] for rendition in video.poster_renditions] == [60]
    save(editor_client, video, **{"poster-clear": "on"})
    video.refresh_from_db()
    assert (video.poster.name, video.poster_renditions, bool(video.file)) == ("", [], True)


def test_replaced_film_keeps_its_poster(editor_client):
    video = factories.video(status=Status.DRAFT)
    save(editor_client, video, file=SimpleUploadedFile("film.mp4", mp4()))
    before = video.poster.name
    video.refresh_from_db()
    assert (video.file.name.endswith("/film.mp4"), video.poster.name) == (True, before)


def test_film_can_be_removed_if_there_is_an_address(editor_client):
    video = factories.video(url=ADDRESS, published_at=LATER)
    save(editor_client, video, **{"file-clear": "on"})
    video.refresh_from_db()
    assert (video.file.name, video.duration, video.status) == ("", None, Status.PUBLISHED)


# Refusals


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({}, {"url": [NOWHERE]}),
        ({"url": "films"}, {"url": ["Enter a valid URL."]}),
        (
            {"file": upload("A film.", "film.webm")},
            {"file": ["This file is not a film that browsers can play. Use MP4 or WebM."]},
        ),
        (
            {"file": factories.sound()},
            {"file": ["This file has no picture: add it as a recording."]},
        ),
        (
            {"url": ADDRESS, "poster": upload("A poster.", "poster.png")},
            {
                "poster": [
                    "This file is not a picture that can be shown. Use JPEG, PNG, WebP, "
                    "GIF, TIFF, HEIC or AVIF."
                ]
            },
        ),
        (
            {"url": ADDRESS, **track(0, language="ru", purpose="captions", text="Раз")},
            {"captions": None},
        ),
    ],
)
def test_error_is_shown_once_at_its_field(editor_client, fields, refused):
    video = factories.video(status=Status.DRAFT, file="", poster="")
    messages = refusal(editor_client, video, **fields)
    assert messages.keys() == refused.keys()
    assert [messages[name] for name, words in refused.items() if words] == [
        words for words in refused.values() if words
    ]
    video.refresh_from_db()
    assert video.status == Status.DRAFT


def test_taking_away_all_that_a_scheduled_video_has_is_refused(editor_client):
    video = factories.video(published_at=LATER)
    response = save(editor_client, video, **{"file-clear": "on"})
    assert errors(response) == {"url": [NOWHERE]}
    assert Video.objects.get().file


def test_draft_may_lack_both(editor_client):
    video = factories.video(status=Status.DRAFT, url=ADDRESS)
    save(editor_client, video, url="", **{"file-clear": "on"})
    video.refresh_from_db()
    assert (video.file.name, video.url, video.status) == ("", "", Status.DRAFT)


def test_captions_longer_than_the_new_film_are_refused(editor_client):
    video = factories.subtitled(status=Status.DRAFT)
    response = save(editor_client, video, file=film(2))
    assert errors(response)["__all__"] == [
        "Track 1 (Russian), line 6: this cue ends at 0:05, but the film at 0:02.",
        "Track 2 (English), line 6: this cue ends at 0:05, but the film at 0:02.",
    ]


def test_input_survives_a_refusal(editor_client):
    video = factories.video(status=Status.DRAFT)
    typed = {
        "title": "Trains & rails",
        "directors": "Vertov, Dziga",
        "cast": "Svilova, Elizaveta",
        "alternative_text": "A train\n\nleaves.",
        "description": "In 1954.",
        **track(0, language="ru", purpose="captions", text="Раз"),
    }
    files = track(1, language="en", purpose="subtitles", file=upload(SUBRIP, "en.srt"))
    response = save(editor_client, video, url="films", **typed, **files)
    again = filled(response)
    assert {name: again[name] for name in typed} == typed
    assert again["captions-1-text"] == SUBRIP.strip()


# The essay's form


def essay_form(client, essay, **fields):
    address = reverse("admin:essays_essay_change", args=[essay.pk])
    data = filled(client.get(address)) | {"videos-TOTAL_FORMS": 1} | row("videos", 0, **fields)
    return client.post(address, data)


@pytest.mark.parametrize("where", [{"url": ADDRESS}, {"file": film(2)}], ids=["address", "file"])
def test_row_of_an_essay_adds_a_video(editor_client, where):
    essay = factories.essay()
    essay_form(editor_client, essay, title="Trains", kind="newsreel", **where)
    publish(editor_client, essay)
    video = essay.videos.published().get()
    assert (video.title, bool(video.file), video.url) == (
        "Trains",
        "file" in where,
        where.get("url", ""),
    )


def test_row_without_file_and_address_stays_a_draft(editor_client):
    essay = factories.essay()
    essay_form(editor_client, essay, title="Trains", kind="newsreel")
    publish(editor_client, essay)
    assert Video.objects.get().status == Status.DRAFT


@pytest.mark.parametrize(
    ("name", "content"), [("film.mp4", b"words"), ("film.webm", b"")], ids=["words", "empty"]
)
def test_refused_film_is_reported_only_at_its_field(editor_client, name, content):
    essay = factories.essay()
    sent = {"essay": essay.pk, "title": "Trains", "_publish": "on"}
    page = editor_client.get(ADD)
    response = editor_client.post(
        ADD, filled(page, **sent) | {"file": SimpleUploadedFile(name, content)}
    )
    assert list(errors(response)) == ["file"]
