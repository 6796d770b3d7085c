"""The page of a film that another site keeps."""

import pytest

from tests import factories

ADDRESS = "https://films.example.org/cranes?id=1&part=2"
LINK = (
    '<a href="https://films.example.org/cranes?id=1&amp;part=2" rel="noopener noreferrer external">'
)


@pytest.fixture
def page_of(client, db):
    def page_of(**fields):
        video = factories.video(**{"file": "", "url": ADDRESS} | fields)
        response = client.get(video.get_absolute_url())
        assert response.status_code == 200
        return response.content.decode()

    return page_of


@pytest.mark.parametrize("poster", [{}, {"poster": ""}])
def test_link_says_where_it_leads(page_of, poster):
    page = page_of(**poster)
    assert LINK in page
    assert "<span>Watch the film on films.example.org</span>" in page
    assert "<video" not in page


def test_words_have_their_times_without_links(page_of):
    captions = (
        "WEBVTT\nKind: captions\nLanguage: ru\n\n00:01.000 --> 00:02.000\nРаз\n"
        "\nWEBVTT\nKind: subtitles\nLanguage: en\n\n00:01.000 --> 00:02.000\nOne\n"
    )
    page = page_of(captions=captions, language="ru")
    assert '<span class="clock">0:01</span>' in page
    assert "Раз" in page
    assert "data-start" not in page
    assert "transcript.js" not in page


def test_page_without_words_has_no_empty_row_of_tools(page_of):
    assert page_of().count('<p class="tools">') == 2  # to cite, to suggest a correction


def test_captions_of_many_languages_are_in_one_list(client, db):
    video = factories.subtitled()
    page = client.get(video.get_absolute_url()).content.decode()
    row = page.split('<ul class="formats tracks small">')[1].split("</ul>")[0]
    captions = f"{video.get_absolute_url()}captions.vtt"
    assert f'<li><a href="{captions}?in=ru" hreflang="ru">Russian</a></li>' in row
    assert f'<li><a href="{captions}?in=en" hreflang="en">English</a></li>' in row
    assert page.split('<p class="tools">')[1].split("</p>")[0].count("<a ") == 3
