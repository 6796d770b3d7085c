import pytest
from django.urls import reverse
from taggit.models import Tag

from seventeen_moments.editorial.suggestions import suggestions
from tests import factories

ADDRESS = reverse("admin:taggit_tag_suggestions")


@pytest.fixture
def themes(db):
    for name in ["law", "martial law", "Lawlessness", "Оттепель", "Thaw, the", "terror"]:
        Tag.objects.create(name=name)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("law", ["law", "Lawlessness", "martial law"]),
        (" LAW", ["law", "Lawlessness", "martial law"]),
        ("оттеп", ["Оттепель"]),
        ("ОТТЕП", ["Оттепель"]),
        ("the", ["Thaw, the"]),
        ("%", []),
        ("none", []),
        ("", []),
        ("  ", []),
    ],
)
def test_names_that_contain_the_text_are_suggested(themes, text, names):
    assert suggestions(text) == names


def test_at_most_eight_names_are_suggested(db):
    for number in range(12):
        Tag.objects.create(name=f"law {number:02}")
    assert suggestions("law") == [f"law {number:02}" for number in range(8)]


def test_editor_gets_suggestions(editor_client, themes):
    assert editor_client.get(ADDRESS, {"q": "terr"}).json() == {"themes": ["terror"]}


@pytest.mark.parametrize("query", [{}, {"q": "x" * 5000}, {"q": "'\"<"}])
def test_no_match_is_an_empty_list(editor_client, themes, query):
    assert editor_client.get(ADDRESS, query).json() == {"themes": []}


def test_moderator_gets_no_suggestions(moderator_client):
    assert moderator_client.get(ADDRESS, {"q": "law"}).status_code == 403


def test_visitor_is_redirected_to_the_login(client, db):
    assert client.get(ADDRESS).url == f"/admin/login/?next={ADDRESS}"


@pytest.mark.parametrize("make", [factories.essay, factories.text])
def test_themes_field_has_the_address_of_suggestions(editor_client, make):
    row = make()
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    page = editor_client.get(address).content.decode()
    field = page.split('name="themes"')[1].split(">")[0]
    assert f'data-suggestions="{ADDRESS}"' in field


@pytest.mark.parametrize("number", [1, 3])
def test_answer_takes_as_many_queries_for_one_and_three(
    editor_client, django_assert_num_queries, number
):
    for name in ["law", "lawless", "lawful"][:number]:
        Tag.objects.create(name=name)
    editor_client.get(ADDRESS, {"q": "law"})
    with django_assert_num_queries(4):
        editor_client.get(ADDRESS, {"q": "law"})
