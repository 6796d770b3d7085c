import re
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from seventeen_moments.core.publication import Status
from tests import factories
from tests.html import squeezed

pytestmark = pytest.mark.django_db

MAKERS = factories.SOURCES


def page(client, source):
    return squeezed(client.get(source.get_absolute_url()).text)


@pytest.mark.parametrize("make", MAKERS)
def test_source_shows_its_title_and_provenance(client, make):
    html = page(
        client,
        make(
            title="The decree",
            creators="Presidium of the Supreme Soviet",
            date="1953-03-27",
            language="ru",
            original_source="Izvestiia, 28 March 1953",
            repository="GARF",
            reference_code="f. 7523, op. 58",
            rights="https://creativecommons.org/publicdomain/mark/1.0/",
        ),
    )
    facts = re.findall(r"<dd[^>]*>(?:<a [^>]*>)?([^<]+)", html)
    shared = ["Presidium of the Supreme Soviet", "27 March 1953", "Russian"]
    shared += ["Izvestiia, 28 March 1953", "GARF", "f. 7523, op. 58", "Public domain"]
    assert facts[-8:-1] == shared


@pytest.mark.parametrize("make", MAKERS)
def test_draft_source_of_a_published_essay_is_missing_for_visitors(client, make):
    source = make(status=Status.DRAFT)
    assert client.get(source.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("make", MAKERS)
def test_published_source_of_a_draft_essay_is_missing_for_visitors(client, make):
    source = make(essay=factories.essay(status=Status.DRAFT))
    assert client.get(source.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("make", MAKERS)
def test_future_source_is_missing_for_visitors(client, make):
    source = make(published_at=timezone.now() + timedelta(days=1))
    assert client.get(source.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("make", MAKERS)
def test_editor_sees_a_draft_and_no_cache_keeps_it(editor_client, make):
    response = editor_client.get(make(status=Status.DRAFT).get_absolute_url())
    assert "A draft, visible only to editors" in response.text
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("make", MAKERS)
def test_moderator_sees_no_draft(moderator_client, make):
    source = make(status=Status.DRAFT)
    assert moderator_client.get(source.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("make", MAKERS)
def test_previous_and_next_link_the_published_sources(client, make):
    essay = factories.essay()
    first = make(essay=essay, title="First")
    make(essay=essay, title="Draft", status=Status.DRAFT)
    here = make(essay=essay, title="Here")
    last = make(essay=essay, title="Last")
    assert re.findall(r'href="([^"]+)" rel="(prev|next)"', page(client, here)) == [
        (first.get_absolute_url(), "prev"),
        (last.get_absolute_url(), "next"),
    ]


def test_same_slug_in_another_essay_is_another_source(client):
    factories.text(title="Here", slug="decree", essay=factories.essay(slug="here"))
    factories.text(title="There", slug="decree", essay=factories.essay(slug="there"))
    response = client.get("/essays/there/texts/decree/")
    assert response.context["source"].title == "There"


def test_text_has_three_columns_each_in_its_language(client):
    text = factories.text(
        language="ru", original="Указ", transliteration="Ukaz", translation="Decree"
    )
    assert re.findall(r'<p lang="([\w-]+)" dir="auto" class="(\w+)"', page(client, text)) == [
        ("ru", "original"),
        ("ru-Latn", "transliteration"),
        ("en", "translation"),
    ]


def test_short_translation_leaves_its_cell_empty(client):
    text = factories.text(original="Один\n\nДва", translation="One")
    cells = re.findall(r'class="(\w+)" data-label="[^"]+">(\w*)', page(client, text))
    assert cells == [
        ("original", "Один"),
        ("translation", "One"),
        ("original", "Два"),
        ("translation", ""),
    ]


def test_words_are_escaped(client):
    text = factories.text(translation="<script>alert(1)</script>\nAnd a line.")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>And a line." in page(client, text)


def test_text_without_words_says_so(client):
    assert "This text has not been transcribed yet." in page(client, factories.text())


def test_picture_has_its_renditions_and_its_size(client):
    image = factories.image(file=factories.picture(1200, 900), alternative_text="Planks")
    assert (
        f'<img src="/media/{image.folder}/200.webp" '
        f'srcset="/media/{image.folder}/200.webp 200w, /media/{image.folder}/400.webp 400w, '
        f'/media/{image.folder}/1000.webp 1000w, /media/{image.folder}/1200.webp 1200w" '
        'sizes="(max-width: 32rem) '
        "min(1200px, 80vh * 1200 / 900, 100vw - 4.5rem), "
        'min(1200px, 80vh * 1200 / 900, 92.2vw - 2rem)" width="1200" height="900" alt="Planks">'
    ) in page(client, image)


def test_decorative_picture_has_an_empty_alternative(client):
    image = factories.image(alternative_text="", decorative=True)
    assert 'alt="">' in page(client, image)


def test_recording_can_be_heard_and_read_line_by_line(client):
    recording = factories.recording(
        file=factories.sound(65),
        performers="Petrov, Ivan\nChoir",
        transcript="Первая\nВторая",
        transcript_translation="First\nSecond",
    )
    html = page(client, recording)
    assert f'<audio controls preload="metadata" src="/media/{recording.file.name}">' in html
    assert html.count('class="row"') == 2
    assert "<dd>Ivan Petrov and Choir</dd>" in html
    assert "<dd>1:05</dd>" in html


def test_untimed_words_need_no_script(client):
    html = page(client, factories.song(timing=""))
    assert re.findall(r"transcript\.js|<track|captions\.vtt|data-transcript", html) == []


def test_timed_lines_say_from_when_to_when_they_are_heard(client):
    html = page(client, factories.song())
    assert re.findall(r'data-start="([\d.]+)" data-end="([\d.]+)">', html) == [
        ("1.0", "2.5"),
        ("3.0", "5.0"),
    ]


def test_times_are_links_into_the_sound(client):
    song = factories.song()
    links = re.findall(
        r'<a class="clock" href="([^"]+)"><span class="vh">Play from </span>([^<]+)',
        page(client, song),
    )
    assert links == [(f"{song.file.url}#t=1.0", "0:01"), (f"{song.file.url}#t=3.0", "0:03")]


def test_times_are_numbers_in_every_language(client, settings):
    song = factories.song()
    settings.LANGUAGE_CODE = "ru"
    assert ' data-start="1.0" data-end="2.5">' in page(client, song)


def test_each_column_is_offered_as_captions(client):
    html = page(client, factories.song(slug="song", essay=factories.essay(slug="thaw")))
    address = "/essays/thaw/music/song/captions.vtt"
    assert re.findall(r"<track [^>]+>", html) == [
        f'<track kind="captions" src="{address}?in=original" srclang="ru" label="Original">',
        f'<track kind="captions" src="{address}?in=transliteration" srclang="ru-Latn" '
        'label="Transliteration">',
        f'<track kind="captions" src="{address}?in=translation" srclang="en" label="Translation">',
    ]


def test_line_without_an_original_has_no_time(client):
    song = factories.song(transcript_translation="One\nTwo\nAnd three")
    html = page(client, song)
    assert re.search(r'<li id="p3" ?>\s*<p[^>]* class="original">\s*</p>', html)


def test_reference_links_to_its_address(client):
    reference = factories.reference(url="https://example.org/book", annotation="A survey.")
    html = page(client, reference)
    assert '<a href="https://example.org/book" rel="noopener">' in html
    assert "<p>A survey.</p>" in html


@pytest.mark.parametrize("make", [factories.image, factories.recording])
def test_page_works_without_its_file(client, db, make):
    source = make()
    for name in source.file_names():
        default_storage.delete(name)
    assert ", missing)" in client.get(source.get_absolute_url()).text
