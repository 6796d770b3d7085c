"""Earliest and latest day, and the day of the year, on each way into the database."""

from datetime import date

import pytest
from django.core import serializers

from resources.models import Recording, Text
from seventeen_moments.core.kinds import kinds
from tests import factories

MARCH = (date(1953, 3, 27), date(1953, 3, 27), 327)
YEAR = (date(1954, 1, 1), date(1954, 12, 31), None)
NONE = (None, None, None)


def made(source):
    source.refresh_from_db()
    return source.earliest, source.latest, source.day


@pytest.fixture
def text(db):
    return factories.text(date="1953-03-27")


@pytest.mark.parametrize("kind", kinds())
def test_each_kind_of_source_is_sorted_when_saved(db, kind):
    source = getattr(factories, kind._meta.model_name)(date="1953-03-27")
    assert made(source) == MARCH


def test_source_without_a_date_has_no_days(db):
    assert made(factories.text()) == NONE


def test_words_that_are_no_date_have_no_days(db):
    assert made(factories.text(date="that spring")) == NONE


def test_changed_date_changes_the_sorting(text):
    text.date = "1954"
    text.save(update_fields=["date"])
    assert made(text) == YEAR


def test_removed_date_takes_its_days_along(text):
    text.date = ""
    text.save()
    assert made(text) == NONE


def test_bulk_creation_sorts(db):
    essay = factories.essay()
    Text.objects.bulk_create([Text(essay=essay, title="A", slug="a", position=1, date="1954")])
    assert made(Text.objects.get()) == YEAR


def test_bulk_update_sorts(text):
    text.date = "1954"
    Text.objects.bulk_update([text], ["date"])
    assert made(text) == YEAR


def test_update_sorts(text):
    Text.objects.update(date="1954")
    assert made(text) == YEAR


def test_update_of_recordings_sorts_and_leaves_their_times(db):
    song = factories.song()
    Recording.objects.update(date="1954")
    assert (made(song), len(song.times)) == (YEAR, 2)


def test_fixture_sorts(text):
    fixture = serializers.serialize("json", [text])
    fixture = fixture.replace('"date": "1953-03-27"', '"date": "1954"')
    for row in serializers.deserialize("json", fixture):
        row.save()
    assert made(text) == YEAR
