import pytest
from django.urls import reverse

from essays.models import Comment, SavedReply
from tests import factories
from tests.essays.discussion.moderation.queue import QUEUE, waiting
from tests.essays.discussion.moderation.test_replies import reply

pytestmark = pytest.mark.django_db

LIST = reverse("admin:essays_savedreply_changelist")


@pytest.fixture
def comment():
    return waiting("Анна")[0]


@pytest.fixture
def saved():
    return SavedReply.objects.create(title="Thanks", text="Dear {name}, thank you. {x} {{y}} %s")


def send(client, comment, text, key):
    name = f"reply-{comment.pk}"
    data = {"do": f"reply:{comment.pk}", f"{name}-text": text, f"{name}-saved": key}
    return client.post(QUEUE, data | {f"{name}-token": "a" * 32})


def replies():
    return list(Comment.objects.filter(author_role="moderator").values_list("text", flat=True))


def test_each_entry_offers_the_saved_replies(moderator_client, comment, saved):
    waiting("Boris", essay=comment.essay)
    page = moderator_client.get(QUEUE).text
    assert page.count(f'<option value="{saved.pk}">Thanks</option>') == 2
    assert page.count(f'<template data-saved-reply="{saved.pk}">Dear {{name}}, thank') == 1


def test_without_saved_replies_the_queue_is_as_before(moderator_client, comment):
    page = moderator_client.get(QUEUE).text
    assert "data-saved" not in page


def test_chosen_reply_is_sent_if_none_was_typed(moderator_client, comment, saved):
    send(moderator_client, comment, " \r\n", saved.pk)
    assert replies() == ["Dear Анна, thank you. {x} {{y}} %s"]


def test_typed_reply_wins_over_the_chosen_one(moderator_client, comment, saved):
    send(moderator_client, comment, "My own words", saved.pk)
    assert replies() == ["My own words"]


@pytest.mark.parametrize("key", ["", "x", "999999", "9" * 40, "²"])
def test_missing_saved_reply_is_as_no_text(moderator_client, comment, saved, key):
    response = send(moderator_client, comment, "", key)
    assert (response.context["unsent_reply"].errors, replies()) == (["Enter your comment."], [])


def test_saved_reply_that_could_not_be_sent_can_be_sent_again(moderator_client, comment, saved):
    Comment.objects.update(state="spam")
    response = send(moderator_client, comment, "", saved.pk)
    assert response.context["unsent_reply"].text.startswith("Dear Анна")


def test_reply_still_works_without_the_field(moderator_client, comment, saved):
    reply(moderator_client, comment)
    assert replies() == ["Thank you."]


def test_moderators_share_and_change_the_list(moderator_client):
    address = reverse("admin:essays_savedreply_add")
    data = {"title": "Thanks", "text": "Thank\r\nyou.", "language": "en"}
    moderator_client.post(address, data)
    saved = SavedReply.objects.get()
    assert (saved.title, saved.text, saved.language) == ("Thanks", "Thank\nyou.", "en")
    moderator_client.force_login(factories.user("Moderators"))
    assert "Thanks" in moderator_client.get(LIST).text


def test_editors_do_not_see_the_list(editor_client):
    assert editor_client.get(LIST).status_code == 403


def test_tab_without_replies_loads_no_saved_replies(moderator_client, comment, saved):
    Comment.objects.update(state="spam")
    assert "data-saved-reply" not in moderator_client.get(QUEUE, {"tab": "spam"}).text
