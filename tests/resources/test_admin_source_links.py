"""The editors' side of references to sources: choosing one, and the warning before one goes."""

import json
import re

import pytest
from django.urls import reverse

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from tests import factories
from tests.forms import filled
from tests.html import squeezed
from tests.seventeen_moments.versions.draft_forms import publish

pytestmark = pytest.mark.django_db


def address(essay):
    return reverse("admin:essays_essay_sources", args=[getattr(essay, "pk", essay)])


def change(essay):
    return reverse("admin:essays_essay_change", args=[essay.pk])


def link(source):
    return f'<a data-source="{source.key}">the decree</a>'


@pytest.fixture
def cited():
    text = factories.text(essay=factories.essay(title="Prisoners Return", slug="home"))
    text.essay.body = f"<p>One.</p><p>By {link(text)}.</p>"
    text.essay.save()
    return text


# The list to choose from


def test_sources_are_sorted_by_section_and_position(editor_client):
    essay = factories.essay()
    later = factories.text(essay=essay, title="B", position=2, kind="decree", date="1953-03-27")
    first = factories.text(essay=essay, title="A", position=1, status=Status.DRAFT)
    image = factories.image(essay=essay, title="Gate")
    factories.text(title="Of another essay")
    assert json.loads(editor_client.get(address(essay)).content)["sections"] == [
        {
            "title": "Texts",
            "sources": [
                {"key": first.key, "title": "A", "about": "Other, not public yet"},
                {"key": later.key, "title": "B", "about": "Decree, 27 March 1953"},
            ],
        },
        {
            "title": "Images",
            "sources": [
                {
                    "key": image.key,
                    "title": "Gate",
                    "about": "",
                    "picture": image.smallest["url"],
                }
            ],
        },
    ]


def test_essay_without_sources_has_an_empty_list(editor_client):
    assert editor_client.get(address(factories.essay())).json() == {"sections": []}


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_a_constant_number_of_queries(editor_client, number, django_assert_num_queries):
    essay = factories.essay()
    for _ in range(number):
        for make in factories.SOURCES:
            make(essay=essay)
    # Session, user, permissions (2), essay; and one for each kind.
    with django_assert_num_queries(5 + len(kinds())):
        editor_client.get(address(essay))


def test_list_is_not_for_visitors(client):
    response = client.get(address(factories.essay()))
    assert (response.status_code, response.url.partition("?")[0]) == (302, "/admin/login/")


def test_list_is_not_for_moderators(moderator_client):
    assert moderator_client.get(address(factories.essay())).status_code == 403


def test_list_of_a_draft_is_missing_for_moderators(moderator_client):
    essay = factories.essay(status=Status.DRAFT)
    assert moderator_client.get(address(essay)).status_code == 404


@pytest.mark.parametrize("key", ["999", "x", "9" * 30])
def test_list_of_no_essay_is_missing(editor_client, key):
    assert editor_client.get(address(key)).status_code == 404


def test_editor_of_the_body_knows_where_the_list_is(editor_client):
    essay = factories.essay()
    page = editor_client.get(change(essay)).text
    assert f'data-sources="{address(essay)}"' in page


def test_new_essay_has_no_list_yet(editor_client):
    assert "data-sources" not in editor_client.get(reverse("admin:essays_essay_add")).text


# Its own page and the list of all


def delete(source):
    return reverse(f"admin:resources_{source._meta.model_name}_delete", args=[source.pk])


def warnings(response):
    """The links below the warning, with their words."""
    return re.findall(r'<li><a href="(/essays/[^"]*)">(.*?)</a></li>', response.text)


PLACE = [("/essays/home/#p2", "Prisoners Return, paragraph 2")]


def test_deleting_a_linked_source_names_the_paragraph(editor_client, cited):
    response = editor_client.get(delete(cited))
    assert "There are links to “The Amnesty Decree”." in response.text
    assert warnings(response) == PLACE


def test_deletion_of_a_source_without_links_shows_no_warning(editor_client):
    response = editor_client.get(delete(factories.text()))
    assert "There are links to" not in response.text


def test_title_in_the_warning_is_escaped(editor_client, cited):
    Text.objects.update(title="<b>Decree</b>")
    assert (
        "There are links to “&lt;b&gt;Decree&lt;/b&gt;”." in editor_client.get(delete(cited)).text
    )


@pytest.mark.parametrize("model", kinds())
def test_deleting_many_names_those_with_links(editor_client, model):
    make = getattr(factories, model._meta.model_name)
    source = make(essay=factories.essay(title="Prisoners Return", slug="home"))
    source.essay.body = f"<p>{link(source)}</p>"
    source.essay.save()
    chosen = [source.pk, make().pk]
    response = editor_client.post(
        reverse(f"admin:resources_{model._meta.model_name}_changelist"),
        {"action": "delete_selected", "_selected_action": chosen},
    )
    assert response.text.count("There are links to") == 1
    assert warnings(response) == [("/essays/home/#p1", "Prisoners Return, paragraph 1")]


def test_passage_of_a_deleted_source_is_plain_text(editor_client, cited):
    editor_client.post(delete(cited), {"post": "yes"})
    assert '<p id="p2">By the decree. <a class="pin"' in editor_client.get("/essays/home/").text


# The rows in the essay's form

REMOVED = {"texts-0-DELETE": "on"}
REMINDER = "The essay links to sources that you are removing."


def save(client, essay, **changes):
    return client.post(change(essay), filled(client.get(change(essay)), **changes))


def test_row_with_links_is_not_removed_without_confirmation(editor_client, cited):
    response = save(editor_client, cited.essay, **REMOVED)
    assert REMINDER in response.text
    assert Text.objects.count() == 1


def test_reminder_names_the_source_and_its_paragraph(editor_client, cited):
    response = save(editor_client, cited.essay, **REMOVED)
    box = f'<input type="checkbox" name="texts-remove" value="{cited.key}">'
    assert f"{box} The Amnesty Decree (Prisoners Return, paragraph 2)</label>" in squeezed(
        response.text
    )


def test_row_with_links_is_removed_once_confirmed(editor_client, cited):
    save(editor_client, cited.essay, **REMOVED, **{"texts-remove": cited.key})
    publish(editor_client, cited.essay)
    assert Text.objects.count() == 0


def test_confirming_one_removes_no_other(editor_client, cited):
    other = factories.text(essay=cited.essay, position=9)
    cited.essay.body += f"<p>{link(other)}</p>"
    cited.essay.save()
    both = {"texts-0-DELETE": "on", "texts-1-DELETE": "on"}
    save(editor_client, cited.essay, **both, **{"texts-remove": cited.key})
    assert Text.objects.count() == 2


def test_row_is_removed_together_with_its_links(editor_client, cited):
    save(editor_client, cited.essay, **REMOVED, body="<p>One.</p>")
    publish(editor_client, cited.essay)
    assert (Text.objects.count(), Essay.objects.get().source_links) == (0, {})


def test_row_that_the_new_body_links_is_not_removed_without_confirmation(editor_client):
    text = factories.text()
    save(editor_client, text.essay, **REMOVED, body=f"<p>{link(text)}</p>")
    assert Text.objects.count() == 1


def test_row_without_links_is_removed_at_once(editor_client):
    text = factories.text()
    save(editor_client, text.essay, **REMOVED)
    publish(editor_client, text.essay)
    assert Text.objects.count() == 0


def test_link_survives_saving(editor_client, cited):
    save(editor_client, cited.essay, title="Home")
    assert Essay.objects.get().body == f"<p>One.</p><p>By {link(cited)}.</p>"
