from datetime import timedelta

import pytest
from django.utils import timezone
from taggit.models import Tag

from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db


def test_themes_count_essays_and_sources_most_first(client):
    essay = factories.essay()
    essay.themes.add("Amnesty", "Law")
    factories.image(essay=essay).themes.add("Law")
    factories.reference(essay=essay).themes.add("Law")
    themes = client.get("/themes/").context["themes"]
    assert [(theme["name"], theme["count"]) for theme in themes] == [("Law", 3), ("Amnesty", 1)]


def test_themes_of_unpublished_pages_are_not_counted(client):
    factories.essay(status=Status.DRAFT).themes.add("Draft")
    factories.text(status=Status.DRAFT).themes.add("Draft source")
    factories.text(essay=factories.essay(status=Status.DRAFT)).themes.add("Source of a draft")
    assert list(client.get("/themes/").context["themes"]) == []


def test_theme_shows_its_essays_before_its_sources(client):
    essay = factories.essay(title="Prisoners Return")
    essay.themes.add("Амнистия")
    for kind in reversed(kinds()):
        factories.maker(kind)(essay=essay).themes.add("Амнистия")
    pages = client.get("/themes/amnistiia/").context["object_list"]
    assert [page._meta.model for page in pages] == [Essay, *kinds()]


def test_pages_of_a_theme_continue_from_essays_to_sources(client):
    for number in range(15):
        factories.essay(title=f"Essay {number:02}").themes.add("Law")
    for number in range(15):
        factories.text(title=f"Text {number:02}").themes.add("Law")
    first = client.get("/themes/law/").context["object_list"]
    second = client.get("/themes/law/?page=2").context["object_list"]
    shown = [thing.title for thing in [*first, *second]]
    assert shown == [f"Essay {n:02}" for n in range(15)] + [f"Text {n:02}" for n in range(15)]


@pytest.mark.parametrize("address", ["/themes/none/", "/themes/law/?page=2", "/themes/law/?page=x"])
def test_unknown_theme_or_page_returns_404(client, address):
    factories.essay().themes.add("Law")
    assert client.get(address).status_code == 404


def test_theme_of_drafts_returns_404(client):
    factories.essay(status=Status.DRAFT).themes.add("Law")
    assert client.get("/themes/law/").status_code == 404


def test_unused_theme_returns_404(client):
    Tag.objects.create(name="Law")
    assert client.get("/themes/law/").status_code == 404


def test_theme_groups_its_pages_by_kind(client):
    essay = factories.essay(title="Prisoners Return")
    essay.themes.add("Law")
    for title in ["Decree", "Letter"]:
        factories.text(essay=essay, title=title).themes.add("Law")
    factories.recording(essay=essay, title="Song").themes.add("Law")
    groups = client.get("/themes/law/").context["groups"]
    assert [(title, count, [hit.title for hit in hits]) for title, count, hits in groups] == [
        ("Essays", 1, ["Prisoners Return"]),
        ("Texts", 2, ["Decree", "Letter"]),
        ("Music", 1, ["Song"]),
    ]


def test_group_has_the_number_of_all_pages(client):
    for number in range(21):
        factories.essay(title=f"Essay {number:02}").themes.add("Law")
    [(title, count, hits)] = client.get("/themes/law/?page=2").context["groups"]
    assert (title, count, len(hits)) == ("Essays", 21, 1)


def shown(client, query):
    response = client.get(f"/themes/law/?{query}")
    return [page.title for page in response.context["object_list"]]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Essay", "B", "A", "Image"]),
        ("kind=text", ["B", "A"]),
        ("kind=recording", []),
        ("kind=unknown", ["Essay", "B", "A", "Image"]),
        ("year=1953", ["A"]),
        ("year=1953&kind=image", []),
        ("year=x&sort=x", ["Essay", "B", "A", "Image"]),
        ("sort=title", ["Essay", "A", "B", "Image"]),
        ("sort=date", ["Essay", "A", "B", "Image"]),
        ("sort=newest", ["Essay", "B", "A", "Image"]),
    ],
)
def test_theme_is_narrowed_and_sorted(client, query, titles):
    essay, now = factories.essay(title="Essay", year=1954), timezone.now()
    pages = [
        essay,
        factories.text(essay=essay, title="B", date="1955", published_at=now),
        factories.text(essay=essay, title="A", date="1953", published_at=now - timedelta(days=1)),
        factories.image(essay=essay, title="Image"),
    ]
    for page in pages:
        page.themes.add("Law")
    assert shown(client, query) == titles


def test_choices_of_a_theme_have_the_numbers_that_they_leave(client):
    essay = factories.essay(year=1954)
    essay.themes.add("Law")
    for date in ["1953", "1954", ""]:
        factories.text(essay=essay, date=date).themes.add("Law")
    kinds_of_1954, years_of_texts, _sort = client.get("/themes/law/?year=1954&kind=text").context[
        "facets"
    ]
    assert [choice[::2] for choice in kinds_of_1954.choices[1:]] == [("essay", 1), ("text", 2)]
    assert [choice[::2] for choice in years_of_texts.choices[1:]] == [("1953", 1), ("1954", 2)]


def related(client):
    return [(row["name"], row["count"]) for row in client.get("/themes/law/").context["related"]]


def test_related_themes_are_sorted_by_shared_pages(client):
    factories.essay().themes.add("Law", "Amnesty", "Camps")
    factories.text().themes.add("Law", "Camps")
    factories.image().themes.add("Camps", "Order")
    assert related(client) == [("Camps", 2), ("Amnesty", 1)]


def test_unpublished_pages_relate_no_themes(client):
    factories.essay().themes.add("Law")
    factories.essay(status=Status.DRAFT).themes.add("Law", "Secret")
    factories.text(essay=factories.essay(status=Status.DRAFT)).themes.add("Law", "Secret")
    assert related(client) == []


def test_pages_of_two_kinds_with_one_key_relate_no_themes(client):
    essay = factories.essay()
    essay.themes.add("Law")
    text = factories.text(essay=essay, pk=essay.pk)
    text.themes.add("Order")
    assert related(client) == []
