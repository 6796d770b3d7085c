"""Notes among moderators."""

import pytest
from django.urls import reverse

from essays.models import Comment, CommentNote
from tests import factories
from tests.essays.discussion.comment_admin import change, decided_elsewhere
from tests.essays.discussion.moderation.queue import QUEUE, waiting
from tests.forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return waiting("Anna", essay=factories.essay(slug="home"))[0]


def save(client, comment, text="Wrote twice before.", **data):
    address = reverse("moderation:note", args=[comment.pk])
    response = client.post(address, {f"note-{comment.pk}": text} | data, follow=True)
    return [str(message) for message in response.context["messages"]]


def texts():
    return list(CommentNote.objects.values_list("text", flat=True))


def test_note_says_who_wrote_it_and_when(moderator_client, comment):
    save(moderator_client, comment)
    note = CommentNote.objects.select_related("by").get()
    page = " ".join(moderator_client.get(QUEUE).text.split())
    assert (f"Note by {note.by}, " in page, "<p>Wrote twice before.</p>" in page) == (True, True)


@pytest.mark.parametrize(("number", "words"), [(1, "1 note"), (2, "2 notes")])
def test_head_of_the_entry_says_how_many_notes_there_are(moderator_client, comment, number, words):
    for index in range(number):
        save(moderator_client, comment, f"Note {index}")
    page = " ".join(moderator_client.get(QUEUE).text.split())
    assert f'<span class="note-count">{words}</span>' in page


def test_entry_without_notes_says_nothing(moderator_client, comment):
    assert "note-count" not in moderator_client.get(QUEUE).text


@pytest.mark.parametrize("text", ["", "  ", "\r\n"])
def test_empty_note_is_not_stored(moderator_client, comment, text):
    save(moderator_client, comment, text)
    assert texts() == []


def test_note_that_is_sent_twice_is_stored_once(moderator_client, comment):
    for _ in "12":
        save(moderator_client, comment)
    assert texts() == ["Wrote twice before."]


@pytest.mark.parametrize("do", ["approve", "spam", "remove"])
def test_note_is_saved_whatever_button_was_pressed(moderator_client, comment, do):
    data = {"do": f"{do}:{comment.pk}", f"note-{comment.pk}": "Why", "note-9": ""}
    moderator_client.post(QUEUE, data)
    assert texts() == ["Why"]


def test_note_is_saved_if_another_has_decided(moderator_client, comment):
    decided_elsewhere(comment)
    data = {"do": f"approve:{comment.pk}", f"note-{comment.pk}": "Why"}
    moderator_client.post(QUEUE, data)
    assert (texts(), Comment.objects.get().state) == (["Why"], "removed")


@pytest.mark.parametrize("withdrawn", [True, False])
def test_note_on_a_comment_that_is_gone_is_repeated_in_the_answer(
    moderator_client, comment, withdrawn
):
    key = comment.pk
    comment.withdraw() if withdrawn else comment.delete()
    comment.pk = key
    messages = save(moderator_client, comment, "Wrote twice.")
    assert "your note was not saved: “Wrote twice.”" in messages[0]
    assert texts() == []


def test_note_that_is_too_long_is_repeated_in_the_answer(moderator_client, comment):
    text = "x" * (CommentNote.MAX_LENGTH + 1)
    assert text in save(moderator_client, comment, text)[0]
    assert texts() == []


def test_line_ends_of_a_browser_do_not_make_a_note_too_long(moderator_client, comment):
    save(moderator_client, comment, "x\r\n" * 900 + "x" * 200)
    assert len(texts()[0]) == 2000


def test_markup_and_other_scripts_are_shown_as_they_were_typed(moderator_client, comment):
    save(moderator_client, comment, "<b>Анна</b> שלום")
    assert "&lt;b&gt;Анна&lt;/b&gt; שלום" in moderator_client.get(QUEUE).text


def test_unsent_reply_is_repeated_and_stays_in_the_browser(moderator_client, comment):
    address = reverse("moderation:note", args=[comment.pk])
    data = {f"note-{comment.pk}": "Why", f"reply-{comment.pk}-text": "Dear Anna", "_kept": "abc"}
    response = moderator_client.post(address, data)
    assert (response.status_code, "saved-abc" in response.cookies) == (303, False)
    page = moderator_client.get(response.url, follow=True)
    assert "Dear Anna</textarea>" in page.text


@pytest.mark.parametrize("address", ["/essays/home/", "/essays/home/comments/", "own"])
def test_note_is_never_public(moderator_client, client, comment, address):
    Comment.objects.update(state="approved")
    save(moderator_client, comment, "Secret remark")
    client.logout()
    assert "Secret remark" not in client.get(comment.own_url if address == "own" else address).text


@pytest.mark.parametrize("form", ["csv", "json"])
def test_note_is_not_exported(moderator_client, comment, form):
    save(moderator_client, comment, "Secret remark")
    address = reverse(f"bulk:comments_{form}", args=[comment.essay_id])
    body = b"".join(moderator_client.get(address).streaming_content).decode()
    assert ("Anna" in body, "Secret remark" in body) == (True, False)


def test_note_is_erased_with_the_comment(moderator_client, comment):
    save(moderator_client, comment)
    comment.withdraw()
    assert texts() == []


def test_editor_neither_sees_nor_writes_notes(editor_client, comment):
    comment.moderator_notes.create(text="Secret remark")
    page = editor_client.get(change(comment))
    assert ("Anna" in page.text, "Secret remark" in page.text) == (True, False)
    address = reverse("moderation:note", args=[comment.pk])
    response = editor_client.post(address, {f"note-{comment.pk}": "Mine"})
    assert (response.status_code, texts()) == (403, ["Secret remark"])


# The page of the comment


def test_page_of_the_comment_shows_notes_and_adds_one(moderator_client, comment):
    comment.moderator_notes.create(text="First")
    page = moderator_client.get(change(comment))
    assert "<p>First</p>" in page.text
    moderator_client.post(change(comment), filled(page, moderator_note="Second"))
    assert texts() == ["First", "Second"]


def test_page_keeps_the_note_if_another_has_decided(moderator_client, comment):
    page = moderator_client.get(change(comment))
    decided_elsewhere(comment)
    data = filled(page, state="approved", moderator_note="Wrote before", reason="Rude")
    refused = moderator_client.post(change(comment), data)
    form = refused.context["adminform"].form
    assert (form["moderator_note"].value(), form["reason"].value(), texts()) == (
        "Wrote before",
        "Rude",
        [],
    )


def test_page_tells_the_author_a_reason(moderator_client, comment):
    page = moderator_client.get(change(comment))
    moderator_client.post(change(comment), filled(page, state="removed", reason="Rude"))
    assert Comment.objects.get().removal_reason == "Rude"


@pytest.mark.parametrize("closed", [True, False])
def test_page_closes_and_reopens_the_thread(moderator_client, comment, closed):
    Comment.objects.update(thread_closed=not closed)
    page = moderator_client.get(change(comment))
    data = filled(page, closed="on" if closed else None)
    moderator_client.post(change(comment), data)
    assert Comment.objects.get().thread_closed is closed


def test_page_that_was_opened_before_does_not_reopen_the_thread(moderator_client, comment):
    """Another moderator has closed it; this one only writes a note."""
    page = moderator_client.get(change(comment))
    Comment.objects.update(thread_closed=True)
    moderator_client.post(change(comment), filled(page, moderator_note="Seen"))
    assert (Comment.objects.get().thread_closed, texts()) == (True, ["Seen"])
