import pytest
from django.urls import reverse

from essays.models import Comment, ModerationAction
from seventeen_moments.notices.models import Mail
from tests import factories
from tests.essays.discussion.moderation.queue import QUEUE
from tests.forms import filled

pytestmark = pytest.mark.django_db

EMPTY = reverse("moderation:empty_spam")


def spam(*names, **fields):
    fields.setdefault("essay", factories.essay())
    return [factories.comment(name=name, state="spam", **fields) for name in names]


def names():
    return list(Comment.objects.order_by("pk").values_list("name", flat=True))


def confirm(client, page):
    address = page.request["PATH_INFO"] + f"?{page.request['QUERY_STRING']}"
    response = client.post(address, filled(page), follow=True)
    return [str(message) for message in response.context["messages"]]


def test_queue_links_to_it_while_there_is_spam(moderator_client):
    essay = spam("Anna")[0].essay
    assert f'href="{EMPTY}"' in moderator_client.get(QUEUE, {"tab": "spam"}).text
    page = moderator_client.get(QUEUE, {"tab": "spam", "essay": essay.pk}).text
    assert f'href="{EMPTY}?essay={essay.pk}"' in page
    Comment.objects.update(state="removed")
    assert EMPTY not in moderator_client.get(QUEUE, {"tab": "spam"}).text


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 spam comment is"), (3, "3 spam comments are")]
)
def test_page_says_how_many_and_that_it_cannot_be_undone(moderator_client, number, words):
    spam(*"abc"[:number])
    page = moderator_client.get(EMPTY).text
    assert (words in page, "This cannot be undone." in page) == (True, True)


def test_page_deletes_nothing_by_itself(moderator_client):
    spam("Anna")
    moderator_client.get(EMPTY)
    assert names() == ["Anna"]


def test_one_click_deletes_all_spam_and_nothing_else(moderator_client):
    spam("Anna", "Boris")
    for state in ["approved", "waiting", "removed"]:
        factories.comment(name=state, state=state)
    messages = confirm(moderator_client, moderator_client.get(EMPTY))
    assert (messages, names()) == (
        ["2 spam comments deleted for good."],
        ["approved", "waiting", "removed"],
    )


def test_only_spam_of_the_essay_if_the_queue_shows_one(moderator_client):
    anna, _boris = spam("Anna")[0], spam("Boris")[0]
    confirm(moderator_client, moderator_client.get(EMPTY, {"essay": anna.essay_id}))
    assert names() == ["Boris"]


@pytest.mark.parametrize("how", ["new", "marked"])
def test_spam_that_came_meanwhile_stays(moderator_client, how):
    essay = factories.essay()
    other = factories.comment(essay=essay, name="Boris")
    spam("Anna", essay=essay)
    page = moderator_client.get(EMPTY)
    if how == "marked":
        Comment.objects.filter(pk=other.pk).update(state="spam")
    else:
        other.delete()
        spam("Boris", essay=essay)
    confirm(moderator_client, page)
    assert names() == ["Boris"]


def test_comment_that_was_restored_meanwhile_stays(moderator_client):
    anna, _boris = spam("Anna", "Boris")
    page = moderator_client.get(EMPTY)
    Comment.objects.filter(pk=anna.pk).update(state="approved")
    assert confirm(moderator_client, page) == ["1 spam comment deleted for good."]
    assert names() == ["Anna"]


def test_second_click_deletes_nothing_more(moderator_client):
    spam("Anna")
    page = moderator_client.get(EMPTY)
    assert [confirm(moderator_client, page) for _ in "12"] == [
        ["1 spam comment deleted for good."],
        ["0 spam comments deleted for good."],
    ]
    assert ModerationAction.objects.count() == 1


def test_mails_about_it_are_deleted(moderator_client):
    (anna,) = spam("Anna")
    Mail.objects.create(kind="waiting", comment=anna, to="vera@example.org", body="Its words")
    confirm(moderator_client, moderator_client.get(EMPTY))
    assert not Mail.objects.exists()


def test_it_is_logged_once_and_cannot_be_undone(moderator_client, monkeypatch):
    monkeypatch.setattr("essays.discussion.moderation.emptying.CHUNK_SIZE", 2)
    spam(*"abcde")
    confirm(moderator_client, moderator_client.get(EMPTY))
    action = ModerationAction.objects.select_related("by").get()
    assert (action.kind, action.count, action.changes, action.is_undoable) == (
        "emptied",
        5,
        {},
        False,
    )
    assert action.by is not None


def test_thread_of_spam_leaves_nothing_in_any_batch(moderator_client, monkeypatch):
    monkeypatch.setattr("essays.discussion.moderation.emptying.CHUNK_SIZE", 1)
    (root,) = spam("Anna")
    spam("Boris", essay=root.essay, parent=root)
    confirm(moderator_client, moderator_client.get(EMPTY))
    assert names() == []


def test_more_than_one_form_can_hold_is_left_for_another_time(moderator_client, monkeypatch):
    monkeypatch.setattr("essays.discussion.moderation.emptying.MOST", 2)
    spam("Anna", "Boris", "Clara")
    page = moderator_client.get(EMPTY)
    assert "1 more remains for another time." in page.text
    confirm(moderator_client, page)
    assert names() == ["Clara"]


@pytest.mark.parametrize("keys", ["", "x", "1,", "1;2", "²", "9" * 19])
def test_malformed_form_deletes_nothing(moderator_client, keys):
    spam("Anna")
    response = moderator_client.post(EMPTY, {"keys": keys}, follow=True)
    assert (response.status_code, names()) == (200, ["Anna"])


def test_page_without_spam_says_so(moderator_client):
    assert "There is no spam." in moderator_client.get(EMPTY).text


def test_editors_may_not(editor_client):
    assert editor_client.get(EMPTY).status_code == 403
