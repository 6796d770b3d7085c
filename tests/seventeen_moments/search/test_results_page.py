import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from tests import factories

pytestmark = pytest.mark.django_db


def titles(client, address):
    return [hit.title for hit in client.get(address).context["object_list"]]


def test_page_without_a_query_explains_the_search(client, essay):
    page = client.get("/search/")
    assert (page.context["matches"], "Use quotation marks for" in page.text) == (None, True)


def test_results_are_of_all_kinds(client, essay):
    for make in factories.SOURCES:
        make(essay=essay, title="Amnesty")
    types = [hit._meta.model for hit in client.get("/search/?q=amnesty").context["object_list"]]
    assert (set(types), len(types)) == ({Essay, *kinds()}, 1 + len(kinds()))


def test_matches_are_marked(client, essay):
    page = client.get("/search/?q=amnesty+return").text
    assert "Prisoners <mark>Return</mark></a>" in page
    assert "The <mark>amnesty</mark> freed many." in page


def test_markup_in_the_query_is_escaped(client, essay):
    assert "&lt;script&gt;" in client.get("/search/?q=<script>").text


def test_filter_without_words_lists_what_it_leaves(client, essay):
    factories.text(essay=essay, title="Decree")
    assert titles(client, "/search/?kind=text") == ["Decree"]


def test_search_without_results_says_so(client, essay):
    page = client.get("/search/?q=zanzibar&kind=text").text
    assert "Nothing was found." in page
    assert 'href="/search/?q=zanzibar"' in page


def test_results_are_paged_by_twenty(client, essay):
    for number in range(21):
        factories.text(essay=essay, title=f"Decree {number}")
    page = client.get("/search/?q=decree&page=2")
    assert len(page.context["object_list"]) == 1
    assert "21–21 shown." in page.text


@pytest.mark.parametrize("page", ["0", "2", "51", "x"])
def test_page_that_does_not_exist_returns_404(client, essay, page):
    assert client.get(f"/search/?q=amnesty&page={page}").status_code == 404


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        ("year=x", "Enter a whole number."),
        ("year=99999999999999999999", "Ensure this value is less than or equal to 2999."),
        ("kind=film", "Select a valid choice. film is not one of the available choices."),
        ("theme=none", "Select a valid choice. That choice is not one of the available choices."),
        ("language=xx", "Select a valid choice. xx is not one of the available choices."),
        ("from=never", "“never” is not a date. Enter a year, 1953, or a day, 1953-03-27."),
    ],
)
def test_invalid_filter_is_explained(client, essay, filters, sentence):
    page = client.get(f"/search/?q=amnesty&{filters}")
    assert (page.status_code, sentence in page.text, page.context["matches"]) == (200, True, None)


def test_results_are_marked_noindex(client, essay):
    assert '<meta name="robots" content="noindex">' in client.get("/search/?q=amnesty").text


def test_crawlers_follow_no_third_filter(client, essay):
    page = client.get("/search/?q=amnesty&kind=essay&year=1954").text
    assert '<meta name="robots" content="noindex, nofollow">' in page
    facets = page.partition('class="facets')[2].partition("</nav>")[0]
    assert (facets.count("<li><a"), facets.count('rel="nofollow"')) == (6, 6)


def test_form_keeps_the_filters(client, essay):
    page = client.get("/search/?q=amnesty&year=1954").text
    assert '<input type="hidden" name="year" value="1954">' in page


def number_of_queries(client, address):
    """Without the settings of the planner that PostgreSQL is sent besides, and with the foot of
    pages remembered."""
    client.get("/search/")
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_is_the_same_for_one_and_three(client, essay, number):
    for _ in range(number):
        for make in factories.SOURCES:
            make(essay=essay).themes.add("Amnesty")
    essay.themes.add("Amnesty")
    # The theme, the number, the keys, essays, each kind, two for facets, themes.
    assert number_of_queries(client, "/search/?q=amnesty&theme=amnesty") == 7 + len(kinds())


def test_empty_form_takes_no_query(client, essay):
    assert number_of_queries(client, "/search/") == 0


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("", ["Law B", "Law C", "Law A"]),
        ("x", ["Law B", "Law C", "Law A"]),
        ("newest", ["Law B", "Law C", "Law A"]),
        ("earliest", ["Law C", "Law A", "Law B"]),
        ("latest", ["Law A", "Law C", "Law B"]),
    ],
)
def test_results_are_sorted(client, order, titles):
    now = timezone.now()
    essay = factories.essay(title="Home", year=None, published_at=now - timedelta(days=9))
    for title, date, days in [("A", "1954", 3), ("B", "", 1), ("C", "1953", 2)]:
        published = now - timedelta(days=days)
        factories.text(essay=essay, title=f"Law {title}", date=date, published_at=published)
    response = client.get(f"/search/?q=law&kind=text&sort={order}")
    assert [hit.title for hit in response.context["object_list"]] == titles


def test_invalid_date_can_be_corrected_on_the_page(client, essay):
    page = client.get("/search/?q=amnesty&kind=text&from=never").text
    assert '<a href="#from">“never” is not a date.' in page
    form = page.partition('class="dates"')[2].partition("</form>")[0]
    assert re.findall(r'name="(\w+)" value="(\w+)"', form) == [
        ("q", "amnesty"),
        ("kind", "text"),
        ("from", "never"),
    ]
