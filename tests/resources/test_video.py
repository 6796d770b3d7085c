"""Videos: the film, stored or elsewhere, its poster and its captions."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from resources.video import Video
from seventeen_moments.bulk.columns import headings_of
from seventeen_moments.bulk.importing import Import
from seventeen_moments.bulk.table import Table
from seventeen_moments.core.publication import Status
from tests import factories
from tests.films import film, mp4
from tests.html import squeezed

pytestmark = pytest.mark.django_db

ADDRESS = "https://films.example.org/watch?v=1953&part=2"
NOWHERE = "Choose a file, or enter the address of the film on the web."


def page(client, source):
    return squeezed(client.get(source.get_absolute_url()).text)


def elsewhere(**fields):
    return factories.video(**{"file": "", "url": ADDRESS} | fields)


# Published with a file or an address


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"file": "videos/a/film.webm"}, {}),
        ({"url": ADDRESS}, {}),
        ({}, {"url": [NOWHERE]}),
        ({"url": "films"}, {"url": ["Enter a valid URL."]}),
        ({"status": Status.DRAFT}, {}),
    ],
)
def test_published_video_is_somewhere(fields, errors):
    essay = factories.essay()
    video = Video(**{"essay": essay, "title": "Trains", "status": Status.PUBLISHED} | fields)
    try:
        video.full_clean(exclude=["slug", "position"])
        refused = {}
    except ValidationError as refusal:
        refused = refusal.message_dict
    assert refused == errors


def test_database_keeps_no_published_video_that_is_nowhere():
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.video(file="", poster="")
    factories.video(file="", poster="", status=Status.DRAFT)


@pytest.mark.parametrize(
    ("cells", "problems"),
    [
        ("published,", [(2, "url", NOWHERE)]),
        ("draft,", []),
        (f"published,{ADDRESS}", []),
    ],
)
def test_table_adds_a_video_that_is_somewhere(tmp_path, cells, problems):
    essay = factories.essay()
    path = tmp_path / "table.csv"
    path.write_text(f"source,essay,title,status,url\nvideo,{essay.slug},Trains,{cells}\n")
    work = Import(Table(path, headings_of()))
    list(work.check())
    assert [tuple(problem) for problem in work.report.problems] == problems


# Derived from the file


@pytest.mark.parametrize(
    ("upload", "made"),
    [
        (lambda: film(2, 64, 48), (2, 64, 48)),
        (lambda: SimpleUploadedFile("film.mp4", mp4()), (1, 64, 48)),
    ],
)
def test_duration_and_size_are_read_from_the_file(upload, made):
    video = factories.video(file=upload())
    video.refresh_from_db()
    assert (round(video.duration), video.width, video.height) == made


def test_duration_and_size_go_with_the_file():
    video = factories.video(url=ADDRESS)
    video.file = ""
    video.save()
    video.refresh_from_db()
    assert (video.duration, video.width, video.height, video.length) == (None, None, None, "")


def test_captions_fit_the_film():
    subtitled = factories.subtitled()
    subtitled.file = film(2)
    with pytest.raises(ValidationError) as refused:
        subtitled.clean()
    assert refused.value.messages == [
        "Track 1 (Russian), line 6: this cue ends at 0:05, but the film at 0:02.",
        "Track 2 (English), line 6: this cue ends at 0:05, but the film at 0:02.",
    ]


# The page


def test_film_has_controls_its_poster_and_does_not_play_by_itself(client):
    video = factories.video(file=film(1, 128, 96), title="Trains & rails")
    player = re.search(r"<video[^>]*>", page(client, video))[0]
    assert player == (
        '<video controls playsinline preload="metadata" width="128" height="96" '
        f'src="{video.file.url}" aria-label="Trains &amp; rails" poster="{video.largest["url"]}">'
    )


def test_film_without_a_poster_names_none(client):
    html = page(client, factories.video(poster=""))
    assert ("<video controls" in html, "poster=" in html, '<img class="printed"' in html) == (
        True,
        False,
        False,
    )


def test_paper_shows_the_poster(client):
    video = factories.video()
    assert f'<img class="printed" src="{video.largest["url"]}" width="40" height="30" alt=""' in (
        page(client, video)
    )


def test_player_has_each_track_with_its_language(client):
    video = factories.subtitled()
    captions = f"{video.get_absolute_url()}captions.vtt"
    assert re.findall(r"<track [^>]*>", page(client, video)) == [
        f'<track kind="captions" src="{captions}?in=ru" srclang="ru" label="Russian">',
        f'<track kind="subtitles" src="{captions}?in=en" srclang="en" label="English">',
    ]


def test_lines_of_the_transcript_lead_to_their_moment(client):
    video = factories.subtitled()
    html = page(client, video)
    links = re.findall(r'<a class="clock" href="([^"]+#t=[^"]+)">', html)
    assert links == [f"{video.file.url}#t=1.0", f"{video.file.url}#t=3.0"]
    assert "seventeen_moments/transcript" in html


def test_film_without_captions_has_no_words(client):
    html = page(client, factories.video())
    references = re.findall(
        r"<track|captions\.vtt|transcript\.txt|data-transcript|moments/transcript", html
    )
    assert references == []


def test_film_is_offered_with_its_size(client):
    video = factories.video()
    size = f"{video.file.size / 1024:.1f}"
    assert re.search(
        rf'<a [^>]*href="{video.file.url}" download>\s*Download video \(WebM, {size}\s+KB\)</a>',
        page(client, video),
    )


def test_facts_of_the_film_are_shown(client):
    video = factories.video(
        file=film(61),
        kind="documentary",
        directors="Vertov, Dziga",
        cast="Svilova, Elizaveta\nKaufman, Mikhail",
    )
    facts = dict(re.findall(r"<dt>([^<]+)</dt>\s*<dd>([^<]+)</dd>", page(client, video)))
    assert (
        facts.items()
        >= {
            "Kind": "Documentary",
            "Directors": "Dziga Vertov",
            "Cast": "Elizaveta Svilova and Mikhail Kaufman",
            "Duration": "1:01",
            "Size": "64 × 48 pixels",
        }.items()
    )


def test_description_is_below_the_film(client):
    html = page(client, factories.video(alternative_text="A <train>.\n\nMen at the gate."))
    below = html.partition("</video>")[2].partition("What the film shows</h2>")[2]
    assert re.findall(r"<p>.*?</p>", below)[:2] == [
        "<p>A &lt;train&gt;.</p>",
        "<p>Men at the gate.</p>",
    ]


def test_film_without_a_description_has_no_such_section(client):
    assert "What the film shows" not in page(client, factories.video())


# Elsewhere


def test_film_elsewhere_is_a_link_with_a_poster_of_ours(client):
    video = elsewhere()
    html = page(client, video)
    link = re.search(r'<p class="elsewhere">(.*?)</p>', html, re.DOTALL)[1]
    assert link.startswith(
        '<a href="https://films.example.org/watch?v=1953&amp;part=2" '
        f'rel="noopener noreferrer external"> <img src="{video.smallest["url"]}"'
    )
    assert "Watch the film on films.example.org" in link
    assert "<video" not in html


@pytest.mark.parametrize("make", [elsewhere, lambda: factories.subtitled(url=ADDRESS)])
def test_nothing_is_loaded_from_elsewhere(client, make):
    response = client.get(make().get_absolute_url())
    tags = re.findall(r"<[^>]*films\.example\.org[^>]*>", response.text)
    assert [re.match(r'<a [^>]*href="https://films', tag) is not None for tag in tags] == [True]
    assert "films.example.org" not in str(response.headers)


def test_film_elsewhere_without_a_poster_is_only_a_link(client):
    html = page(client, elsewhere(poster=""))
    link = re.search(r'<p class="elsewhere">(.*?)</p>', html, re.DOTALL)[1]
    assert ("<img" in link, "Watch the film on films.example.org" in link) == (False, True)
    assert 'class="tools"> </p>' not in html


def test_film_here_and_elsewhere_is_shown_and_linked(client):
    html = page(client, factories.video(url=ADDRESS))
    assert ("<video controls" in html, 'class="elsewhere"' in html) == (True, False)
    assert re.search(r'part=2" rel="noopener noreferrer external">Watch the film on', html)


def test_words_of_a_film_elsewhere_are_read_with_their_times(client):
    video = elsewhere(language="ru", captions=factories.subtitled().captions)
    html = page(client, video)
    assert re.findall(r'<span class="clock">([^<]+)</span>', html) == ["0:01", "0:03"]
    assert re.findall(r"#t=|data-start|<track|moments/transcript", html) == []
    assert ">Раз <a" in html


# Content warning


def test_reader_opens_a_film_with_a_content_warning_knowingly(client):
    video = factories.subtitled(content_warning="It shows the dead.", url=ADDRESS)
    before, within = page(client, video).split('<details class="advised wide">')
    assert "It shows the dead." in before
    assert re.findall(r"<video|<img|Раз", before) == []
    assert "<video controls" in within.partition("</details>")[0]


def test_poster_with_a_content_warning_stays_out_of_lists(client):
    video = factories.video(
        content_warning="It shows the dead.", description="Men at the gate", date="1953-03-27"
    )
    video.themes.add("Law")
    other = factories.video(essay=video.essay)
    essay = video.essay.get_absolute_url()
    pages = ["/", "/themes/law/", "/on-this-day/03-27/", f"{essay}video/", essay]
    pages += [other.get_absolute_url(), "/search/?q=trains", "/feeds/sources/"]
    texts = {address: client.get(address).text for address in pages}
    hidden = [video.poster_folder, "Men at the gate"]
    assert [address for address, text in texts.items() if any(it in text for it in hidden)] == []


# Its words by themselves


def test_captions_are_given_by_language(client):
    address = f"{factories.subtitled().get_absolute_url()}captions.vtt"
    response = client.get(address, {"in": "en"})
    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert response.text == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nOne\n\n00:00:03.000 --> 00:00:05.000\nTwo\n"
    )
    assert "\nРаз\n" in client.get(address).text


@pytest.mark.parametrize("name", ["", "de", "RU", "captions"])
def test_language_that_there_is_not_has_no_captions(client, name):
    address = f"{factories.subtitled().get_absolute_url()}captions.vtt"
    assert client.get(address, {"in": name}).status_code == 404


def test_transcript_is_plain_text(client):
    response = client.get(f"{factories.subtitled().get_absolute_url()}transcript.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.startswith(
        "Trains from Vorkuta\nNewsreel · 0:06\n\n\nRussian\n\nРаз\nДва\n\n\nEnglish\n\nOne\nTwo\n"
    )


@pytest.mark.parametrize("name", ["captions.vtt", "transcript.txt"])
def test_words_of_a_draft_and_of_a_silent_film_are_missing(client, name):
    sources = [factories.subtitled(status=Status.DRAFT), factories.video(), factories.text()]
    answers = [client.get(f"{source.get_absolute_url()}{name}") for source in sources]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


# Served


@pytest.mark.parametrize(
    ("upload", "media_type"),
    [(film, "video/webm"), (lambda: SimpleUploadedFile("film.mov", mp4()), "video/mp4")],
)
def test_part_of_a_film_is_served_with_its_type(client, upload, media_type):
    video = factories.video(file=upload())
    response = client.get(video.file.url, headers={"Range": "bytes=10-19"})
    assert (response.status_code, response["Content-Type"]) == (206, media_type)
    assert response["Content-Range"] == f"bytes 10-19/{video.file.size}"
    with video.file as stored:
        assert response.getvalue() == stored.read()[10:20]


# Search


@pytest.mark.parametrize("word", ["нефть", "petroleum"])
def test_search_finds_spoken_words_without_their_times(client, word):
    video = factories.subtitled()
    video.captions = video.captions.replace("Раз", "Чёрная нефть").replace("One", "Petroleum")
    video.save()
    page = client.get("/search/", {"q": word})
    assert [hit.pk for hit in page.context["object_list"]] == [video.pk]
    assert re.search(rf"<mark>{word}</mark>", page.text, re.IGNORECASE)
    assert re.findall(r"--&gt;|00:0\d|WEBVTT", page.text) == []
