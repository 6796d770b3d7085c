"""Moderators replace words of a comment by “[redacted]”."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone, translation

from essays.discussion import retention
from essays.discussion.moderation_log import ModerationAction
from essays.discussion.plain_text import REDACTED
from essays.models import Block, Comment, CommentSettings, Redaction, SavedReply
from seventeen_moments.core import retention as rules
from seventeen_moments.corrections.from_comments import send_to_editors
from seventeen_moments.corrections.models import Correction
from tests import factories
from tests.forms import filled

PHONE = "+7 495 555-01-23"
TEXT = f"Call my neighbour:\n\n{PHONE}, she was there."
WITHOUT = "Call my neighbour:\n\n\u2063[…]\u2063, she was there."

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return factories.essay(slug="home", title="Home", body="<p>Bread.</p>")


@pytest.fixture
def comment(essay):
    return factories.comment(essay=essay, name="Anna", text=TEXT)


def address(comment, **query):
    return reverse("moderation:redact", args=[comment.pk], query=query)


def redact(client, comment, passages=PHONE, page=None, **values):
    """Sends the form of the page as it is now, or as it was loaded."""
    page = page or client.get(address(comment))
    prefix = f"redact-{comment.pk}"
    values = {"passages": passages, "reason": "Somebody’s number", "in_thread": "on"} | values
    data = filled(page) | {f"{prefix}-{name}": value for name, value in values.items()}
    data = {name: value for name, value in data.items() if value is not None}
    response = client.post(page.request["PATH_INFO"], data)
    comment.refresh_from_db()
    return response


def undo(user):
    return ModerationAction.objects.get().undo(user)


def test_words_are_replaced_and_the_reason_is_kept(moderator_client, comment):
    redact(moderator_client, comment)
    row = Redaction.objects.get()
    assert (comment.text, row.reason, row.original) == (
        WITHOUT,
        "Somebody’s number",
        {"name": "Anna", "text": TEXT, "state": "approved"},
    )


@pytest.mark.parametrize(
    ("name", "text", "passages", "expected"),
    [
        ("Anna", "a b  c\nd", "b c d", ("Anna", "a *")),  # as selected on the page
        ("Anna", "one two three", "one\r\n\r\nthree\r\n", ("Anna", "* two *")),
        ("Anna 555", "Call 555!", "555", ("Anna *", "Call *!")),
        ("555", "Call me.", "555", ("*", "Call me.")),
        ("Anna", "An annex for Ann", "Ann", ("Anna", "An annex for *")),  # a whole word
        ("Anna", "mail555now", "555", ("Anna", "mail*now")),
        ("Анна", "Звони Ивановой", "Ивановой", ("Анна", "Звони *")),
        ("שרה", "שלום לך", "לך", ("שרה", "שלום *")),
        ("Anna", "a (b) [c] .* d", "(b) [c] .*", ("Anna", "a * d")),
        ("Anna", "see https://x.org/ann/1 now", "ann", ("Anna", "see https://x.org/*/1 now")),
        ("Anna", "Anna P. and Anna", "Anna\nAnna P.", ("*", "* and *")),
    ],
)
def test_passages_are_found(moderator_client, name, text, passages, expected):
    comment = factories.comment(name=name, text=text)
    redact(moderator_client, comment, passages)
    mark = "\u2063[…]\u2063"
    assert (comment.name, comment.text) == tuple(part.replace("*", mark) for part in expected)


def test_second_redaction_may_span_the_first(moderator_client, comment):
    redact(moderator_client, comment)
    redact(moderator_client, comment, "neighbour: [redacted], she")
    assert comment.text == "Call my \u2063[…]\u2063 was there."


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"passages": ""}, "Enter the words to redact."),
        ({"passages": " \r\n [redacted]"}, "Enter the words to redact."),
        ({"passages": "a\n" * 21}, "At most 20 passages at once."),
        ({"passages": "Boris"}, "“Boris” is not in this comment. Nothing was redacted."),
        ({"reason": " "}, "Enter a reason."),
    ],
)
def test_what_was_typed_stays_when_the_form_is_refused(moderator_client, comment, values, message):
    page = redact(moderator_client, comment, **{"reason": "Typed reason"} | values)
    assert message in page.text
    kept = values.get("passages", PHONE).strip() or "Typed reason"
    assert (kept.replace("\n", "\r\n") in page.text or kept in page.text, comment.text) == (
        True,
        TEXT,
    )


def test_name_that_would_become_too_long_is_not_redacted(moderator_client, comment):
    Comment.objects.update(name="1 " * 39 + "12")
    page = redact(moderator_client, comment, "1")
    assert "select more of the name" in page.text
    assert (Redaction.objects.count(), ModerationAction.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "change", [{"text": f"Now: {PHONE}"}, {"state": "removed"}, {"withdrawn": True}]
)
def test_comment_that_changed_since_the_page_was_loaded_stays(moderator_client, comment, change):
    page = moderator_client.get(address(comment))
    Comment.objects.update(**change)
    response = redact(moderator_client, comment, page=page)
    assert response.status_code in {200, 404}
    assert PHONE in comment.text


def test_page_without_a_version_redacts_nothing(moderator_client, comment):
    redact(moderator_client, comment, reason="x")
    Comment.objects.update(text=TEXT)
    prefix = f"redact-{comment.pk}"
    data = {f"{prefix}-passages": PHONE, f"{prefix}-reason": "x"}
    moderator_client.post(address(comment), data)
    comment.refresh_from_db()
    assert comment.text == TEXT


def test_form_in_the_queue_returns_to_the_comment(moderator_client, comment):
    queue = reverse("moderation:queue", query={"tab": "approved"})
    page = moderator_client.get(queue)
    prefix = f"redact-{comment.pk}"
    data = filled(page) | {f"{prefix}-passages": PHONE, f"{prefix}-reason": "A number"}
    assert f'formaction="{address(comment, tab="approved")}"' in page.text
    response = moderator_client.post(address(comment, tab="approved"), data)
    assert response.url == f"{queue}#comment-{comment.pk}"
    queue = moderator_client.get(queue).text
    assert ("A number" in queue, PHONE in queue) == (True, False)


def test_change_page_leads_to_the_form_and_back(moderator_client, comment):
    change = reverse("admin:essays_comment_change", args=[comment.pk])
    assert f'href="{address(comment, change=1)}"' in moderator_client.get(change).text
    page = moderator_client.get(address(comment, change=1))
    data = filled(page) | {
        f"redact-{comment.pk}-passages": PHONE,
        f"redact-{comment.pk}-reason": "A number",
    }
    response = moderator_client.post(address(comment, change=1), data)
    assert response.url == change
    assert "A number" in moderator_client.get(change).text


def staff_pages(comment):
    key, thread = comment.pk, comment.root.pk
    correction = Correction.objects.get()
    return [
        reverse("admin:essays_comment_changelist"),
        reverse("admin:essays_comment_change", args=[key]),
        reverse("admin:essays_moderationaction_changelist"),
        reverse("admin:corrections_correction_changelist"),
        reverse("admin:corrections_correction_change", args=[correction.pk]),
        reverse("moderation:queue") + f"?tab={comment.state}",
        reverse("moderation:author", args=[key]),
        reverse("moderation:block", args=[key]),
        reverse("moderation:thread", args=[key]),
        reverse("moderation:whole_thread", args=[thread]),
        address(comment),
    ]


def test_staff_see_the_mark_in_words(client, moderator_client, comment):
    Comment.objects.update(name=f"Anna {PHONE}")
    comment.refresh_from_db()
    send_to_editors(comment, None)
    redact(moderator_client, comment)
    client.force_login(factories.user("Moderators", "Editors"))
    pages = {page: client.get(page) for page in staff_pages(comment)}
    raw = [page for page, answer in pages.items() if REDACTED in answer.text]
    assert ({answer.status_code for answer in pages.values()}, raw) == ({200}, [])


def test_editors_do_not_see_the_reason(client, moderator_client, comment):
    redact(moderator_client, comment)
    client.force_login(factories.user("Editors"))
    page = client.get(reverse("admin:essays_comment_change", args=[comment.pk])).text
    assert ("Somebody’s number" in page, PHONE in page) == (False, False)


def test_replies_that_repeat_the_words_are_redacted_too(moderator_client, comment, essay):
    reply = factories.comment(essay=essay, parent=comment, text=f"So {PHONE} is hers?")
    other = factories.comment(essay=essay, text=PHONE)
    redact(moderator_client, comment)
    reply.refresh_from_db()
    other.refresh_from_db()
    assert (reply.text, other.text) == ("So \u2063[…]\u2063 is hers?", PHONE)


def test_replies_stay_if_the_moderator_wants_it(moderator_client, comment, essay):
    reply = factories.comment(essay=essay, parent=comment, text=f"So {PHONE} is hers?")
    redact(moderator_client, comment, in_thread=None)
    reply.refresh_from_db()
    assert PHONE in reply.text


def public_doors(comment):
    return [
        *("/essays/home/", "/essays/home/comments/", f"/essays/home/comments/?to={comment.pk}"),
        *(f"/essays/home/comments/{comment.pk}/flag/", "/essays/home/comments/feed/"),
        *("/feeds/comments/", "/essays/home/data.json", "/search/?q=495", comment.own_url),
    ]


def test_original_is_at_no_public_door(client, moderator_client, comment, essay):
    Comment.objects.update(name=f"Anna {PHONE}")
    before = sum(PHONE in client.get(door).text for door in public_doors(comment))
    redact(moderator_client, comment)
    client.logout()
    shown = {door: client.get(door).text for door in public_doors(comment)}
    assert [door for door, page in shown.items() if PHONE in page] == []
    assert sum("[redacted]" in page for page in shown.values()) == before == 7


def test_exports_do_not_contain_the_original(moderator_client, comment):
    redact(moderator_client, comment)
    for form in ["csv", "json"]:
        export = f"/admin/essays/essay/{comment.essay_id}/comments.{form}"
        content = b"".join(moderator_client.get(export)).decode()
        assert ("[redacted]" in content, PHONE in content) == (True, False)


def test_mark_is_in_the_language_of_the_page(comment):
    Comment.objects.update(text=WITHOUT)
    comment.refresh_from_db()
    with translation.override("ru"):
        expected = translation.gettext("[redacted]")
        assert f'<bdi class="redacted">{expected}</bdi>' in comment.shown_html


PAGES_OF_MODERATORS = [
    ("moderation:queue", "?tab=approved"),
    ("moderation:author", ""),
    ("moderation:whole_thread", ""),
    ("moderation:block", ""),
    ("moderation:thread", ""),
    ("admin:essays_comment_changelist", ""),
    ("admin:essays_comment_change", ""),
    ("admin:essays_block_changelist", ""),
    ("admin:essays_block_change", "block"),
    ("admin:corrections_correction_changelist", ""),
    ("admin:corrections_correction_change", "correction"),
]


@pytest.mark.parametrize(("page", "of"), PAGES_OF_MODERATORS)
def test_pages_of_moderators_show_the_mark_in_words(client, essay, page, of):
    comment = factories.comment(essay=essay, name=WITHOUT, text=WITHOUT)
    block = Block.objects.create(kind="email", value="anna@example.org", comment=comment)
    correction, _is_new = send_to_editors(comment, None)
    keys = {"block": [block.pk], "correction": [correction.pk]}
    client.force_login(factories.user(is_superuser=True))
    is_list = page.endswith(("queue", "changelist"))
    address = reverse(page, args=[] if is_list else keys.get(of, [comment.pk]))
    text = client.get(address + of * of.startswith("?")).text
    assert "\u2063" not in text
    assert "[redacted]" in text or page == "admin:essays_block_changelist"


def test_saved_reply_has_the_mark_in_words(comment):
    comment.name = WITHOUT
    assert "[redacted]" in SavedReply(text="Thank you, {name}.").text_for(comment)


def test_readers_cannot_write_the_mark(client, comment):
    response = client.post(comment.own_url, {"text": "It was \u2063[…]\u2063."})
    comment.refresh_from_db()
    assert (response.status_code, comment.text, comment.is_redacted) == (302, "It was […].", False)


def test_author_cannot_restore_the_words_from_an_older_page(client, moderator_client, comment):
    redact(moderator_client, comment)
    client.logout()
    response = client.post(comment.own_url, {"text": TEXT + " Really."})
    comment.refresh_from_db()
    assert (response.status_code, comment.text) == (403, WITHOUT)
    assert f"{PHONE}, she was there. Really.</textarea>" in response.text  # what was typed


def test_author_may_still_delete_it(client, moderator_client, comment):
    redact(moderator_client, comment)
    page = client.get(comment.own_url).text
    assert ("A moderator redacted words" in page, "Save the change" in page) == (True, False)
    client.post(comment.own_url, {"delete": "1"})
    assert (Redaction.objects.count(), Comment.objects.get().withdrawn) == (0, True)


# Undo


def test_undo_restores_name_and_text(moderator_client, comment, essay):
    reply = factories.comment(essay=essay, parent=comment, text=PHONE)
    redact(moderator_client, comment)
    assert undo(factories.user()) == 2
    comment.refresh_from_db()
    reply.refresh_from_db()
    assert (comment.text, reply.text, Redaction.objects.count()) == (TEXT, PHONE, 0)
    assert PHONE in comment.html


def test_undo_leaves_what_was_redacted_again(moderator_client, comment):
    redact(moderator_client, comment)
    redact(moderator_client, comment, "neighbour")
    second, first = ModerationAction.objects.order_by("-at")
    user = factories.user()
    assert [first.undo(user), second.undo(user), first.undo(user)] == [0, 1, 1]
    comment.refresh_from_db()
    assert comment.text == TEXT


def test_action_of_the_log_contains_no_words(moderator_client, comment):
    redact(moderator_client, comment)
    row = ModerationAction.objects.values().get()
    assert (row["kind"], row["comment_id"], row["changes"]) == ("redaction", comment.pk, {})


def test_original_is_deleted_after_some_days(moderator_client, comment):
    redact(moderator_client, comment)
    kept = [rules.RULES["originals of redactions"](timezone.now() + timedelta(days=29))]
    kept.append(rules.RULES["originals of redactions"](timezone.now() + timedelta(days=30)))
    row = Redaction.objects.get()
    assert (kept, row.original, row.reason) == ([0, 1], None, "Somebody’s number")
    assert undo(factories.user()) == 0


@pytest.mark.parametrize("days", [0, None])
def test_original_is_kept_if_the_settings_say_so(moderator_client, comment, days):
    redact(moderator_client, comment)
    CommentSettings.objects.update_or_create(pk=1, defaults={"keep_days": days})
    assert retention.delete_originals(timezone.now() + timedelta(days=3000)) == 0


# Copies


def test_log_of_the_admin_does_not_repeat_the_words(moderator_client, comment):
    entry = LogEntry.objects.create(
        user=factories.user(),
        content_type=ContentType.objects.get_for_model(Comment),
        object_id=comment.pk,
        object_repr=str(comment),
        action_flag=2,
    )
    redact(moderator_client, comment)
    entry.refresh_from_db()
    assert (PHONE in str(comment), entry.object_repr) == (False, "comment")


def test_flags_and_earlier_texts_are_redacted(moderator_client, comment):
    flag = comment.flags.create(reason=f"That is my number: {PHONE}")
    edit = comment.edits.create(text=f"{PHONE}, earlier")
    redact(moderator_client, comment)
    flag.refresh_from_db()
    edit.refresh_from_db()
    assert [flag.reason[-5:], edit.text[5:]] == ["\u2063[…]\u2063", ", earlier"]


def test_words_that_are_only_in_an_earlier_text_can_be_redacted(moderator_client, comment):
    comment.edits.create(text="Her name is Vera.")
    redact(moderator_client, comment, "Vera")
    edit = comment.edits.get()
    assert ("Vera" in edit.text, Redaction.objects.get().original) == (False, None)


@pytest.mark.parametrize("page", ["thread", "block"])
def test_pages_of_moderators_show_the_mark_as_readers_see_it(moderator_client, essay, page):
    name = "\u2063[…]\u2063 Orlova"
    comment = factories.comment(essay=essay, name=name, text=WITHOUT)
    shown = moderator_client.get(reverse(f"moderation:{page}", args=[comment.pk])).text
    assert (shown.count("[redacted]"), "[…]" in shown) == (2, False)


def test_saved_reply_names_a_redacted_name_as_readers_see_it(comment):
    comment.name = "\u2063[…]\u2063 Orlova"
    assert SavedReply(text="Dear {name},").text_for(comment) == "Dear [redacted] Orlova,"


@pytest.mark.parametrize(
    ("before", "after", "restored"),
    [("waiting", "approved", 0), ("waiting", "waiting", 1), ("approved", "approved", 1)],
)
def test_undo_publishes_no_words_that_were_never_public(
    moderator_client, comment, before, after, restored
):
    Comment.objects.update(state=before)
    redact(moderator_client, comment)
    Comment.objects.update(state=after)
    assert undo(factories.user()) == restored
    comment.refresh_from_db()
    assert comment.text == (TEXT if restored else WITHOUT)
