"""A comment that a moderator sends to the editors as a correction."""

import pytest
from django.urls import reverse

from essays.discussion.deletion import delete_for_good
from essays.models import Comment, ModerationAction
from seventeen_moments.corrections.models import Correction
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db

QUEUE = reverse("moderation:queue")
LIST = reverse("admin:corrections_correction_changelist")


@pytest.fixture
def comment():
    essay = factories.essay(slug="home", body="<p>It was 1954.</p>")
    return factories.comment(essay=essay, about=1, quote="It was 1954.", text="It was 1953.")


def send(client, comment):
    address = reverse("admin:corrections_correction_from_comment", args=[comment.pk])
    response = client.post(address, follow=True)
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def sent(comment, moderator_client):
    send(moderator_client, comment)
    correction = Correction.objects.get()
    moderator_client.force_login(factories.user("Editors", first_name="Vera", last_name="Orlova"))
    return correction


def change(correction):
    return reverse("admin:corrections_correction_change", args=[correction.pk])


def answer(client, correction, **changes):
    page = client.get(change(correction))
    return client.post(change(correction), filled(page, **changes), follow=True)


def queue_of(client, **query):
    return " ".join(client.get(QUEUE, {"tab": "approved"} | query).text.split())


def test_one_click_makes_a_correction_with_the_passage(moderator_client, comment):
    assert send(moderator_client, comment) == ["Sent to the editors."]
    correction = Correction.objects.get()
    assert (correction.subject, correction.about, correction.quote, correction.state) == (
        comment.essay,
        1,
        "It was 1954.",
        "open",
    )


def test_second_click_makes_no_second_one(moderator_client, comment):
    send(moderator_client, comment)
    assert send(moderator_client, comment) == ["It was already sent to the editors."]
    assert Correction.objects.count() == 1


def test_comment_without_a_passage_can_be_sent_too(moderator_client):
    send(moderator_client, factories.comment(state="waiting"))
    assert Correction.objects.get().about is None


def test_comment_that_its_author_deleted_is_not_sent(moderator_client, comment):
    comment.withdraw()
    assert send(moderator_client, comment) == ["This comment no longer exists."] * 2
    assert not Correction.objects.exists()


def test_queue_says_who_sent_it_and_how_it_was_answered(moderator_client, comment):
    assert "Suggest as correction" in queue_of(moderator_client)
    send(moderator_client, comment)
    by = Correction.objects.select_related("sent_by").get().sent_by
    page = queue_of(moderator_client)
    assert (f"Sent to the editors by {by}, " in page, "Suggest as correction" in page) == (
        True,
        False,
    )
    Correction.objects.all().settle("done", factories.user(username="vera"))
    page = queue_of(moderator_client)
    assert ("Done <span" in page, "(vera, " in page) == (True, True)
    assert '<a href="/essays/home/#p1">See the change</a>' in page


@pytest.mark.parametrize("group", ["Editors", "Authors"])
def test_only_moderators_send(client, comment, group):
    client.force_login(factories.user(group))
    address = reverse("admin:corrections_correction_from_comment", args=[comment.pk])
    assert (client.post(address).status_code, Correction.objects.count()) == (403, 0)


def test_editors_see_the_comment_its_author_and_the_moderator(editor_client, sent):
    for address in LIST, change(sent):
        page = editor_client.get(address).text
        assert ("It was 1953." in page, "Anna" in page, f"sent by {sent.sent_by}" in page) == (
            True,
            True,
            True,
        )


def test_editors_do_not_see_the_address_of_the_author(editor_client, sent):
    pages = [editor_client.get(address).text for address in (LIST, change(sent))]
    assert ["anna@example.org" in page for page in pages] == [False, False]


@pytest.mark.parametrize("words", ["1953", "Anna"])
def test_list_is_searched_by_the_words_of_the_comment(editor_client, sent, words):
    assert "It was 1953." in editor_client.get(LIST, {"q": words}).text


@pytest.mark.parametrize("how", ["withdrawn", "deleted"])
def test_words_of_a_deleted_comment_are_gone_here_too(editor_client, sent, how):
    comment = Comment.objects.get()
    comment.withdraw() if how == "withdrawn" else delete_for_good(Comment.objects.all())
    for address in LIST, change(sent):
        page = editor_client.get(address)
        assert (page.status_code, "It was 1953." in page.text) == (200, False)
        assert "deleted" in page.text.lower()


# The answer below the comment


def test_reply_is_published_below_the_comment_with_a_link_to_the_passage(client, sent):
    answer(client, sent, state="done", public_reply="Corrected, thank you.")
    sent.refresh_from_db()
    reply = Comment.objects.latest("pk")
    assert (reply.state, reply.author_role, reply.reply_to, sent.state) == (
        "approved",
        "editor",
        sent.comment,
        "done",
    )
    assert reply.text == "Corrected, thank you.\n\nhttp://localhost:8000/essays/home/#p1"
    assert ModerationAction.objects.get().kind == "reply"


def test_without_a_reply_nothing_is_published(client, sent):
    answer(client, sent, state="done", remark="It was 1953.")
    assert Comment.objects.count() == 1


def test_reply_that_is_sent_twice_is_published_once(client, sent):
    page = client.get(change(sent))
    for _ in "12":
        client.post(change(sent), filled(page, public_reply="Corrected."))
    assert Comment.objects.count() == 2


@pytest.mark.parametrize("state", ["waiting", "spam", "removed"])
def test_reply_to_a_comment_that_is_not_public_is_refused_and_kept(client, sent, state):
    Comment.objects.update(state=state)
    refused = answer(client, sent, state="done", public_reply="Corrected.")
    sent.refresh_from_db()
    form = refused.context["adminform"].form
    assert (form["public_reply"].value(), sent.state, Comment.objects.count()) == (
        "Corrected.",
        "open",
        1,
    )


def test_correction_of_a_reader_has_no_field_for_a_reply(editor_client):
    page = editor_client.get(change(factories.correction()))
    assert "public_reply" not in page.context["adminform"].form.fields or (
        'name="public_reply"' not in page.text
    )


@pytest.mark.parametrize("number", [1, 3])
def test_queue_takes_one_query_for_all_corrections(
    moderator_client, django_assert_num_queries, number
):
    for _ in range(number):
        send(moderator_client, factories.comment())
    moderator_client.get(QUEUE, {"tab": "approved"})
    with django_assert_num_queries(23):
        moderator_client.get(QUEUE, {"tab": "approved"})
