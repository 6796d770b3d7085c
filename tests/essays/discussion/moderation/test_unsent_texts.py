"""Texts that were typed in the queue, but belong to another button than the pressed one."""

import re

import pytest
from django.urls import reverse

from essays.models import Comment
from tests import factories
from tests.essays.discussion.moderation.queue import QUEUE, UNDO, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def comments():
    return waiting("Anna", "Борис")


def typed(comment):
    return {
        f"reply-{comment.pk}-text": "Dear reader",
        f"reason-choice-{comment.pk}": "topic",
        f"reason-{comment.pk}": "See the rules",
        f"redact-{comment.pk}-passages": "+7 495",
        f"redact-{comment.pk}-reason": "A telephone",
    }


def shown(page, comment):
    """The texts in the fields of the comment."""
    found = {}
    for name in typed(comment):
        if match := re.search(rf'<textarea[^>]* name="{name}"[^>]*>([^<]*)</textarea>', page.text):
            found[name] = match[1].strip()
    choice = f'<select id="reason-choice-{comment.pk}"'
    chosen = page.text.partition(choice)[2].partition("</select>")[0]
    if match := re.search(r'value="(\w+)" selected', chosen):
        found[f"reason-choice-{comment.pk}"] = match[1]
    return {name: text for name, text in found.items() if text}


def press(client, address, data):
    return client.post(address, data, follow=True)


def told(page):
    return [str(message) for message in page.context["messages"]]


def address(name, comment):
    return f"{reverse(f'moderation:{name}', args=[comment.pk])}?next={QUEUE}"


BUTTONS = {
    "approve": lambda anna: (QUEUE, {"do": f"approve:{anna.pk}"}),
    "bulk": lambda anna: (QUEUE, {"do": "spam", "chosen": [anna.pk]}),
    "unknown": lambda anna: (QUEUE, {"do": "dance"}),
    "note": lambda anna: (address("note", anna), {f"note-{anna.pk}": "Why"}),
    "thread": lambda anna: (address("thread", anna), {"closed": "1"}),
    "block": lambda anna: (address("block", anna), {"block": "email"}),
    "undo": lambda anna: (f"{UNDO}?next={QUEUE}", {}),
    "redact": lambda anna: (
        f"{reverse('moderation:redact', args=[anna.pk])}",
        {
            f"redact-{anna.pk}-passages": "twice",
            f"redact-{anna.pk}-reason": "Rude",
            f"seen-{anna.pk}": anna.version,
        },
    ),
}


@pytest.mark.parametrize("button", BUTTONS)
def test_texts_for_another_comment_are_in_its_fields_again(moderator_client, comments, button):
    anna, boris = comments
    url, data = BUTTONS[button](anna)
    page = press(moderator_client, url, data | typed(boris))
    assert page.redirect_chain[-1][1] == 303
    assert shown(page, boris) == typed(boris)
    assert not any("Dear reader" in message for message in told(page))


def test_texts_are_shown_once(moderator_client, comments):
    anna, boris = comments
    press(moderator_client, QUEUE, {"do": f"approve:{anna.pk}"} | typed(boris))
    assert shown(moderator_client.get(QUEUE), boris) == {}


def test_texts_of_a_comment_that_left_the_page_are_repeated(moderator_client, comments):
    anna, _boris = comments
    page = press(moderator_client, QUEUE, {"do": f"approve:{anna.pk}"} | typed(anna))
    repeated = [message for message in told(page) if message.startswith("Not sent yet")]
    assert repeated == [
        "Not sent yet: “Dear reader”",
        "Not sent yet: “It is not about this page.”",
        "Not sent yet: “See the rules”",
        "Not sent yet: “+7 495”",
        "Not sent yet: “A telephone”",
    ]


def test_sent_texts_are_not_shown_again(moderator_client, comments):
    anna, boris = comments
    data = {
        f"reason-{anna.pk}": "Rude",
        f"reply-{boris.pk}-text": "Thanks",
        f"reply-{boris.pk}-token": "0" * 32,
    }
    page = press(moderator_client, QUEUE, {"do": f"remove:{anna.pk}", f"reason-{anna.pk}": "Rude"})
    assert (page.redirect_chain[-1][1], len(told(page))) == (302, 1)
    page = press(moderator_client, QUEUE, {"do": f"reply:{boris.pk}"} | data)
    assert told(page)[1:] == ["Not sent yet: “Rude”"]


def test_reason_for_a_comment_that_changed_meanwhile_is_repeated(moderator_client, comments):
    anna, _boris = comments
    data = {"do": f"remove:{anna.pk}", f"reason-{anna.pk}": "Rude", f"seen-{anna.pk}": anna.version}
    Comment.objects.filter(pk=anna.pk).decide("spam", factories.user(), seen=None)
    assert "Not sent yet: “Rude”" in told(press(moderator_client, QUEUE, data))


def test_reply_that_cannot_be_sent_takes_the_other_texts_along(moderator_client, comments):
    anna, boris = comments
    page = press(moderator_client, QUEUE, {"do": f"reply:{anna.pk}"} | typed(boris))
    assert shown(page, boris) == typed(boris)
    again = page.text.partition("data-unsent-reply")[2].partition("</form>")[0]
    assert f'name="reply-{boris.pk}-text" value="Dear reader"' in again


def test_refused_redaction_takes_the_other_texts_along(moderator_client, comments):
    anna, boris = comments
    url, _data = BUTTONS["redact"](anna)
    page = press(moderator_client, url, typed(boris) | {f"note-{boris.pk}": "Why"})
    names = [*typed(boris), f"note-{boris.pk}"]
    assert [name for name in names if f'type="hidden" name="{name}"' not in page.text] == []
