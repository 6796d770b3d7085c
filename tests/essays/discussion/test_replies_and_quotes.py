import re

import pytest

from essays.models import Comment
from tests import factories
from tests.essays.discussion.comment_page import ADDRESS, send
from tests.forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return factories.essay(slug="prisoners-return")


def test_reply_is_stored_below_its_parent(client, essay):
    root = factories.comment(essay=essay)
    send(client, essay, to=root.pk)
    assert Comment.objects.waiting().get().parent == root


def test_reply_to_a_reply_is_stored_below_the_root_comment(client, essay):
    root = factories.comment(essay=essay)
    reply = factories.comment(essay=essay, parent=root)
    send(client, essay, to=reply.pk)
    assert Comment.objects.waiting().get().parent == root


@pytest.mark.parametrize("of", ["another essay", "nobody", "one that waits"])
def test_reply_to_a_comment_that_is_not_public_is_refused(client, essay, of):
    to = {
        "another essay": factories.comment().pk,
        "nobody": "9" * 30,
        "one that waits": factories.comment(essay=essay, state="waiting").pk,
    }[of]
    response = send(client, essay, to=to)
    assert response.context["form"].errors == {
        "to": [
            "The comment you are replying to no longer exists. Send the form again to post your "
            "text as a new comment."
        ]
    }
    assert "no longer exists. Send the form again" in response.text


# Removed or deleted meanwhile


def gone(comment):
    comment.state = "removed"
    comment.save()
    return comment


def test_reply_to_a_removed_comment_is_sent_again_as_a_new_one(client, essay):
    root = factories.comment(essay=essay)
    form = filled(client.get(ADDRESS, {"to": root.pk}), name="Boris", email="b@example.org")
    gone(root)
    refused = client.post(ADDRESS, form | {"text": "So was I."})
    client.post(ADDRESS, filled(refused))
    stored = Comment.objects.get(name="Boris")
    assert (stored.text, stored.parent) == ("So was I.", None)


@pytest.fixture
def left(client, essay):
    """The answer to a reply whose comment is gone, but not the root of its thread."""
    root = factories.comment(essay=essay, name="Olga")
    reply = gone(factories.comment(essay=essay, parent=root))
    return send(client, essay, to=reply.pk, name="Boris")


def test_reply_in_a_thread_that_remains_says_what_happened(left):
    assert "no longer exists. Send the form again to reply in the same thread" in left.text
    assert ("Replying to <bdi>Olga</bdi>" in left.text, "Twice.</textarea>" in left.text) == (
        True,
        True,
    )


@pytest.mark.parametrize(("again", "parent"), [({}, "Olga"), ({"to": ""}, None)])
def test_it_is_sent_again_to_the_thread_or_as_a_new_comment(client, left, again, parent):
    assert '<button class="button plain" name="to" value="">' in left.text
    client.post(ADDRESS, filled(left, **again))
    stored = Comment.objects.get(name="Boris")
    assert (stored.parent and stored.parent.name) == parent


@pytest.mark.parametrize(("key", "is_told"), [("404", True), ("x", True), ("", False)])
def test_form_of_a_reply_says_that_the_comment_is_gone(client, essay, key, is_told):
    page = client.get(ADDRESS, {"to": key}).text
    assert ("The comment you want to reply to no longer exists." in page) is is_told


def test_form_names_the_author_that_it_replies_to(client, essay):
    root = factories.comment(essay=essay)
    response = client.get(ADDRESS, {"to": root.pk})
    assert "Replying to <bdi>Anna</bdi>." in response.text
    assert filled(response)["to"] == str(root.pk)


@pytest.mark.parametrize("query", [{"to": "404"}, {"to": "x"}, {"about": "p404"}, {"about": "x"}])
def test_form_ignores_invalid_query(client, essay, query):
    response = client.get(ADDRESS, query)
    assert (response.status_code, filled(response)["to"]) == (200, "")


@pytest.fixture
def passage(essay):
    essay.body = f"<p>Bread.</p><p>{'Steel. ' * 60}</p>"
    essay.save()


def test_comment_quotes_a_paragraph(client, essay, passage):
    send(client, essay, about="p2")
    stored = essay.comments.get()
    assert (stored.about, len(stored.quote), stored.quote[:13]) == (2, 300, "Steel. Steel.")


def test_form_offers_the_paragraphs_and_selects_the_requested_one(client, essay, passage):
    response = client.get(ADDRESS, {"about": "p1"})
    assert response.context["form"].fields["about"].choices[1] == ("p1", "¶ 1 Bread.")
    assert filled(response)["about"] == "p1"


def test_unknown_paragraph_is_refused(client, essay, passage):
    response = send(client, essay, about="p3")
    assert response.context["form"].errors == {
        "about": ["This paragraph is no longer in the essay."]
    }


def test_quote_links_its_paragraph_if_that_exists(client, essay, passage):
    factories.comment(essay=essay, about=1, quote="Bread.")
    factories.comment(essay=essay, about=404, quote="Iron.")
    html = " ".join(client.get(ADDRESS).text.split())
    assert '<a href="/essays/prisoners-return/#p1">Bread.</a> </blockquote>' in html
    assert '<blockquote class="quoted small" dir="auto"> Iron. </blockquote>' in html


def test_form_quotes_the_comment_that_it_replies_to(client, essay):
    root = factories.comment(essay=essay, text="I was there & saw it.")
    page = client.get(ADDRESS, {"to": root.pk}).text
    form = page.partition('id="write"')[2]
    assert "I was there &amp; saw it.</blockquote>" in form


def test_reply_names_the_comment_that_it_replies_to(client, essay):
    root = factories.comment(essay=essay, name="Anna")
    first = factories.comment(essay=essay, name="Boris", parent=root, reply_to=root)
    factories.comment(essay=essay, name="Clara", parent=root, reply_to=first)
    removed = factories.comment(essay=essay, name="Dora", parent=root, state="removed")
    factories.comment(essay=essay, name="Elena", parent=root, reply_to=removed)
    page = client.get(ADDRESS).text
    named = re.findall(r'In reply to <a href="#c(\d+)"><bdi>(\w+)</bdi></a>', page)
    assert named == [(str(root.pk), "Anna"), (str(first.pk), "Boris")]
