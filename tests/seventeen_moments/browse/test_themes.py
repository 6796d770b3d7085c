import pytest
from taggit.models import Tag

from seventeen_moments.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db


def test_themes_count_essays_and_sources_the_fullest_first(client):
    essay = factories.essay()
    essay.themes.add("Amnesty", "Law")
    factories.image(essay=essay).themes.add("Law")
    factories.reference(essay=essay).themes.add("Law")
    themes = client.get("/themes/").context["themes"]
    assert [(theme["name"], theme["count"]) for theme in themes] == [("Law", 3), ("Amnesty", 1)]


def test_themes_of_what_is_not_published_are_not_counted(client):
    factories.essay(status=Status.DRAFT).themes.add("Draft")
    factories.text(status=Status.DRAFT).themes.add("Draft source")
    factories.text(essay=factories.essay(status=Status.DRAFT)).themes.add("Source of a draft")
    assert list(client.get("/themes/").context["themes"]) == []


def test_theme_shows_its_essays_before_its_sources(client):
    essay = factories.essay(title="Prisoners Return")
    essay.themes.add("Амнистия")
    for make in [factories.reference, factories.recording, factories.image, factories.text]:
        make(essay=essay).themes.add("Амнистия")
    found = client.get("/themes/амнистия/").context["object_list"]
    assert [thing.noun for thing in found] == ["essay", "text", "image", "recording", "reference"]


def test_pages_of_a_theme_run_on_from_essays_to_sources(client):
    for number in range(15):
        factories.essay(title=f"Essay {number:02}").themes.add("Law")
    for number in range(15):
        factories.text(title=f"Text {number:02}").themes.add("Law")
    first = client.get("/themes/law/").context["object_list"]
    second = client.get("/themes/law/?page=2").context["object_list"]
    shown = [thing.title for thing in [*first, *second]]
    assert shown == [f"Essay {n:02}" for n in range(15)] + [f"Text {n:02}" for n in range(15)]


@pytest.mark.parametrize("address", ["/themes/none/", "/themes/law/?page=2", "/themes/law/?page=x"])
def test_what_is_not_there_is_missing(client, address):
    factories.essay().themes.add("Law")
    assert client.get(address).status_code == 404


def test_theme_with_nothing_published_is_missing(client):
    factories.essay(status=Status.DRAFT).themes.add("Law")
    assert client.get("/themes/law/").status_code == 404


def test_theme_that_is_no_longer_used_is_missing(client):
    Tag.objects.create(name="Law")
    assert client.get("/themes/law/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_themes_take_two_queries(client, number, django_assert_num_queries):
    client.get("/themes/")  # content types are looked up once a process
    for theme in range(number):
        factories.essay().themes.add(f"Theme {theme}")
    with django_assert_num_queries(2):  # the themes, the line of moments
        client.get("/themes/")


@pytest.mark.parametrize("number", [1, 3])
def test_theme_takes_thirteen_queries(client, number, django_assert_num_queries):
    client.get("/themes/")
    for _ in range(number):
        essay = factories.essay()
        for make in [factories.text, factories.image, factories.recording, factories.reference]:
            make(essay=essay).themes.add("Law")
        essay.themes.add("Law")
    with django_assert_num_queries(
        13
    ):  # the theme, five counts, five slices, those related, the line
        client.get("/themes/law/")


def test_themes_that_occur_together_are_related(client):
    essay, other = factories.essay(), factories.text()
    essay.themes.add("Law", "Thaw", "Camps")
    other.themes.add("Law", "Thaw")
    factories.essay(status="draft").themes.add("Law", "Secret")
    factories.essay().themes.add("Steel")
    related = client.get("/themes/law/").context["related"]
    assert [(theme["name"], theme["count"]) for theme in related] == [("Thaw", 2), ("Camps", 1)]
