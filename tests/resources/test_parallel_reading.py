import re

import pytest

from tests import factories

pytestmark = pytest.mark.django_db

VERSIONS = {"original": "Указ", "transliteration": "Ukaz", "translation": "Decree"}


def page(client, query="", **words):
    text = factories.text(**words or VERSIONS)
    return client.get(f"{text.get_absolute_url()}{query}").text


def shown(html):
    return re.findall(r'<p(?: lang="[\w-]+")? dir="auto" class="(\w+)"', html)


def test_all_versions_are_shown_at_first(client):
    assert shown(page(client)) == ["original", "transliteration", "translation"]


def test_address_says_which_versions_are_shown(client):
    assert shown(page(client, "?show=translation,original")) == ["original", "translation"]


@pytest.mark.parametrize("query", ["?show=", "?show=none", "?show=,,"])
def test_address_that_names_no_version_shows_all(client, query):
    assert shown(page(client, query)) == ["original", "transliteration", "translation"]


def test_switch_puts_a_version_away_or_shows_it_again(client):
    html = page(client, "?show=original,translation")
    assert re.findall(r'<a href="\?show=([\w,]+)"( class="on")?', html) == [
        ("translation", ' class="on"'),
        ("original,transliteration,translation", ""),
        ("original", ' class="on"'),
    ]


def test_last_version_shown_cannot_be_put_away(client):
    html = page(client, "?show=original")
    assert re.findall(r'href="\?show=([\w,]+)"', html) == [
        "original,transliteration",
        "original,translation",
    ]


def test_single_version_needs_no_switches(client):
    assert "?show=" not in page(client, translation="Decree")


def test_words_of_a_recording_are_switched_alike(client):
    song = factories.recording(transcript="Первая", transcript_translation="First")
    assert shown(client.get(f"{song.get_absolute_url()}?show=translation").text) == ["translation"]
