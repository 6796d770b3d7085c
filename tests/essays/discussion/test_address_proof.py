"""Comments of approved authors wait for the proof that the address is theirs."""

import pytest
from django.utils import timezone

from essays.discussion.confirmations import confirm_path
from essays.models import Comment, CommentSettings, Confirmation, RefusedAddress
from tests import factories
from tests.essays.discussion.comment_page import ADDRESS, send
from tests.forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return factories.essay(slug="prisoners-return", approval="new_authors")


@pytest.fixture
def approved():
    return factories.comment(email="anna@example.org")


def sent(client, essay, **changes):
    send(client, essay, **changes)
    return Comment.objects.latest("pk")


def confirm(client, comment, **data):
    response = client.post(confirm_path(comment), data)
    comment.refresh_from_db()
    return response


def test_comment_of_an_approved_author_waits_until_it_is_confirmed(client, essay, approved):
    comment = sent(client, essay)
    before = comment.state
    confirm(client, comment)
    assert (before, comment.state) == ("waiting", "approved")
    assert comment.proved_at <= timezone.now()


def test_new_author_is_not_asked(client, essay):
    sent(client, essay)
    assert not Confirmation.objects.exists()


def test_confirmation_of_a_new_author_publishes_nothing(client, essay):
    comment = sent(client, essay, notices="on")
    confirm(client, comment)
    assert (comment.state, comment.notices_since is not None) == ("waiting", True)


def test_answer_does_not_tell_who_is_an_approved_author(client, essay, approved, settings):
    settings.HAS_MAIL_SERVER = True
    pages = []
    for number, email in enumerate(["anna@example.org", "nobody@example.org"]):
        response = send(client, essay, email=email, text=f"Text {number}")
        page = client.get(response.url).text
        for changing in [response.url, f"Text {number}"]:
            page = page.replace(changing, "")
        pages.append(page)
    assert "confirm\nthere that this one is yours" in pages[0].replace(" there", "\nthere")
    assert pages[0] == pages[1]


def test_page_does_not_tell_what_is_spam(client, essay, settings):
    settings.HAS_MAIL_SERVER = True
    page = client.get(send(client, essay, website="x").url).text
    assert Comment.objects.get().state == "spam"
    assert "you may get an e-" in page


def test_page_promises_no_mail_without_a_server(client, essay, settings):
    settings.HAS_MAIL_SERVER = False
    page = client.get(send(client, essay).url).text
    assert "you may get an e-mail with a link" not in page


@pytest.mark.parametrize(
    "meanwhile",
    [
        {"approval": "always"},
        {"comments_open": False},
        {"status": "draft"},
    ],
)
def test_policy_is_asked_again(client, essay, approved, meanwhile):
    comment = sent(client, essay)
    for name, value in meanwhile.items():
        setattr(essay, name, value)
    essay.save()
    confirm(client, comment)
    assert (comment.state, comment.proved_at is not None) == ("waiting", True)


def test_reply_in_a_thread_that_was_closed_meanwhile_waits(client, essay, approved):
    root = factories.comment(essay=essay, email="boris@example.org")
    comment = sent(client, essay, to=root.pk)
    Comment.objects.filter(pk=root.pk).update(thread_closed=True)
    confirm(client, comment)
    assert comment.state == "waiting"


def test_word_that_was_blocked_meanwhile_counts(client, essay, approved):
    comment = sent(client, essay)
    CommentSettings.objects.update(blocked_words="twice")
    confirm(client, comment)
    assert (comment.state, comment.suspicion) == ("spam", "word")


def test_author_whose_other_comment_became_spam_is_not_approved(client, essay, approved):
    comment = sent(client, essay)
    Comment.objects.filter(pk=approved.pk).update(state="spam")
    confirm(client, comment)
    assert comment.state == "waiting"


@pytest.mark.parametrize("states", [["removed"], ["spam"], ["approved", "waiting"]])
def test_decision_of_a_moderator_stays(client, essay, approved, states):
    comment = sent(client, essay)
    for state in states:
        Comment.objects.filter(pk=comment.pk).decide(state, factories.user(), seen=None)
    confirm(client, comment)
    assert comment.state == states[-1]


def test_suspect_comment_waits_even_with_proof(client, essay, approved):
    comment = sent(client, essay, text="http://a http://b http://c")
    assert not Confirmation.objects.exists()
    confirm(client, comment)
    assert (comment.state, comment.suspicion) == ("waiting", "links")


def test_confirming_twice_changes_nothing_more(client, essay, approved):
    comment = sent(client, essay)
    confirm(client, comment)
    Comment.objects.filter(pk=comment.pk).decide("removed", factories.user(), seen=None)
    confirm(client, comment)
    assert comment.state == "removed"


def test_form_that_is_sent_twice_is_asked_about_once(client, essay, approved):
    first = send(client, essay, notices="on")
    token = Comment.objects.latest("pk").token
    assert client.post(ADDRESS, first.wsgi_request.POST).url == first.url
    assert Confirmation.objects.filter(comment__token=token).count() == 1


def test_staff_need_no_proof(client, essay):
    client.force_login(factories.user("Moderators", email="boris@example.org"))
    comment = sent(client, essay, notices="on")
    assert (comment.state, comment.notices_since is not None) == ("approved", True)
    assert not Confirmation.objects.exists()


def test_changed_text_of_an_approved_author_waits_for_the_proof(client, essay, approved):
    comment = factories.comment(essay=essay)
    client.post(comment.own_url, {"text": "Changed."})
    comment.refresh_from_db()
    assert (comment.state, comment.confirmation.publishes) == ("waiting", True)


@pytest.mark.parametrize(("data", "state"), [({}, "waiting"), ({"remember": "on"}, "approved")])
def test_change_is_confirmed_only_in_a_remembered_browser(client, essay, approved, data, state):
    """Its owner may have confirmed other words, which somebody else wrote and now changes."""
    comment = sent(client, essay)
    confirm(client, comment, **data)
    client.post(comment.own_url, {"text": "Changed."})
    comment.refresh_from_db()
    assert (comment.text, comment.state) == ("Changed.", state)


def test_words_that_changed_since_are_shown_before_they_are_confirmed(client, essay, approved):
    comment = sent(client, essay)
    form = filled(client.get(confirm_path(comment)), refuse=None)
    Comment.objects.filter(pk=comment.pk).update(text="Changed.", html="<p>Changed.</p>")
    response = confirm(client, comment, **form)
    assert "The comment has been changed since." in response.text
    assert (comment.state, comment.proved_at) == ("waiting", None)
    confirm(client, comment, **filled(response, refuse=None))
    assert comment.state == "approved"


def test_withdrawn_comment_is_asked_about_no_more(client, essay, approved):
    comment = sent(client, essay)
    address = confirm_path(comment)
    comment.withdraw()
    assert client.post(address).status_code == 404
    assert (Confirmation.objects.count(), comment.proved_at) == (0, None)


# Not by the owner of the address


def test_owner_who_did_not_write_it_is_believed(client, essay, approved):
    comment = sent(client, essay, notices="on")
    confirm(client, comment, refuse="1")
    assert (comment.state, comment.suspicion, comment.proved_at) == ("waiting", "denied", None)
    assert RefusedAddress.objects.of("Anna@example.org").exists()


def test_refusal_by_mistake_is_taken_back_by_confirming(client, essay, approved):
    comment = sent(client, essay)
    confirm(client, comment, refuse="1")
    confirm(client, comment)
    assert (comment.state, comment.suspicion) == ("approved", "")
    assert not RefusedAddress.objects.exists()


def test_address_is_stored_as_a_hash_only(client, essay):
    RefusedAddress.objects.refuse("anna@example.org")
    RefusedAddress.objects.refuse("ANNA@example.org")
    assert "anna" not in str(RefusedAddress.objects.values().get())


def test_refusal_survives_a_new_secret_key(settings):
    RefusedAddress.objects.refuse("anna@example.org")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "new"
    emails = {"anna@example.org", "boris@example.org"}
    assert RefusedAddress.objects.among(emails) == {"anna@example.org"}
