"""Editors see what is ready for review, and answer with remarks."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.editorial.models import Remark, Review
from seventeen_moments.editorial.review_page import review_page_of
from tests import factories
from tests.forms import filled, row
from tests.seventeen_moments.editorial.authoring import LIST, change
from tests.seventeen_moments.versions.draft_forms import page_for, publish

INDEX = reverse("admin:index")
State = Review.State
BODY = (
    '<h2>Return</h2><p>They came <em>home</em>.<span class="footnote">Pravda &amp; others.</span>'
    "<br>At once.</p><ul><li><p>Norilsk</p></li></ul>"
)


@pytest.fixture
def draft(author):
    return factories.essay(
        title="Virgin Lands", status=Status.DRAFT, owner=author, body=BODY, summary="In 1954."
    )


@pytest.fixture
def review(draft, author):
    return Review.objects.create(page=draft, author=author, note="The <dates> are checked.")


def remarks(*pairs):
    data = {"remarks-TOTAL_FORMS": len(pairs), "remarks-INITIAL_FORMS": 0}
    for number, (passage, words) in enumerate(pairs):
        data |= row("remarks", number, passage=passage, words=words)
    return data


def stored():
    return list(Remark.objects.values_list("passage", "words"))


def panel(client):
    return client.get(INDEX).context["in_review"]["rows"]


# The first page


def test_first_page_shows_what_is_ready(editor_client, review):
    page = editor_client.get(INDEX)
    [shown] = page.context["in_review"]["rows"]
    assert (shown["title"], shown["kind_name"], shown["when"]) == (
        "Virgin Lands",
        "essay",
        review.sent,
    )
    assert "The &lt;dates&gt; are checked." in page.text
    assert f'<a href="{review_page_of(review.page)}">Review</a>' in page.text


@pytest.mark.parametrize("state", [State.ANSWERED, State.WITHDRAWN])
def test_first_page_shows_nothing_else(editor_client, review, state):
    Review.objects.update(state=state)
    assert panel(editor_client) == []


def test_oldest_request_comes_first(editor_client, review, author):
    older = factories.essay(title="Older", status=Status.DRAFT, owner=author)
    sent = timezone.now() - timedelta(days=2)
    Review.objects.create(page=older, author=author, sent=sent)
    assert [shown["title"] for shown in panel(editor_client)] == ["Older", "Virgin Lands"]


def test_first_page_says_what_was_changed_since(editor_client, review):
    assert not panel(editor_client)[0]["changed_since"]
    review.page.save()
    assert panel(editor_client)[0]["changed_since"]


def test_published_page_leaves_the_panel(editor_client, review):
    publish(editor_client, review.page)
    assert panel(editor_client) == []


def test_author_sees_no_request_of_another(client, review):
    client.force_login(factories.user("Authors"))
    assert panel(client) == []


def test_moderator_sees_no_request(moderator_client, review):
    assert "Virgin Lands" not in moderator_client.get(INDEX).text


def fill(author, number):
    for _ in range(number):
        essay = factories.essay(status=Status.DRAFT, owner=author)
        made = [make(essay=essay, status=Status.DRAFT, owner=author) for make in factories.SOURCES]
        for page in [essay, *made]:
            waiting = Review.objects.create(page=page, author=author)
            waiting.remarks.create(words="Where?")


@pytest.mark.parametrize("number", [1, 3])
def test_first_page_takes_a_fixed_number_of_queries(
    editor_client, author, django_assert_num_queries, number
):
    fill(author, number)
    editor_client.get(INDEX)
    with django_assert_num_queries(13 + 2 * len(kinds())):
        editor_client.get(INDEX)


# The lists


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Thaw", "Virgin Lands"]),
        ({"review": "waiting"}, ["Virgin Lands"]),
        ({"review": "answered"}, []),
    ],
)
def test_list_is_filtered_by_review(editor_client, review, query, expected):
    factories.essay(title="Thaw", status=Status.DRAFT)
    found = editor_client.get(LIST, query).context["cl"].result_list
    assert sorted(essay.title for essay in found) == expected


def test_list_is_filtered_by_remarks_to_do(editor_client, review):
    Review.objects.update(state=State.ANSWERED)
    remark = review.remarks.create(words="Where?")
    for is_done in [False, True]:
        Remark.objects.filter(pk=remark.pk).update(done=is_done)
        found = editor_client.get(LIST, {"review": "answered"}).context["cl"].result_list
        assert len(found) == (not is_done)


@pytest.mark.parametrize("kind", [Essay, *kinds()])
def test_list_names_and_filters_who_entered_a_page(editor_client, author, kind):
    author.first_name, author.last_name = "Anna", "Petrova"
    author.save()
    make = factories.essay if kind is Essay else factories.maker(kind)
    own, _other = make(owner=author), make(owner=factories.user("Editors"))
    meta = kind._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    page = editor_client.get(address)
    assert '<td class="field-entered_by">Anna Petrova</td>' in page.text
    assert f"?owner__id__exact={author.pk}" in page.text
    found = editor_client.get(address, {"owner__id__exact": author.pk}).context["cl"].result_list
    assert list(found) == [own]


def test_list_of_an_author_has_no_column_with_their_own_name(author_client, author):
    factories.text(owner=author, essay=factories.essay(owner=author))
    address = reverse("admin:resources_text_changelist")
    pages = [author_client.get(LIST).text, author_client.get(address).text]
    assert [page for page in pages if "entered_by" in page or "owner__" in page] == []


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("page", [(LIST, 10), (reverse("admin:resources_text_changelist"), 10)])
def test_list_takes_a_fixed_number_of_queries(
    editor_client, author, django_assert_num_queries, number, page
):
    address, queries = page
    fill(author, number)
    editor_client.get(address)
    with django_assert_num_queries(queries):
        editor_client.get(address)


# The text


def test_every_paragraph_has_its_number(editor_client, review):
    page = editor_client.get(review_page_of(review.page))
    assert page.context["text"].passages == [
        "In 1954.",
        "Return",
        "They came home.Pravda & others. At once.",
        "Norilsk",
    ]
    assert page.text.count('<button class="pin"') == 4


def test_texts_of_a_source_are_shown(editor_client, draft):
    text = factories.text(
        essay=draft,
        status=Status.DRAFT,
        original="Указ\n\nоб <b>амнистии</b>",
        translation="Decree",
    )
    page = editor_client.get(review_page_of(text))
    assert page.context["text"].passages == ["Указ", "об <b>амнистии</b>", "Decree"]
    assert "об &lt;b&gt;амнистии&lt;/b&gt;" in page.text


@pytest.mark.parametrize("make", factories.SOURCES)
def test_page_of_each_kind_opens(editor_client, draft, make):
    source = make(essay=draft, status=Status.DRAFT, description="A gate")
    passages = editor_client.get(review_page_of(source)).context["text"].passages
    assert "A gate" in passages


def test_drafts_of_its_sources_are_linked(editor_client, draft):
    text = factories.text(essay=draft, status=Status.DRAFT)
    factories.image(essay=draft)
    sources = editor_client.get(review_page_of(draft)).context["sources"]
    assert sources == [{"source": text, "form": change(text)}]


def test_reviewed_draft_can_be_published_at_once(editor_client, draft):
    page = editor_client.get(review_page_of(draft))
    assert f'<a href="{page_for(draft, "publish")}">Publish …</a>' in page.text


def test_number_quotes_its_paragraph_and_keeps_what_was_typed(editor_client, review):
    data = remarks(("Norilsk", "Where?"), ("", "")) | {"_quote": "2"}
    page = editor_client.post(review_page_of(review.page), data)
    rows = [form.initial for form in page.context["formset"].initial_forms]
    assert rows == [{"passage": "Norilsk", "words": "Where?"}, {"passage": "Return"}]
    assert stored() == []


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", "9" * 5000])
def test_unknown_number_quotes_nothing(editor_client, review, number):
    page = editor_client.post(review_page_of(review.page), remarks() | {"_quote": number})
    assert page.context["formset"].initial_forms[0].initial == {"passage": ""}


# The answer


def test_remarks_are_sent(editor_client, review):
    data = remarks(("They came\n home", "All of them?"), ("", "Good."), ("", ""))
    response = editor_client.post(review_page_of(review.page), data)
    review.refresh_from_db()
    assert stored() == [("They came home", "All of them?"), ("", "Good.")]
    assert (response.url, review.state) == (INDEX, State.ANSWERED)
    assert LogEntry.objects.get().change_message == "2 remarks sent."


def test_remarks_sent_twice_are_stored_once(editor_client, review):
    for _ in range(2):
        editor_client.post(review_page_of(review.page), remarks(("", "Good.")))
    assert stored() == [("", "Good.")]


@pytest.mark.parametrize(
    ("pairs", "error"),
    [
        ([("", "")], "Write at least one remark."),
        ([], "Write at least one remark."),
        ([("Norilsk", ""), ("", "Good.")], "Write the remark, or empty the passage."),
        ([("", "x" * 5001)], "at most 5000 characters"),
    ],
)
def test_incomplete_answer_is_refused(editor_client, review, pairs, error):
    page = editor_client.post(review_page_of(review.page), remarks(*pairs))
    assert error in page.text
    assert (stored(), Review.objects.get().state) == ([], State.WAITING)


def test_answer_without_its_counts_is_refused(editor_client, review):
    page = editor_client.post(review_page_of(review.page), {"remarks-0-words": "Good."})
    assert (page.status_code, stored()) == (200, [])


def test_form_sent_back_unchanged_sends_nothing(editor_client, review):
    address = review_page_of(review.page)
    editor_client.post(address, filled(editor_client.get(address)))
    assert stored() == []


def test_remarks_on_a_page_published_meanwhile_are_shown_again(editor_client, review):
    Essay.objects.update(status=Status.PUBLISHED, published_at=timezone.now())
    page = editor_client.post(review_page_of(review.page), remarks(("", "Good.")))
    assert "published or deleted in the meantime" in page.text
    assert (">\nGood.</textarea>" in page.text, stored()) == (True, [])


def test_editor_remarks_on_a_draft_that_nobody_sent(editor_client, author, draft):
    editor_client.post(review_page_of(draft), remarks(("", "Good.")))
    review = Review.objects.get()
    assert (review.state, review.author, stored()) == (State.ANSWERED, author, [("", "Good.")])


def test_author_cannot_send_remarks(author_client, review):
    author_client.post(review_page_of(review.page), remarks(("", "Good.")))
    assert stored() == []


def test_review_of_a_published_page_leads_to_its_form(editor_client):
    essay = factories.essay()
    assert editor_client.get(review_page_of(essay)).url == change(essay)


@pytest.mark.parametrize("number", [1, 3])
def test_review_takes_a_fixed_number_of_queries(
    editor_client, review, django_assert_num_queries, number
):
    for index in range(number):
        Text.objects.create(essay=review.page, title=f"Decree {index}")
        review.remarks.create(words="Where?", author=review.author)
    editor_client.get(review_page_of(review.page))
    with django_assert_num_queries(12):
        editor_client.get(review_page_of(review.page))
