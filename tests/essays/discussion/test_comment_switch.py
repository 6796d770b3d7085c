import pytest

from essays.models import CommentSettings
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/essays/home/comments/switch/"


@pytest.fixture
def essay():
    return factories.essay(slug="home")


@pytest.mark.parametrize(("sent", "is_open"), [("0", False), ("1", True)])
@pytest.mark.parametrize("before", [True, False])
def test_moderator_opens_and_closes_from_the_page_of_the_essay(
    moderator_client, before, sent, is_open
):
    essay = factories.essay(slug="home", comments_open=before)
    response = moderator_client.post(ADDRESS, {"open": sent})
    essay.refresh_from_db()
    assert (response.url, essay.comments_open) == ("/essays/home/#comments", is_open)


@pytest.mark.parametrize(
    ("is_open", "button", "value"), [(True, "Close comments", "0"), (False, "Open comments", "1")]
)
def test_page_offers_the_opposite_state(moderator_client, essay, is_open, button, value):
    essay.comments_open = is_open
    essay.save()
    page = " ".join(moderator_client.get("/essays/home/").text.split())
    assert f'name="open" value="{value}">{button}</button>' in page


def test_moderator_sees_why_comments_are_closed(moderator_client, essay):
    CommentSettings.objects.create(pk=1, comments_open=False)
    page = moderator_client.get("/essays/home/").text
    assert "<p>Comments are closed on the whole site.</p>" in page


def test_page_links_the_comment_policy(moderator_client, essay):
    page = moderator_client.get("/essays/home/").text
    assert f'href="/admin/essays/essay/{essay.pk}/comment-policy/"' in page


def test_reader_sees_no_switch(client, essay):
    page = client.get("/essays/home/").text
    assert ('method="post"' in page, "/comment-policy/" in page) == (False, False)


def test_switch_requires_the_permission(client, essay):
    statuses = [client.post(ADDRESS, {"open": "0"}).status_code]
    client.force_login(factories.user())
    statuses.append(client.post(ADDRESS, {"open": "0"}).status_code)
    essay.refresh_from_db()
    assert (statuses, essay.comments_open) == ([403, 403], True)


@pytest.mark.parametrize("sent", [{}, {"open": ""}, {"open": "2"}])
def test_invalid_value_returns_400(moderator_client, essay, sent):
    assert moderator_client.post(ADDRESS, sent).status_code == 400


def test_get_request_returns_405(moderator_client, essay):
    assert moderator_client.get(ADDRESS).status_code == 405


def test_draft_returns_404_for_a_moderator(moderator_client):
    factories.essay(slug="home", status="draft")
    assert moderator_client.post(ADDRESS, {"open": "0"}).status_code == 404
