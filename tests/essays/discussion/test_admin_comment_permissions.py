"""Who sees and changes what of the comments in the admin."""

import pytest
from django.urls import reverse

from essays.models import Comment
from tests import factories
from tests.essays.discussion.comment_admin import LIST, act, change, listed


def test_moderator_sees_the_email_address(moderator_client):
    comment = factories.comment(email="anna@example.org")
    pages = [moderator_client.get(address).content.decode() for address in (LIST, change(comment))]
    assert ["anna@example.org" in page for page in pages] == [True, True]


def test_editor_sees_comments_without_the_email_address(editor_client):
    comment = factories.comment(email="anna@example.org")
    pages = [editor_client.get(address).content.decode() for address in (LIST, change(comment))]
    assert [("Anna" in page, "anna@example.org" in page) for page in pages] == [(True, False)] * 2


def test_editor_cannot_search_by_email_address(editor_client):
    factories.comment(email="anna@example.org")
    assert listed(editor_client.get(LIST, {"q": "anna@example.org"})) == []


def test_editor_cannot_change_the_state(editor_client):
    comment = factories.comment(state="waiting")
    response = editor_client.post(change(comment), {"state": "approved"})
    act(editor_client, "approve", comment)
    comment.refresh_from_db()
    assert (response.status_code, comment.state) == (403, "waiting")


def test_comment_cannot_be_added_in_the_admin(admin_client):
    assert admin_client.get(reverse("admin:essays_comment_add")).status_code == 403


def test_moderator_cannot_delete_a_comment(moderator_client):
    comment = factories.comment()
    address = reverse("admin:essays_comment_delete", args=[comment.pk])
    response = moderator_client.post(address, {"post": "yes"})
    assert (response.status_code, Comment.objects.count()) == (403, 1)


# Drafts, which moderators may not see


@pytest.fixture
def hidden(db):
    essay = factories.essay(title="Unheard-of", status="draft")
    return factories.comment(essay=essay, text="Bread", state="waiting")


def test_draft_is_not_named_in_the_list_and_its_filter(moderator_client, hidden):
    factories.comment(essay=factories.essay(title="Home"))
    factories.comment(essay=factories.essay(title="Steel"))
    page = moderator_client.get(LIST).text
    assert ("Bread" in page, "Home" in page, "Unheard-of" in page) == (True, True, False)


def test_draft_is_not_named_on_the_page_of_a_comment(moderator_client, hidden):
    page = moderator_client.get(change(hidden)).text
    assert ("Bread" in page, "Unheard-of" in page) == (True, False)


def test_editor_sees_the_title_of_a_draft(editor_client, hidden):
    assert "Unheard-of" in editor_client.get(LIST).text


@pytest.mark.parametrize(("words", "expected"), [("Unheard", 0), ("Bread", 1)])
def test_search_finds_no_comment_by_the_title_of_a_hidden_draft(
    moderator_client, hidden, words, expected
):
    listed = moderator_client.get(LIST, {"q": words}).context["cl"].result_count
    assert listed == expected


def test_search_finds_comments_by_the_title_of_a_public_essay(moderator_client):
    comment = factories.comment(essay=factories.essay(title="Home"))
    listed = moderator_client.get(LIST, {"q": "home"}).context["cl"].queryset
    assert list(listed) == [comment]


def test_order_by_essay_does_not_reveal_the_title_of_a_draft(moderator_client, hidden):
    home = factories.comment(essay=factories.essay(title="Home"))
    listed = moderator_client.get(LIST, {"o": "4"}).context["cl"].queryset
    assert list(listed) == [hidden, home]
