"""Rows that visitors may not see are not found, whatever the index says."""

import pytest
from django.utils import timezone

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.publication import Status
from seventeen_moments.search.models import Document
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def titles(client, **parameters):
    return [hit.title for hit in client.get("/search/", parameters).context["object_list"]]


def suggested(client, q):
    found = client.get("/search/suggest/", {"q": q}).json()["suggestions"]
    return [row["title"] for row in found]


def labels(client, **parameters):
    facets = client.get("/search/", parameters).context["facets"]
    return [choice.label for facet in facets for choice in facet.choices]


@pytest.fixture
def stale(essay):
    """An essay and its source that are public by the index only."""
    factories.text(essay=essay, title="Decree of the Prisoners")
    Essay.objects.update(status=Status.DRAFT)
    assert Document.objects.visible().count() == 2


def test_row_public_by_the_index_only_is_no_result(client, stale):
    assert (titles(client, q="prisoners"), titles(client, kind="text")) == ([], [])


def test_row_public_by_the_index_only_is_not_suggested(client, stale):
    assert suggested(client, "prison") == []


def test_source_public_by_the_index_only_is_hidden_but_not_its_essay(client, essay):
    factories.text(essay=essay, title="Decree of the Prisoners")
    Text.objects.update(status=Status.DRAFT)
    assert titles(client, q="prisoners") == suggested(client, "prison") == ["Prisoners Return"]


@pytest.fixture(params=["draft", "later"])
def hidden(request):
    """An essay and a source whose year, theme and language nothing public has."""
    fields = {
        "draft": {"status": Status.DRAFT},
        "later": {"published_at": NOW + timezone.timedelta(days=1)},
    }
    essay = factories.essay(title="Virgin Lands", year=1961, **fields[request.param])
    text = factories.text(essay=essay, title="Virgin Soil", language="de")
    for row in [essay, text]:
        row.themes.add("Steppe")


def test_hidden_row_is_not_counted(client, essay, hidden):
    page = client.get("/search/", {"q": "virgin"})
    assert (page.context["matches"].number, labels(client, q="virgin")) == (0, [])


def test_hidden_row_adds_no_choices(client, essay, hidden):
    assert labels(client, kind="essay") == ["Essays", "1954", "English"]


def test_hidden_row_and_its_theme_are_not_suggested(client, essay, hidden):
    assert (suggested(client, "virgin"), suggested(client, "steppe")) == ([], [])


def test_theme_of_hidden_rows_only_is_not_suggested(client, essay, hidden):
    assert client.get("/search/", {"q": "steppes"}).context["help"].themes == []


def test_choices_are_those_of_public_rows(client, essay, hidden):
    factories.text(essay=essay, title="Virgin Snow", language="ru")
    assert labels(client, q="virgin") == ["Texts", "1954", "Russian"]
