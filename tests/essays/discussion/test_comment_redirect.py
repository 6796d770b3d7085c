import pytest

from essays.discussion.threads import PER_PAGE
from essays.models import Comment
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return factories.essay(slug="home")


def test_address_redirects_to_the_page_of_the_essay(client, essay):
    comment = factories.comment(essay=essay)
    response = client.get(comment.get_absolute_url())
    assert response.url == f"/essays/home/#c{comment.pk}"


def test_address_of_a_later_comment_redirects_to_a_later_page(client, essay):
    Comment.objects.bulk_create(Comment(essay=essay, state="approved") for _ in range(PER_PAGE))
    comment = factories.comment(essay=essay)
    response = client.get(comment.get_absolute_url())
    assert response.url == f"/essays/home/comments/?page=2#c{comment.pk}"


@pytest.mark.parametrize("state", ["waiting", "spam", "removed"])
def test_comment_that_is_not_approved_returns_404(client, essay, state):
    comment = factories.comment(essay=essay, state=state)
    assert client.get(comment.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("key", ["404", "9" * 30])
def test_unknown_key_returns_404(client, essay, key):
    assert client.get(f"/essays/home/comments/{key}/").status_code == 404


def test_comment_of_another_essay_returns_404(client, essay):
    comment = factories.comment()
    assert client.get(f"/essays/home/comments/{comment.pk}/").status_code == 404


def test_comment_of_a_draft_returns_404(client):
    comment = factories.comment(essay=factories.essay(status="draft"))
    assert client.get(comment.get_absolute_url()).status_code == 404
