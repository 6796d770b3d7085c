"""Times in the time zone of the archive; stored ones are in UTC."""

from datetime import UTC, datetime

import pytest

from essays.models import Essay
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.versions.draft_forms import page_for, publish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("month", "utc"),
    [("03-28", "08:00"), ("03-30", "07:00"), ("10-24", "07:00"), ("10-26", "08:00")],
)
def test_nine_in_the_morning_is_another_hour_of_utc_in_summer(editor_client, settings, month, utc):
    settings.TIME_ZONE = "Europe/Berlin"
    essay = factories.essay(status="draft")
    when = {"when": "later", "time_0": f"2099-{month}", "time_1": "09:00"}
    page = editor_client.get(page_for(essay, "publish"))
    assert "Time zone: Europe/Berlin." in page.text
    editor_client.post(page_for(essay, "publish"), filled(page, **when))
    assert f"{Essay.objects.get().published_at:%H:%M}" == utc


def test_hour_that_is_repeated_in_autumn_can_be_saved_again(editor_client, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    repeated = datetime(2099, 10, 25, 1, 30, 15, 123456, tzinfo=UTC)  # the second 02:30
    essay = factories.essay(published_at=repeated)
    text = factories.text(essay=essay, status="draft")
    publish(editor_client, essay, **{"with": text.key})
    text.refresh_from_db()
    assert text.published_at == repeated


def test_public_from_is_a_day_of_the_archive_in_list_and_page(editor_client, settings):
    settings.TIME_ZONE = "Pacific/Kiritimati"  # 14 hours before UTC
    essay = factories.essay(published_at=datetime(2025, 12, 31, 11, tzinfo=UTC))
    pages = [
        editor_client.get(address).text
        for address in ["/admin/essays/essay/", essay.get_absolute_url()]
    ]
    assert ["1 January 2026" in page for page in pages] == [True, True]


def test_feed_gives_the_moment_in_the_zone_of_the_archive(client, settings):
    settings.TIME_ZONE = "Pacific/Kiritimati"
    factories.essay(published_at=datetime(2025, 12, 31, 11, tzinfo=UTC))
    feed = client.get("/feeds/essays/").text
    assert "<published>2026-01-01T01:00:00+14:00</published>" in feed
