"""What lists of the admin ask the database for."""

from datetime import UTC, datetime

import pytest

from essays.models import Comment
from resources.models import Text
from tests import factories

pytestmark = pytest.mark.django_db

ESSAYS = "/admin/essays/essay/"
TEXTS = "/admin/resources/text/"
BODY = "<p>Они ехали на восток: 84,512, of the C.P.D.R. (ГАРФ. Ф. Р-9401, оп. 1а, д. 12).</p>"


def titles(client, address, **query):
    return [row.title for row in client.get(address, query).context["cl"].result_list]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("amnest", ["Amnesty"]),
        ("AMNESTY 1953", []),
        ("ехали", ["Virgin Lands"]),
        ("ѣхали на Востокъ", ["Virgin Lands"]),
        ("CPDR", ["Virgin Lands"]),
        ("84512", ["Virgin Lands"]),
        ("ф. 9401, оп. 1а", ["Virgin Lands"]),
        ("esty", []),
        ("'", []),
    ],
)
def test_search_finds_beginnings_of_words_in_drafts_too(editor_client, query, expected):
    factories.essay(title="Amnesty", status="draft")
    factories.essay(title="Virgin Lands", body=BODY)
    assert titles(editor_client, ESSAYS, q=query) == expected


def test_search_finds_sources_by_the_title_of_their_essay(editor_client):
    factories.text(title="Decree", essay=factories.essay(title="Amnesty"))
    factories.text(title="Letter", essay=factories.essay(title="Thaw"))
    assert titles(editor_client, TEXTS, q="amnes") == ["Decree"]


def test_search_does_not_find_drafts_of_others(author_client):
    factories.essay(title="Unheard-of", status="draft")
    assert titles(author_client, ESSAYS, q="unheard") == []


@pytest.mark.parametrize(("query", "offered"), [({}, False), ({"q": "amnes"}, True)])
def test_all_rows_are_offered_when_a_list_is_narrowed(editor_client, query, offered):
    factories.essay(title="Amnesty")
    assert ("Show all" in editor_client.get(ESSAYS, query).text) == offered


def test_list_is_not_sorted_by_a_column_without_an_index(editor_client):
    factories.essay(title="B", status="published")
    factories.essay(title="A", status="draft")
    columns = editor_client.get(ESSAYS).context["cl"].list_display
    assert titles(editor_client, ESSAYS, o=columns.index("state")) == ["A", "B"]
    assert titles(editor_client, ESSAYS, o=f"-{columns.index('heading')}") == ["B", "A"]


@pytest.mark.parametrize(
    ("query", "choices"),
    [
        ({}, ["2005", "2007"]),
        ({"published_at__year": 2005}, ["March 2005", "December 2005"]),
        ({"published_at__year": 2005, "published_at__month": 3}, ["March 1", "March 31"]),
    ],
)
def test_dates_of_a_list_are_those_that_it_has(editor_client, query, choices):
    for day in [(2005, 3, 1), (2005, 3, 31), (2005, 12, 31), (2007, 1, 1)]:
        factories.essay(published_at=datetime(*day, tzinfo=UTC))
    page = editor_client.get(ESSAYS, query).text.partition('class="toplinks"')[2]
    shown = [choice for choice in choices if f">{choice}</a>" in page.partition("</nav>")[0]]
    assert shown == choices
    assert page.partition("</nav>")[0].count("<a ") == len(choices) + bool(query)


def test_old_comments_are_found_by_their_address_only(moderator_client, monkeypatch):
    monkeypatch.setattr("essays.discussion.admin.comments.MOST_SEARCHED", 1)
    old, new = (factories.comment(email=f"{name}@example.org", text="Frost") for name in "ab")
    found = [
        list(moderator_client.get("/admin/essays/comment/", {"q": words}).context["cl"].result_list)
        for words in ["frost", "a@example.org"]
    ]
    assert found == [[new], [old]]
    assert Comment.objects.count() == 2


@pytest.mark.parametrize("status", ["draft", "published"])
@pytest.mark.parametrize("year", [2005, 2999])
@pytest.mark.parametrize("of_essay", ["draft", "published"])
def test_hidden_is_all_but_what_is_published(status, year, of_essay):
    essay = factories.essay(status=of_essay)
    factories.text(essay=essay, status=status, published_at=datetime(year, 1, 1, tzinfo=UTC))
    assert Text.objects.hidden().count() + Text.objects.published().count() == 1
