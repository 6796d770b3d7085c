"""What visitors may not see is found nowhere, whatever the index says of it."""

import pytest
from django.utils import timezone

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.publication import Status
from seventeen_moments.search.models import Document
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def titles(client, **asked):
    return [hit.title for hit in client.get("/search/", asked).context["object_list"]]


def suggested(client, q):
    found = client.get("/search/suggest/", {"q": q}).json()["suggestions"]
    return [row["title"] for row in found]


def labels(client, **asked):
    facets = client.get("/search/", asked).context["facets"]
    return [choice.label for facet in facets for choice in facet.choices]


@pytest.fixture
def stale(essay):
    """An essay and its source that the index takes for public."""
    factories.text(essay=essay, title="Decree of the Prisoners")
    Essay.objects.update(status=Status.DRAFT)
    assert Document.objects.visible().count() == 2


def test_row_that_the_index_takes_for_public_is_no_result(client, stale):
    assert (titles(client, q="prisoners"), titles(client, kind="text")) == ([], [])


def test_row_that_the_index_takes_for_public_is_not_suggested(client, stale):
    assert suggested(client, "prison") == []


def test_source_that_the_index_takes_for_public_is_hidden_beside_its_essay(client, essay):
    factories.text(essay=essay, title="Decree of the Prisoners")
    Text.objects.update(status=Status.DRAFT)
    assert titles(client, q="prisoners") == suggested(client, "prison") == ["Prisoners Return"]


@pytest.fixture(params=["draft", "later"])
def hidden(request):
    """An essay of a year, a theme and a source in a language that nothing public has."""
    fields = {
        "draft": {"status": Status.DRAFT},
        "later": {"published_at": NOW + timezone.timedelta(days=1)},
    }
    essay = factories.essay(title="Virgin Lands", year=1961, **fields[request.param])
    text = factories.text(essay=essay, title="Virgin Soil", language="de")
    for row in [essay, text]:
        row.themes.add("Steppe")


def test_hidden_row_is_counted_nowhere(client, essay, hidden):
    page = client.get("/search/", {"q": "virgin"})
    assert (page.context["matches"].number, labels(client, q="virgin")) == (0, [])


def test_hidden_row_brings_no_choice_to_what_is_found(client, essay, hidden):
    assert labels(client, kind="essay") == ["Essays", "1954"]


def test_hidden_row_and_its_theme_are_not_suggested(client, essay, hidden):
    assert (suggested(client, "virgin"), suggested(client, "steppe")) == ([], [])


def test_theme_of_a_hidden_row_alone_is_no_help(client, essay, hidden):
    assert client.get("/search/", {"q": "steppes"}).context["help"].themes == []


def test_choice_counts_only_what_is_public(client, essay, hidden):
    factories.text(essay=essay, title="Virgin Snow", language="ru")
    assert labels(client, q="virgin") == ["Texts", "1954", "Russian"]
