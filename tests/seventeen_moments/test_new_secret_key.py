"""A new SECRET_KEY breaks nothing while the earlier one is in SECRET_KEY_FALLBACKS."""

import pytest
from django.utils import timezone

from essays.discussion.submission_log import LoggedSubmission
from essays.models import Comment, Flag
from seventeen_moments.editorial.accounts import password_path
from seventeen_moments.feeds.models import QueueFeed
from seventeen_moments.notices.unsubscribing import unsubscribe_path
from tests import factories
from tests.forms import comment_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def renew(settings):
    def renew(*, keep):
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if keep else []
        settings.SECRET_KEY = "a new key"

    return renew


@pytest.mark.parametrize(("keep", "status"), [(True, 200), (False, 404)])
def test_links_in_mails_and_feed_readers_work_with_the_earlier_key(client, renew, keep, status):
    comment = factories.comment()
    feed = QueueFeed.objects.create(user=factories.user("Moderators"))
    addresses = [comment.own_url, unsubscribe_path(comment), feed.get_absolute_url()]
    renew(keep=keep)
    assert [client.get(address).status_code for address in addresses] == [status] * 3


@pytest.mark.parametrize(("keep", "status"), [(True, 302), (False, 200)])
def test_link_of_a_new_account_works_with_the_earlier_key(client, renew, keep, status):
    address = password_path(factories.user())
    renew(keep=keep)
    assert client.get(address).status_code == status


@pytest.mark.parametrize(("keep", "status"), [(True, 200), (False, 302)])
def test_session_goes_on_with_the_earlier_key(moderator_client, renew, keep, status):
    renew(keep=keep)
    assert moderator_client.get("/admin/").status_code == status


@pytest.mark.parametrize(("keep", "stored"), [(True, 1), (False, 0)])
def test_open_form_is_accepted_with_the_earlier_key(client, renew, keep, stored):
    essay = factories.essay(slug="home")
    form = comment_on(essay)
    renew(keep=keep)
    client.post("/essays/home/comments/", form)
    assert Comment.objects.count() == stored


@pytest.mark.parametrize(("keep", "stored"), [(True, 1), (False, 2)])
def test_hashes_of_addresses_are_found_with_the_earlier_key(renew, keep, stored):
    comment, now = factories.comment(), timezone.now()
    Flag.objects.flag_once(comment, "198.51.100.9", "Rude")
    LoggedSubmission.objects.log("198.51.100.9", "I was there.", now)
    renew(keep=keep)
    Flag.objects.flag_once(comment, "198.51.100.9", "Rude")
    LoggedSubmission.objects.log("198.51.100.9", "I was not.", now)
    counted = LoggedSubmission.objects.in_last_hour("198.51.100.9", now).count()
    assert (Flag.objects.count(), counted) == (stored, 3 - stored)
