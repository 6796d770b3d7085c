"""Blocking the author of a comment, in the queue or from the page of the comment."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essays.discussion import blocking
from essays.discussion.blocking import PUBLIC_MAIL
from essays.models import Block, Comment, CommentNote, CommentSender, ModerationAction
from tests import factories
from tests.essays.discussion.moderation.queue import QUEUE, states, waiting
from tests.forms import filled

SPAMMER = "anna@spam.example"

pytestmark = pytest.mark.django_db


def url(comment, name="block"):
    return reverse(f"moderation:{name}", args=[comment.pk])


def block(client, comment, kind, **fields):
    """Presses a button of the comment, and returns the response after it."""
    fields = {f"{name}-{comment.pk}": value for name, value in fields.items()}
    return client.post(url(comment), {"block": kind, "next": QUEUE, **fields}, follow=True)


def told(response):
    return [str(message) for message in response.context["messages"]]


def blocks():
    return list(Block.objects.in_force().order_by("pk").values_list("kind", "value"))


def from_sender(comment, sender="hash"):
    CommentSender.objects.create(comment=comment, sender=sender, at=timezone.now())


@pytest.fixture
def spam(db):
    return waiting("Anna", email=SPAMMER)[0]


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("email", SPAMMER, f"Blocked: {SPAMMER}."),
        ("domain", "spam.example", "Blocked: @spam.example."),
        ("sender", "hash", "The sender is blocked for 30 days."),
    ],
)
def test_one_click_blocks(moderator_client, spam, kind, value, message):
    from_sender(spam)
    assert told(block(moderator_client, spam, kind)) == [message]
    assert (blocks(), states()) == ([(kind, value)], ["waiting"])


def test_sender_is_blocked_for_the_chosen_days(moderator_client, spam):
    from_sender(spam)
    response = block(moderator_client, spam, "sender", days=1)
    standing = Block.objects.get()
    assert told(response) == ["The sender is blocked for 1 day."]
    assert standing.until == standing.at + timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "marked"),
    [("email", "spam"), ("domain", "spam more below"), ("sender", "spam other")],
)
def test_what_waits_from_them_follows(moderator_client, spam, kind, marked):
    essay, names = spam.essay, {"spam": spam}
    for name, email in {
        "more": "boris@spam.example",
        "below": "boris@mail.spam.example",
        "others": "boris@notspam.example",
        "other": "clara@example.org",
    }.items():
        [names[name]] = waiting(name, essay=essay, email=email)
    factories.comment(essay=essay, email="x@y.spam.example", state="removed")
    for name in ["spam", "other"]:
        from_sender(names[name])
    number = len(marked.split())
    response = block(moderator_client, spam, kind, follow="on")
    assert told(response)[0].endswith(f"{number} comment{'s' * (number > 1)} marked as spam.")
    marked_as_spam = Comment.objects.filter(state="spam").values_list("pk", flat=True)
    assert set(marked_as_spam) == {names[name].pk for name in marked.split()}


def test_block_and_its_decisions_are_undone_together(moderator_client, spam):
    waiting("Boris", essay=spam.essay, email=SPAMMER)
    block(moderator_client, spam, "email", follow="on")
    action = ModerationAction.objects.get()
    assert (action.kind, action.count, action.comment, states()) == (
        "block",
        3,
        spam,
        ["spam", "spam"],
    )
    moderator_client.post(reverse("moderation:undo"), {"batch": action.pk})
    assert (blocks(), states()) == ([], ["waiting", "waiting"])


def test_log_has_no_address(moderator_client, spam):
    from_sender(spam)
    for kind in ["email", "domain", "sender"]:
        block(moderator_client, spam, kind)
    logged = str(list(ModerationAction.objects.values()))
    assert [word for word in ["spam.example", "hash"] if word in logged] == []


def test_double_click_blocks_once(moderator_client, spam):
    for _ in range(2):
        block(moderator_client, spam, "domain")
    assert blocks() == [("domain", "spam.example")]


def test_undo_of_a_second_block_leaves_the_first(moderator_client, spam):
    for _ in range(2):
        block(moderator_client, spam, "domain")
    last = ModerationAction.objects.first()
    moderator_client.post(reverse("moderation:undo"), {"batch": last.pk})
    assert blocks() == [("domain", "spam.example")]


@pytest.mark.parametrize(
    ("kind", "email", "others", "asks"),
    [
        ("email", SPAMMER, ["boris@spam.example"], False),
        ("domain", SPAMMER, [], False),
        ("domain", SPAMMER, ["boris@spam.example"], True),
        ("domain", SPAMMER, ["boris@mail.spam.example"], True),
        ("domain", SPAMMER, ["boris@notspam.example"], False),
        ("domain", "anna@gmail.com", [], True),
        ("email", "anna@gmail.com", ["boris@gmail.com"], False),
    ],
)
def test_block_that_would_meet_other_people_asks_first(moderator_client, kind, email, others, asks):
    [comment] = waiting("Anna", email=email)
    for other in others:
        factories.comment(email=other)
    factories.comment(email=email)
    response = block(moderator_client, comment, kind)
    assert (blocks() == [], "Nothing is blocked yet" in response.text) == (asks, asks)


def test_sender_that_approved_authors_share_asks_first(moderator_client, spam):
    other = factories.comment(email="boris@example.org")
    for comment in [spam, other]:
        from_sender(comment)
    page = block(moderator_client, spam, "sender", days=7, follow="on")
    assert "The block would have met 1 approved comment of other people." in page.text
    assert blocks() == []
    moderator_client.post(url(spam), filled(page))
    assert (blocks(), states()) == ([("sender", "hash")], ["spam", "approved"])
    assert Block.objects.get().until - Block.objects.get().at == timedelta(days=7)


def test_texts_typed_before_the_question_are_sent_on(moderator_client):
    [comment] = waiting("Anna", email="anna@gmail.com")
    page = block(moderator_client, comment, "domain", note="Third time.", reason="Rude")
    response = moderator_client.post(url(comment), filled(page), follow=True)
    assert CommentNote.objects.get().text == "Third time."
    assert "Rude</textarea>" in response.text
    assert blocks() == [("domain", "gmail.com")]


def test_public_mail_services_are_written_as_blocks_are_stored():
    assert [name for name in PUBLIC_MAIL if name != name.lower() or "." not in name] == []


@pytest.mark.parametrize("days", ["", "0", "-1", "9999", "x"])
def test_days_that_are_not_offered_are_refused_or_replaced(moderator_client, spam, days):
    from_sender(spam)
    response = block(moderator_client, spam, "sender", days=days)
    assert (response.status_code, len(blocks())) == ((200, 1) if days == "" else (400, 0))


@pytest.mark.parametrize("kind", ["", "network", "x"])
def test_unknown_kind_is_refused(moderator_client, spam, kind):
    assert block(moderator_client, spam, kind).status_code == 400


@pytest.mark.parametrize("kind", ["email", "sender"])
def test_comment_that_its_author_deleted_in_the_meantime_blocks_nobody(
    moderator_client, spam, kind
):
    from_sender(spam)
    spam.withdraw()
    assert told(block(moderator_client, spam, kind)) == [
        "Nothing was blocked: the archive no longer stores who sent this comment."
    ]
    assert "There is nothing left to block" in moderator_client.get(url(spam)).text


def test_staff_are_not_blocked(moderator_client):
    comment = factories.comment(author_role="editor", state="waiting")
    page = moderator_client.get(QUEUE).text
    block(moderator_client, comment, "email")
    assert (url(comment) in page, blocks()) == (False, [])


def test_queue_shows_who_is_blocked_and_ends_it(moderator_client, spam):
    block(moderator_client, spam, "domain")
    page = moderator_client.get(QUEUE)
    standing = Block.objects.get()
    assert "Blocked: @spam.example" in page.text
    form = filled(page, do="end")
    for message in ["No longer blocked: @spam.example.", "This block had already ended."]:
        assert told(moderator_client.post(url(standing, "end_block"), form, follow=True)) == [
            message
        ]
    assert blocks() == []


def test_end_of_a_block_is_undone(moderator_client, spam):
    block(moderator_client, spam, "domain")
    moderator_client.post(url(Block.objects.get(), "end_block"))
    last = ModerationAction.objects.first()
    moderator_client.post(reverse("moderation:undo"), {"batch": last.pk})
    assert blocks() == [("domain", "spam.example")]


def test_end_is_not_undone_if_there_is_a_new_block(moderator_client, spam):
    block(moderator_client, spam, "domain")
    moderator_client.post(url(Block.objects.get(), "end_block"))
    ended = ModerationAction.objects.first()
    block(moderator_client, spam, "domain")
    moderator_client.post(reverse("moderation:undo"), {"batch": ended.pk})
    assert blocks() == [("domain", "spam.example")]


def test_page_of_a_block_shows_no_hash(moderator_client, spam):
    from_sender(spam, "0123456789abcdef")
    pages = [moderator_client.get(url(spam)).text, moderator_client.get(QUEUE).text]
    block(moderator_client, spam, "sender")
    standing = Block.objects.get()
    for name in ["changelist", "change"]:
        key = [standing.pk] if name == "change" else []
        pages.append(moderator_client.get(reverse(f"admin:essays_block_{name}", args=key)).text)
    assert ["0123456789abcdef" in page for page in pages] == [False] * 4


def test_editor_blocks_nobody(editor_client, spam):
    responses = [editor_client.get(url(spam)), block(editor_client, spam, "email")]
    assert ([each.status_code for each in responses], blocks()) == ([403, 403], [])


def test_undo_leaves_the_end_that_a_colleague_set_since():
    vera, boris = factories.user(), factories.user()
    [target, *_others] = blocking.targets_of(factories.comment())
    blocking.block(target, vera, days=3)
    standing = Block.objects.get()
    blocking.set_until(standing, standing.until + timedelta(days=4), vera)
    blocking.set_until(standing, standing.until + timedelta(days=9), boris)
    latest, *earlier = ModerationAction.objects.all()
    assert [action.undo(vera) for action in earlier] == [0, 0]
    assert Block.objects.in_force().get().until == standing.until + timedelta(days=9)
    assert [action.undo(vera) for action in [latest, *earlier]] == [1, 1, 1]
    assert not Block.objects.in_force().exists()
