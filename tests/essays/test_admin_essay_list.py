from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from seventeen_moments.core.publication import Status
from tests import factories
from tests.essays.essay_admin import LIST, titles


def test_list_names_its_columns(editor_client):
    columns = editor_client.get(LIST).context["cl"].list_display
    assert [getattr(column, "__name__", column) for column in columns] == [
        "action_checkbox",
        "heading",
        "year",
        "state",
        "since",
        "entered_by",
        "sources",
        "comments",
        "switch",
        "page",
    ]


def test_list_counts_sources_including_drafts(editor_client):
    essay = factories.essay()
    factories.text(essay=essay)
    factories.text(essay=essay, status=Status.DRAFT)
    factories.image(essay=essay)
    response = editor_client.get(LIST)
    listed = response.context["cl"].result_list[0]
    counted = {name: getattr(listed, f"{name}_count") for name in factories.RELATIONS}
    assert counted == dict.fromkeys(factories.RELATIONS, 0) | {"texts": 2, "images": 1}
    model_admin = response.context["cl"].model_admin
    assert model_admin.sources(listed) == "2 texts<br>1 image"


def test_list_links_the_comments_of_the_essay(editor_client):
    essay = factories.comment(state="waiting").essay
    factories.comment(essay=essay)
    address = reverse("admin:essays_comment_changelist") + f"?essay__id__exact={essay.pk}"
    link = f'<a href="{address}">1 + 1 pending</a>'
    assert link in editor_client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("fields", "state", "link"),
    [
        ({"status": Status.DRAFT}, '<span class="state draft">Draft</span>', "Preview"),
        ({}, '<span class="state public">Public</span>', "View"),
        (
            {"published_at": timezone.now() + timedelta(days=9)},
            '<span class="state later">Scheduled</span>',
            "Preview",
        ),
    ],
)
def test_list_shows_the_state_and_links_the_page(editor_client, fields, state, link):
    essay = factories.essay(**fields)
    page = editor_client.get(LIST).content.decode()
    assert state in page
    assert f'<a href="{essay.get_absolute_url()}">{link}</a>' in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "steppe"}, ["Virgin Lands"]),
        ({"q": "Dobson"}, ["Prisoners Return"]),
        ({"q": "neither"}, []),
        ({"status__exact": "draft"}, ["Virgin Lands"]),
        ({"year": "1954"}, ["Virgin Lands"]),
        ({"comments_open__exact": "0"}, ["Prisoners Return"]),
    ],
)
def test_list_is_searched_and_filtered(editor_client, query, expected):
    factories.essay(title="Virgin Lands", body="<p>The steppe.</p>", year=1954, status=Status.DRAFT)
    factories.essay(title="Prisoners Return", authors="Dobson, Miriam", comments_open=False)
    assert titles(editor_client.get(LIST, query)) == expected


def test_list_is_filtered_by_theme(editor_client):
    essay, _other = factories.essay(title="Prisoners Return"), factories.essay()
    essay.themes.add("law")
    query = {"themes__id__exact": essay.themes.get().pk}
    assert titles(editor_client.get(LIST, query)) == ["Prisoners Return"]


def test_title_is_escaped_in_the_list(editor_client):
    factories.essay(title="<b>Bread</b>")
    page = editor_client.get(LIST).content.decode()
    assert ("&lt;b&gt;Bread" in page, "<b>Bread" in page) == (True, False)


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_ten_queries(editor_client, django_assert_num_queries, number):
    for _ in range(number):
        essay = factories.comment().essay
        essay.themes.add("law")
    editor_client.get(LIST)
    with django_assert_num_queries(10):
        editor_client.get(LIST)


def test_moderator_sees_only_published_essays(moderator_client):
    factories.essay(title="Prisoners Return")
    factories.essay(status=Status.DRAFT)
    factories.essay(published_at=timezone.now() + timedelta(days=9))
    assert titles(moderator_client.get(LIST)) == ["Prisoners Return"]
