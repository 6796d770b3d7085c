import pytest

from essays.models import Comment
from tests import factories
from tests.essays.discussion.comment_admin import LIST, act, change, listed
from tests.forms import filled


def test_waiting_comments_come_first_and_then_the_newest(moderator_client):
    for name, state in [
        ("Anna", "waiting"),
        ("Boris", "approved"),
        ("Clara", "waiting"),
        ("Dmitri", "spam"),
    ]:
        factories.comment(name=name, state=state)
    assert listed(moderator_client.get(LIST)) == ["Clara", "Anna", "Dmitri", "Boris"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"state__exact": "spam"}, ["Boris"]),
        ({"q": "grandfather"}, ["Boris"]),
        ({"q": "boris@example.org"}, ["Boris"]),
        ({"q": "Virgin"}, ["Boris"]),
        ({"q": "nobody"}, []),
    ],
)
def test_list_is_searched_and_filtered(moderator_client, query, expected):
    factories.comment(name="Anna")
    factories.comment(
        name="Boris",
        email="boris@example.org",
        text="My grandfather was there.",
        state="spam",
        essay=factories.essay(title="Virgin Lands"),
    )
    assert listed(moderator_client.get(LIST, query)) == expected


def test_queue_is_filtered_by_essay(moderator_client):
    factories.comment(name="Anna")
    comment = factories.comment(name="Boris")
    query = {"essay__id__exact": comment.essay_id}
    assert listed(moderator_client.get(LIST, query)) == ["Boris"]


def test_text_is_escaped_in_the_list(moderator_client):
    factories.comment(text="<script>alert(1)</script>")
    page = moderator_client.get(LIST).content.decode()
    assert ("&lt;script&gt;alert" in page, "<script>alert" in page) == (True, False)


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_ten_queries(moderator_client, django_assert_num_queries, number):
    for _ in range(number):
        factories.comment()
    moderator_client.get(LIST)
    with django_assert_num_queries(10):
        moderator_client.get(LIST)


def test_list_shows_the_suspicion(moderator_client):
    factories.comment(state="spam", suspicion="word")
    state = '<span class="state spam">Spam</span><br><span class="spam-signal">Blocked word</span>'
    assert state in moderator_client.get(LIST).text


def test_list_is_filtered_by_suspicion(moderator_client):
    factories.comment(name="Boris", suspicion="links")
    factories.comment()
    assert listed(moderator_client.get(LIST, {"suspicion__exact": "links"})) == ["Boris"]


@pytest.mark.parametrize(
    ("action", "state", "message"),
    [
        ("approve", "approved", "2 comments approved."),
        ("mark_as_spam", "spam", "2 comments marked as spam."),
        ("remove", "removed", "2 comments removed."),
    ],
)
def test_action_changes_the_state_of_selected_comments(moderator_client, action, state, message):
    chosen = [factories.comment(state="waiting") for _ in range(2)]
    factories.comment(state="waiting", name="Not chosen")
    messages = act(moderator_client, action, *chosen)
    assert (messages, Comment.objects.filter(state=state).count()) == ([message], 2)


def test_message_counts_only_changed_comments(moderator_client):
    chosen = [factories.comment(state="waiting"), factories.comment(state="approved")]
    assert act(moderator_client, "approve", *chosen) == ["1 comment approved."]


def test_moderator_decides_on_the_page_of_the_comment(moderator_client):
    comment = factories.comment(state="waiting")
    page = moderator_client.get(change(comment))
    moderator_client.post(change(comment), filled(page, state="approved"))
    comment.refresh_from_db()
    assert comment.state == "approved"


def test_neither_text_nor_name_of_a_comment_can_be_changed(moderator_client):
    comment = factories.comment(text="I read this twice.")
    page = moderator_client.get(change(comment))
    fields = ["state", "reason", "moderator_note", "closed", "seen"]
    assert list(page.context["adminform"].form.fields) == fields
    forged = filled(page, state="spam", text="Forged", name="Forged")
    moderator_client.post(change(comment), forged)
    comment.refresh_from_db()
    assert (comment.text, comment.name, comment.state) == ("I read this twice.", "Anna", "spam")


def test_state_that_does_not_exist_is_refused(moderator_client):
    comment = factories.comment()
    shouted = filled(moderator_client.get(change(comment)), state="shouted")
    response = moderator_client.post(change(comment), shouted)
    assert list(response.context["adminform"].form.errors) == ["state"]


@pytest.mark.parametrize("key", ["abc", "\0", "9" * 30])
def test_selection_of_an_invalid_key_returns_404(moderator_client, key):
    response = moderator_client.post(LIST, {"action": "approve", "_selected_action": key})
    assert response.status_code == 404


def test_page_of_the_comment_shows_the_quote_and_the_parent(moderator_client):
    root = factories.comment(name="Boris", text="I disagree.")
    comment = factories.comment(essay=root.essay, parent=root, about=1, quote="Bread.")
    page = moderator_client.get(change(comment)).text
    assert ["Boris: I disagree." in page, "Bread." in page] == [True, True]


@pytest.mark.parametrize("state", ["waiting", "approved"])
def test_page_links_to_where_readers_see_the_comment(moderator_client, state):
    comment = factories.comment(state=state, essay=factories.essay(slug="home"))
    address = {"waiting": "/essays/home/", "approved": f"/essays/home/comments/{comment.pk}/"}
    page = moderator_client.get(change(comment)).text
    assert f'<a href="{address[state]}" class="viewsitelink">' in page
