"""Where moderators get the address of their feed."""

import pytest

from seventeen_moments.feeds.models import QueueFeed
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = "/admin/queue-feed/"


def shown(client):
    return client.get(PAGE).context["address"]


def test_list_of_comments_leads_to_the_page(moderator_client):
    assert f'href="{PAGE}"' in moderator_client.get("/admin/essays/comment/").text


def test_page_belongs_to_the_desk(moderator_client):
    assert moderator_client.get(PAGE).context["site_header"] == "Seventeen Moments"


def test_list_of_comments_leads_no_editor_there(editor_client):
    assert PAGE not in editor_client.get("/admin/essays/comment/").text


def test_nobody_has_an_address_before_asking(moderator_client):
    assert shown(moderator_client) is None
    assert not QueueFeed.objects.exists()


def test_feed_is_opened_with_one_click(moderator_client, client):
    moderator_client.post(PAGE)
    assert client.get(shown(moderator_client)).status_code == 200


def test_address_stays_until_it_is_renewed(moderator_client):
    moderator_client.post(PAGE)
    before = shown(moderator_client)
    assert shown(moderator_client) == before
    moderator_client.post(PAGE)
    assert shown(moderator_client) != before


def test_feed_is_closed_with_one_click(moderator_client, client):
    moderator_client.post(PAGE)
    address = shown(moderator_client)
    moderator_client.post(PAGE, {"remove": ""})
    assert (shown(moderator_client), client.get(address).status_code) == (None, 404)


def test_each_moderator_has_an_own_address(moderator_client):
    other = factories.user("Moderators")
    QueueFeed.objects.renew(other)
    moderator_client.post(PAGE)
    assert other.queue_feed.get_absolute_url() not in shown(moderator_client)


def test_editor_opens_none(editor_client):
    assert editor_client.post(PAGE).status_code == 403
    assert not QueueFeed.objects.exists()
