"""The choices of the filters of lists."""

import pytest
from django.urls import reverse

from tests import factories

LIST = reverse("admin:resources_text_changelist")
COMMENTS = reverse("admin:essays_comment_changelist")


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


# Essays


def listed(client, address, **query):
    return list(client.get(address, query).context["cl"].result_list)


@pytest.mark.parametrize(
    ("address", "make"), [(LIST, factories.text), (COMMENTS, factories.comment)]
)
def test_lists_are_filtered_by_an_essay(editor_client, address, make):
    row, _other = make(), make()
    assert listed(editor_client, address, essay__id__exact=row.essay_id) == [row]
    assert len(listed(editor_client, address, essay__id__exact="")) == 2


def test_filter_finds_essays_by_their_titles_and_keeps_the_rest(editor_client):
    essay = factories.text(essay=factories.essay(title="Virgin Lands")).essay
    factories.text(essay=factories.essay(title="Unheard-of"))
    query = {"essay__id__exact": essay.pk, "q": "Amnesty", "status__exact": "published"}
    page = editor_client.get(LIST, query)
    form = page.text.partition('<form class="essay-filter">')[2].partition("</form>")[0]
    assert 'data-field-name="essay"' in form
    assert f'<option value="{essay.pk}" selected>Virgin Lands</option>' in form
    assert "Unheard-of" not in form
    assert '<input type="hidden" name="q" value="Amnesty">' in form
    assert '<input type="hidden" name="status__exact" value="published">' in form
    assert "admin/js/autocomplete.js" in page.text


def test_filter_does_not_name_a_hidden_draft(author_client, author):
    factories.text(owner=author, status="draft", essay=factories.essay(owner=author))
    hidden = factories.essay(title="Unheard-of", status="draft")
    assert "Unheard-of" not in author_client.get(LIST, {"essay__id__exact": hidden.pk}).text


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30])
def test_filter_refuses_what_is_not_a_key(editor_client, key):
    factories.text()
    response = editor_client.get(LIST, {"essay__id__exact": key})
    assert response.status_code in {200, 302}


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_for_one_essay_as_for_three(
    editor_client, django_assert_num_queries, number
):
    for _ in range(number):
        factories.text()
    editor_client.get(LIST)
    with django_assert_num_queries(10):
        editor_client.get(LIST)


@pytest.mark.parametrize(
    "query",
    ["resources/text/?essay=" + "9" * 19, "essays/essay/?published_at__year=99999999999"],
)
def test_number_beyond_the_database_is_no_filter(editor_client, query):
    assert editor_client.get(f"/admin/{query}").url.endswith("?e=1")
