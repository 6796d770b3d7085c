import pytest
from django.urls import reverse

from essays.discussion.thread_closing import set_thread_closed
from essays.models import Comment, ModerationAction
from tests import factories
from tests.essays.discussion.comment_page import ADDRESS, TEXT, send
from tests.essays.discussion.moderation.test_replies import reply as reply_from_queue
from tests.forms import filled

pytestmark = pytest.mark.django_db

CLOSED = "This thread is closed."


@pytest.fixture
def essay():
    return factories.essay(slug="prisoners-return", body="<p>Bread.</p>")


@pytest.fixture
def root(essay):
    return factories.comment(essay=essay, thread_closed=True)


def switch(client, comment, closed, **data):
    address = reverse("moderation:thread", args=[comment.pk])
    response = client.post(address, {"closed": closed} | data, follow=True)
    return [str(message) for message in response.context["messages"]]


def is_closed(comment):
    return Comment.objects.get(pk=comment.pk).thread_closed


@pytest.mark.parametrize("address", [ADDRESS, "/essays/prisoners-return/"])
def test_readers_see_that_the_thread_is_closed_in_place_of_reply(client, essay, root, address):
    factories.comment(essay=essay, parent=root)
    other = factories.comment(essay=essay)
    page = client.get(address).text
    assert (page.count(CLOSED), page.count("?to="), f"?to={other.pk}#" in page) == (1, 1, True)
    assert "Close the thread" not in page


@pytest.mark.parametrize("address", [ADDRESS, "/essays/prisoners-return/"])
def test_pages_change_when_the_thread_is_closed(client, essay, address):
    comment = factories.comment(essay=essay)
    before = client.get(address).text
    set_thread_closed(comment, True, None)
    assert (CLOSED in before, CLOSED in client.get(address).text) == (False, True)


def test_placeholder_of_a_removed_root_comment_says_it_too(client, essay, root):
    factories.comment(essay=essay, parent=root)
    Comment.objects.filter(pk=root.pk).update(state="removed")
    assert CLOSED in client.get(ADDRESS).text


def test_closed_thread_is_not_named_where_all_comments_are_closed(client, essay, root):
    type(essay).objects.update(comments_open=False)
    assert CLOSED not in client.get(ADDRESS).text


@pytest.mark.parametrize("to_reply", [True, False])
def test_late_reply_is_refused_and_its_words_can_be_sent_as_a_new_comment(
    client, essay, root, to_reply
):
    target = factories.comment(essay=essay, parent=root) if to_reply else root
    refused = send(client, essay, to=target.pk)
    assert "Send the form again to post your text as a new comment." in refused.text
    assert (TEXT in refused.text, refused.context["form"].data["to"]) == (True, "")
    send(client, essay)
    assert Comment.objects.latest("pk").parent is None


def test_link_to_reply_opens_the_form_of_a_new_comment(client, root):
    page = client.get(ADDRESS, {"to": root.pk})
    assert (page.status_code, page.context["form"].reply_to) == (200, None)


def test_moderator_replies_from_the_queue(moderator_client, root):
    reply_from_queue(moderator_client, root, tab="approved")
    assert Comment.objects.filter(parent=root, state="approved").count() == 1


@pytest.mark.parametrize("from_reply", [True, False])
def test_one_click_closes_and_reopens_the_whole_thread(moderator_client, essay, from_reply):
    root = factories.comment(essay=essay)
    comment = factories.comment(essay=essay, parent=root) if from_reply else root
    assert switch(moderator_client, comment, 1) == ["The thread is closed."]
    assert is_closed(root)
    assert switch(moderator_client, comment, 0) == ["The thread is open again."]
    assert not is_closed(root)


def test_second_moderator_is_told_that_nothing_changed(moderator_client, root):
    assert switch(moderator_client, root, 1) == ["The thread was already closed."]
    assert not ModerationAction.objects.exists()


def test_closing_is_logged_and_undone(moderator_client, essay):
    root, by = factories.comment(essay=essay), factories.user()
    switch(moderator_client, root, 1)
    action = ModerationAction.objects.get()
    assert (action.kind, action.essay, action.comment) == ("thread", essay, root)
    assert (action.undo(by), is_closed(root), action.undo(by)) == (1, False, 0)


def test_queue_offers_the_undo(moderator_client, essay):
    root = factories.comment(essay=essay)
    switch(moderator_client, root, 1)
    page = moderator_client.get(reverse("moderation:queue"))
    assert "Thread closed." in page.text
    batch = page.context["latest_action"].batch
    moderator_client.post(reverse("moderation:undo"), {"batch": batch})
    assert not is_closed(root)


def test_undo_leaves_what_another_has_changed_since(moderator_client, essay):
    root = factories.comment(essay=essay)
    switch(moderator_client, root, 1)
    set_thread_closed(root, False, factories.user())
    first = ModerationAction.objects.earliest("at")
    assert (first.undo(factories.user()), is_closed(root)) == (0, False)


@pytest.mark.parametrize(
    ("group", "shown"), [("Moderators", True), ("Editors", True), ("Authors", False)]
)
@pytest.mark.parametrize("address", [ADDRESS, "/essays/prisoners-return/"])
def test_pages_of_readers_offer_it_to_those_who_may_close_comments(
    client, essay, address, group, shown
):
    comment = factories.comment(essay=essay)
    client.force_login(factories.user(group))
    link = reverse("moderation:thread", args=[comment.pk])
    assert (link in client.get(address).text) == shown


def test_page_asks_and_goes_back_to_the_thread(moderator_client, essay):
    comment = factories.comment(essay=essay)
    page = moderator_client.get(reverse("moderation:thread", args=[comment.pk]))
    assert filled(page)["closed"] == "1"
    assert '<input type="submit" value="Close the thread">' in page.text
    assert page.context["back"] == comment.get_absolute_url()


@pytest.mark.parametrize("closed", ["", "2", "yes"])
def test_malformed_switch_changes_nothing(moderator_client, root, closed):
    response = moderator_client.post(
        reverse("moderation:thread", args=[root.pk]), {"closed": closed}
    )
    assert (response.status_code, is_closed(root)) == (400, True)


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:x"])
def test_switch_redirects_to_no_other_site(moderator_client, root, address):
    response = moderator_client.post(
        reverse("moderation:thread", args=[root.pk]), {"closed": "0", "next": address}
    )
    assert response.url == reverse("moderation:comment", args=[root.pk])


def test_undo_of_a_closing_leaves_the_closing_of_a_colleague(essay):
    comment = factories.comment(essay=essay)
    for is_closed_then in [True, False, True]:
        set_thread_closed(comment, is_closed_then, None)
    *_others, first = ModerationAction.objects.all()
    assert (first.undo(None), is_closed(comment)) == (0, True)
    latest, second, _first = ModerationAction.objects.all()
    assert [latest.undo(None), second.undo(None), first.undo(None)] == [1, 1, 1]
    assert not is_closed(comment)
