"""Authors ask for a review of a draft, and see what became of it."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from essays.models import Essay
from seventeen_moments.core.publication import Status
from seventeen_moments.editorial.models import Remark, Review
from seventeen_moments.editorial.review_page import review_page_of
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.editorial.authoring import ADD, LIST, change, save

INDEX = reverse("admin:index")
State = Review.State
PAST = timezone.now() - timedelta(days=1)
FUTURE = timezone.now() + timedelta(days=1)


def ask(client, page, **fields):
    return client.post(review_page_of(page), fields)


def states(client, address=LIST):
    words = re.findall(r'<span class="state [a-z]+">([^<]+)</span>', client.get(address).text)
    return [word for word in words if word != "Missing"]


@pytest.fixture
def review(draft, author):
    return Review.objects.create(page=draft, author=author, note="The dates are checked.")


@pytest.fixture
def remark(review):
    Review.objects.update(state=State.ANSWERED)
    return review.remarks.create(words="Which decree?", passage="the decree")


# The author asks


def test_button_saves_the_draft_and_leads_to_the_note(author_client, draft):
    response = save(author_client, draft, title="The Thaw", _review="")
    draft.refresh_from_db()
    assert (draft.title, draft.status) == ("The Thaw", Status.DRAFT)
    assert response.url == review_page_of(draft)


def test_button_of_a_new_page_leads_to_the_note(author_client):
    page = author_client.get(ADD)
    data = filled(page, title="Virgin Lands", slug="virgin-lands", _review="")
    response = author_client.post(ADD, data)
    assert response.url == review_page_of(Essay.objects.get())


def test_nothing_is_sent_before_the_page_of_the_note_is(author_client, draft):
    save(author_client, draft, _review="")
    author_client.get(review_page_of(draft))
    assert not Review.objects.exists()


def test_refused_form_is_shown_again(author_client, draft):
    response = save(author_client, draft, title="", _review="")
    assert (response.status_code, Review.objects.count()) == (200, 0)


def test_draft_is_sent_with_a_note(author_client, author, draft):
    response = ask(author_client, draft, note="The dates are checked.")
    review = Review.objects.get()
    assert (review.page, review.author, review.state) == (draft, author, State.WAITING)
    assert (review.note, response.url) == ("The dates are checked.", change(draft))


@pytest.mark.parametrize("make", factories.SOURCES)
def test_draft_of_a_source_is_sent(author_client, author, draft, make):
    source = make(essay=draft, owner=author, status=Status.DRAFT)
    ask(author_client, source)
    assert Review.objects.get().page == source


def test_draft_sent_twice_is_sent_once(author_client, draft):
    for note in ["One", "Two"]:
        ask(author_client, draft, note=note)
    assert Review.objects.get().note == "Two"


def test_history_keeps_the_note(author_client, draft):
    ask(author_client, draft, note="The dates are checked.")
    entry = LogEntry.objects.get()
    assert entry.change_message == "Ready for review: The dates are checked."


def test_draft_is_withdrawn(author_client, review):
    ask(author_client, review.page, withdraw="")
    review.refresh_from_db()
    assert (review.state, review.note) == (State.WITHDRAWN, "The dates are checked.")
    assert states(author_client) == ["Draft"]


def test_withdrawn_draft_is_sent_again(author_client, review):
    ask(author_client, review.page, withdraw="")
    ask(author_client, review.page)
    assert states(author_client) == ["Ready for review"]


def test_author_changes_a_draft_that_is_ready(author_client, review):
    save(author_client, review.page, title="The Thaw")
    assert Essay.objects.get().title == "The Thaw"


def test_author_cannot_send_the_draft_of_another(author_client, draft):
    Essay.objects.update(owner=factories.user("Authors"))
    assert ask(author_client, draft).status_code == 404
    assert not Review.objects.exists()


def test_author_cannot_send_a_published_page(author_client, author):
    essay = factories.essay(owner=author)
    assert ask(author_client, essay).url == change(essay)
    assert not Review.objects.exists()


def test_editor_sees_no_button_to_send(editor_client, draft):
    assert 'name="_review"' not in editor_client.get(change(draft)).text


def test_button_does_nothing_for_an_editor(editor_client, draft):
    response = save(editor_client, draft, _draft="", _review="")
    assert response.url == change(draft)


@pytest.mark.parametrize("note", ["x" * 5001, "a\0b"])
def test_impossible_note_is_refused_and_shown_again(author_client, draft, note):
    page = ask(author_client, draft, note=note)
    assert (page.status_code, Review.objects.count()) in [(200, 0), (400, 0)]


# What the author sees


def test_list_of_the_author_shows_the_state(author_client, review):
    assert states(author_client) == ["Ready for review"]


def test_list_of_the_author_counts_the_remarks_to_do(author_client, remark):
    remark.review.remarks.create(words="Where?")
    remark.review.remarks.create(words="When?", done=True)
    assert states(author_client) == ["Remarks: 2"]


def test_first_page_of_the_author_shows_the_state(author_client, remark):
    panel = author_client.get(INDEX).context["in_review"]
    assert [row["title"] for row in panel["rows"]] == ["Virgin Lands"]
    assert states(author_client, INDEX) == ["Remarks: 1"]


def test_form_shows_the_remarks_with_their_passages(author_client, remark):
    page = author_client.get(change(remark.review.page)).text
    assert ">the decree</blockquote>" in page
    assert "Which decree?" in page


def test_remark_is_ticked_with_the_form(author_client, remark):
    save(author_client, remark.review.page, **{f"remark-{remark.pk}": "on"})
    assert Remark.objects.get().done
    data = filled(author_client.get(change(remark.review.page)), **{f"remark-{remark.pk}": None})
    author_client.post(change(remark.review.page), data)
    assert not Remark.objects.get().done


def test_refused_form_keeps_the_tick(author_client, remark):
    page = save(author_client, remark.review.page, title="", **{f"remark-{remark.pk}": "on"})
    assert f'name="remark-{remark.pk}" checked' in page.text
    assert not Remark.objects.get().done


def test_remark_that_came_while_the_form_was_open_is_not_ticked(author_client, remark):
    page = author_client.get(change(remark.review.page))
    other = remark.review.remarks.create(words="Where?", done=True)
    author_client.post(change(remark.review.page), filled(page))
    other.refresh_from_db()
    assert other.done


def test_ticks_of_another_page_are_ignored(author_client, author, remark):
    other = factories.essay(owner=author, status=Status.DRAFT)
    ticked = {f"remark-{remark.pk}-shown": "on", f"remark-{remark.pk}": "on"}
    save(author_client, other, **ticked)
    assert not Remark.objects.get().done


def test_draft_is_sent_again_after_remarks(author_client, remark):
    ask(author_client, remark.review.page)
    assert Review.objects.get().state == State.WAITING
    assert Remark.objects.get() == remark


# One rule: a review is open while its page is a draft that was not published since


@pytest.mark.parametrize(
    ("fields", "is_open"),
    [
        ({}, True),
        ({"published_at": PAST}, True),  # an earlier publication
        ({"published_at": FUTURE}, True),
        ({"status": Status.PUBLISHED}, False),
        ({"status": Status.PUBLISHED, "published_at": FUTURE}, False),
    ],
)
def test_review_is_open_while_its_page_is_a_draft(author_client, review, fields, is_open):
    Essay.objects.filter(pk=review.object_id).update(**{"published_at": timezone.now()} | fields)
    if "published_at" not in fields and "status" not in fields:
        Essay.objects.update(published_at=None)
    rows = author_client.get(INDEX).context["in_review"]["rows"]
    assert (len(rows), Review.objects.open(Essay.objects.all()).count()) == (is_open, is_open)
    assert ("Ready for review" in states(author_client)) == is_open


def test_review_is_not_open_again_after_publication_and_withdrawal(author_client, review):
    Essay.objects.update(published_at=timezone.now())
    assert states(author_client) == ["Draft"]


def test_review_is_deleted_with_its_page(review, remark):
    review.page.delete()
    assert (Review.objects.count(), Remark.objects.count()) == (0, 0)


def test_author_deletes_a_draft_with_remarks(author_client, remark):
    address = reverse("admin:essays_essay_delete", args=[remark.review.object_id])
    author_client.post(address, {"post": "yes"})
    assert (Essay.objects.count(), Review.objects.count()) == (0, 0)


def test_review_stays_without_its_author(author, remark):
    User.objects.all().delete()
    assert Review.objects.get().author_name is None
