"""The page where moderators get the address of their feed."""

import pytest

from seventeen_moments.feeds.models import QueueFeed
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = "/admin/queue-feed/"


def address_of_feed(client):
    return client.get(PAGE).context["address"]


def test_list_of_comments_links_the_page(moderator_client):
    assert f'href="{PAGE}"' in moderator_client.get("/admin/essays/comment/").text


def test_page_has_the_header_of_the_admin(moderator_client):
    assert moderator_client.get(PAGE).context["site_header"] == "Seventeen Moments"


def test_list_of_comments_hides_the_link_from_editors(editor_client):
    assert PAGE not in editor_client.get("/admin/essays/comment/").text


def test_moderator_has_no_feed_at_first(moderator_client):
    assert address_of_feed(moderator_client) is None
    assert not QueueFeed.objects.exists()


def test_feed_is_opened_with_one_click(moderator_client, client):
    moderator_client.post(PAGE)
    assert client.get(address_of_feed(moderator_client)).status_code == 200


def test_address_is_the_same_until_it_is_renewed(moderator_client):
    moderator_client.post(PAGE)
    before = address_of_feed(moderator_client)
    assert address_of_feed(moderator_client) == before
    moderator_client.post(PAGE)
    assert address_of_feed(moderator_client) != before


def test_feed_is_closed_with_one_click(moderator_client, client):
    moderator_client.post(PAGE)
    address = address_of_feed(moderator_client)
    moderator_client.post(PAGE, {"remove": ""})
    assert (address_of_feed(moderator_client), client.get(address).status_code) == (None, 404)


def test_each_moderator_has_a_separate_address(moderator_client):
    other = factories.user("Moderators")
    QueueFeed.objects.renew(other)
    moderator_client.post(PAGE)
    assert other.queue_feed.get_absolute_url() not in address_of_feed(moderator_client)


def test_editor_may_not_open_a_feed(editor_client):
    assert editor_client.post(PAGE).status_code == 403
    assert not QueueFeed.objects.exists()
