"""All text forms of readers and moderators count as the browser does."""

import pytest

from essays.models import Comment, Flag
from seventeen_moments.corrections.models import Correction
from tests import factories
from tests.essays.discussion.comment_page import send
from tests.forms import form_token

pytestmark = pytest.mark.django_db

LINES = "a\r\n" * 2499 + "bc"  # 5,000 characters, and 7,499 as browsers send them
EMOJI = "😀" * 2500  # 5,000 for browsers


@pytest.fixture
def essay():
    return factories.essay(slug="prisoners-return")


def comment(client, essay, text):
    send(client, essay, text=text)
    return Comment.objects.filter(text__startswith=text[0]).count()


def change(client, essay, text):
    own = factories.comment(essay=essay, state="waiting", text="Before.")
    client.post(own.own_url, {"text": text})
    return Comment.objects.filter(text__startswith=text[0]).count()


def correct(client, essay, text):
    form = {"text": text, "form_token": form_token(essay)}
    client.post("/essays/prisoners-return/correction/", form)
    return Correction.objects.count()


@pytest.mark.parametrize("store", [comment, change, correct])
@pytest.mark.parametrize(
    ("text", "stored"), [(LINES, 1), (f"{LINES}d", 0), (EMOJI, 1), (f"{EMOJI}d", 0)]
)
def test_text_is_stored_if_the_browser_allows_it(client, essay, store, text, stored):
    assert store(client, essay, text) == stored


@pytest.mark.parametrize(
    ("reason", "stored"), [("a\r\n" * 149 + "bc", 1), ("😀" * 150, 1), ("😀" * 151, 0)]
)
def test_report_is_stored_if_the_browser_allows_it(client, essay, reason, stored):
    comment = factories.comment(essay=essay)
    form = {"reason": reason, "form_token": form_token(comment)}
    client.post(f"{comment.get_absolute_url()}flag/", form)
    assert Flag.objects.count() == stored


@pytest.mark.parametrize("blank", ["\u3164", "\u2800 \u2800", "\ufe0f\U000e0041"])
def test_blank_looking_name_text_and_report_are_refused(client, essay, blank):
    flagged = factories.comment(essay=essay)
    flag = client.post(
        f"{flagged.get_absolute_url()}flag/", {"reason": blank, "form_token": form_token(flagged)}
    )
    own = client.post(flagged.own_url, {"text": blank})
    new = send(client, essay, name=blank, text=blank)
    assert [list(page.context["form"].errors) for page in (flag, own, new)] == [
        ["reason"],
        ["text"],
        ["name", "text"],
    ]


def test_blank_looking_name_of_a_correction_is_left_out(client, essay):
    form = {"text": "1953.", "name": "\u3164", "form_token": form_token(essay)}
    client.post("/essays/prisoners-return/correction/", form)
    assert Correction.objects.get().name == ""
