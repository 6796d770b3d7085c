"""The form of “Change several”: which rows, which fields, and what it refuses."""

import pytest
from django.urls import reverse

from essays.models import Essay
from resources.models import Image, Text
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.models import RecordedState
from tests import factories
from tests.seventeen_moments.editorial.several.pages import address, preview, selected

PUBLIC_DOMAIN = "https://creativecommons.org/publicdomain/mark/1.0/"
LIST = reverse("admin:resources_text_changelist")


def names(page):
    return [name for name in page.context["form"].fields if not name.startswith("change-")]


def errors(page):
    return page.context["form"].errors


def action(client, rows, query="", **data):
    keys = [row.pk for row in rows]
    data = {"action": "change_several", "_selected_action": keys} | data
    return client.post(LIST + query, data)


# The selection


def test_action_opens_the_form_for_the_selected_rows(editor_client):
    one, other, _third = (factories.text() for _ in range(3))
    response = action(editor_client, [one, other], "?q=Amnesty")
    assert response.url == f"{address(Text)}?q=Amnesty&keys={one.pk}.{other.pk}"
    assert editor_client.get(response.url).context["count"] == 2


def test_action_across_pages_keeps_the_filters_only(editor_client):
    texts = [factories.text(), factories.text(rights=PUBLIC_DOMAIN)]
    response = action(editor_client, texts[:1], "?incomplete=rights", select_across="1")
    assert response.url == f"{address(Text)}?incomplete=rights"
    assert editor_client.get(response.url).context["count"] == 1


def test_action_by_itself_records_no_state(editor_client):
    action(editor_client, [factories.text()])
    assert not RecordedState.objects.exists()


def test_list_links_the_form_for_all_its_rows(editor_client):
    factories.text(rights=PUBLIC_DOMAIN)
    factories.text()
    page = editor_client.get(LIST, {"incomplete": "rights"}).text
    assert f'<a href="{address(Text)}?incomplete=rights">' in page
    assert "Change all 1" in " ".join(page.split())


def test_form_without_a_selection_is_for_the_whole_list(editor_client):
    for _ in range(2):
        factories.text()
    page = editor_client.get(address(Text))
    assert (page.context["count"], "These are all." in page.text) == (2, True)


@pytest.mark.parametrize("query", ["?keys=99999999", "?keys=x.-1", "?keys=", "?q=Unheard-of"])
def test_empty_selection_returns_to_the_list(editor_client, query):
    factories.text()
    response = editor_client.get(address(Text) + query)
    assert response.url.startswith(LIST)


def test_unknown_filter_returns_to_the_list(editor_client):
    factories.text()
    assert editor_client.get(address(Text) + "?nothing=1").url == LIST + "?e=1"


# The fields


@pytest.mark.parametrize("kind", kinds())
def test_form_has_the_fields_that_sources_may_share(editor_client, kind):
    page = editor_client.get(selected(factories.maker(kind)()))
    own = ["kind"] if hasattr(kind, "kind") else []
    assert names(page) == [
        *("essay", "creators", "date", "display_date", "language", "original_source"),
        *("repository", "reference_code", "rights", "add_themes", "remove_themes"),
        *("content_warning", *own, "status"),
    ]


def test_form_of_essays_has_their_fields(editor_client):
    page = editor_client.get(selected(factories.essay()))
    assert names(page) == [
        "authors",
        "year",
        "language",
        "add_themes",
        "remove_themes",
        "status",
    ]


def test_author_does_not_change_the_status(author_client, author):
    essay = factories.essay(owner=author, status=Status.DRAFT)
    page = author_client.get(selected(essay))
    assert "status" not in names(page)
    posted = author_client.post(
        selected(essay), {"change-status": "on", "status": "published", "change-year": "on"}
    )
    essay.refresh_from_db()
    assert (essay.status, "edit" in posted.context) == (Status.DRAFT, True)
    assert posted.context["edit"].names() == ["year"]


@pytest.mark.parametrize(
    ("check", "ticked"),
    [("rights", ["rights"]), ("date", ["date"]), ("alternative-text", [])],
)
def test_field_that_is_incomplete_is_ticked(editor_client, check, ticked):
    factories.image(alternative_text="", status=Status.DRAFT, display_date="In spring")
    page = editor_client.get(address(Image, incomplete=check))
    boxes = [tick for tick, _field in page.context["form"].rows() if tick.initial]
    assert [box.name for box in boxes] == [f"change-{name}" for name in ticked]


def test_dashboard_leads_to_the_form_for_what_is_incomplete(editor_client):
    factories.image()
    rows = editor_client.get(reverse("admin:index")).context["completeness"]
    links = {
        row["label"]: [entry["change_all"] for entry in row["lists"] if entry["count"]]
        for row in rows
        if row["count"]
    }
    assert links == {
        "Without a byline": [address(Essay, incomplete="byline")],
        "Without a rights statement": [address(Image, incomplete="rights")],
        "Without a publication statement": [address(Image, incomplete="original-source")],
    }
    response = editor_client.get(reverse("admin:index"))
    assert f'<a href="{address(Image, incomplete="rights")}" class="all">' in response.text


# What it refuses


def test_nothing_ticked_is_refused(editor_client):
    page = preview(editor_client, [factories.text()])
    assert errors(page)["__all__"] == ["Tick at least one field that should change."]


def test_value_without_a_tick_is_refused(editor_client):
    text = factories.text()
    page = editor_client.post(
        selected(text), {"change-rights": "on", "rights": PUBLIC_DOMAIN, "repository": "GARF"}
    )
    assert errors(page) == {"repository": ["Tick the box to change this, or empty the field."]}
    assert 'value="GARF"' in page.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("creators", "von Geldern,"),
        ("rights", "Unheard-of"),
        ("date", "yesterday"),
        ("repository", "x" * 201),
        ("essay", "99999999"),
        ("essay", ""),
        ("essay", "x"),
        ("status", ""),
        ("kind", ""),
        ("add_themes", "…"),
        ("add_themes", ""),
    ],
)
def test_wrong_value_is_refused_at_its_field(editor_client, field, value):
    page = preview(editor_client, [factories.text()], **{field: value})
    assert list(errors(page)) == [field]


def test_typed_date_is_proposed_and_asked_about_as_in_the_form(editor_client):
    texts = [factories.text(), factories.text(display_date="In spring")]
    page = preview(editor_client, texts, date="27 марта 1953 г.")
    assert "can be read as 1953-03-27" in errors(page)["date"][0]
    assert 'name="date-reading" value="1953-03-27"' in page.text


def test_wrong_page_is_refused_without_permission(moderator_client):
    essay = factories.essay()
    assert moderator_client.get(selected(essay)).status_code == 403
    assert moderator_client.get(address(Image)).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_form_takes_a_fixed_number_of_queries(editor_client, django_assert_num_queries, number):
    texts = [factories.text() for _ in range(number)]
    editor_client.get(selected(*texts))
    with django_assert_num_queries(9):
        editor_client.get(selected(*texts))
