"""The choices of the filters of lists."""

import pytest
from django.urls import reverse

from tests import factories

LIST = reverse("admin:resources_text_changelist")


@pytest.fixture
def archive(author):
    """The author’s own essay, a public one, and a draft of another user."""
    own = factories.essay(year=1953, status="draft", owner=author)
    factories.text(essay=own, owner=author, status="draft")
    factories.text(essay=factories.essay(year=1954))
    factories.text(essay=factories.essay(year=1955, status="draft"))


def years(client):
    specs = client.get(LIST).context["cl"].filter_specs
    [offered] = [spec for spec in specs if getattr(spec, "field_path", "") == "essay__year"]
    return list(offered.lookup_choices)


def test_year_filter_has_no_years_of_hidden_drafts(author_client, archive):
    assert years(author_client) in ([1953], [1953, 1954])


def test_year_filter_of_an_editor_has_all_years(editor_client, archive):
    assert years(editor_client) == [1953, 1954, 1955]
