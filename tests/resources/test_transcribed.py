import re
from importlib import import_module

import pytest
from django.apps import apps
from django.db import NotSupportedError, connection
from django.urls import reverse

from resources.models import Text, Video
from seventeen_moments.versions.models import Draft
from tests import factories

pytestmark = pytest.mark.django_db

VERSIONS = {
    "original": "Указ\n\nоб амнистии",
    "transliteration": "Ukaz\n\nob amnistii",
    "translation": "Decree\n\non amnesty",
}


def ids(html):
    return re.findall(r'<(?:div class="row"|li) id="(p\d+)"', html)


def test_paragraph_of_a_text_keeps_its_anchor_while_it_is_edited():
    text = factories.text(**VERSIONS)
    text.original = "Москва\n\nУказ\n\nоб амнистии"
    text.translation = "Moscow\n\nDecree\n\nOf the amnesty"
    text.save()
    assert (text.anchors, Text.objects.get().anchors) == ([3, 1, 2], [3, 1, 2])


def test_line_keeps_its_anchor_when_the_language_of_its_track_is_corrected():
    film = factories.subtitled(language="")
    film.captions = film.captions.replace("Language: ru", "Language: uk")
    film.save()
    film.language = "uk"
    film.save(update_fields=["language"])
    assert Video.objects.get().anchors == [1, 2]


@pytest.mark.parametrize(
    ("model", "values"),
    [(Text, {"translation": "x"}), (Video, {"captions": ""}), (Video, {"language": "ru"})],
)
def test_update_of_many_rows_at_once_is_refused(model, values):
    with pytest.raises(NotSupportedError):
        model.objects.update(**values)


@pytest.mark.parametrize("show", ["", "?show=original", "?show=transliteration,translation"])
def test_anchors_are_the_same_in_every_version(client, show):
    text = factories.text(**VERSIONS)
    html = client.get(f"{text.get_absolute_url()}{show}").text
    assert (ids(html), html.count('class="pin"')) == (["p1", "p2"], 2)


@pytest.mark.parametrize("make", [factories.song, factories.subtitled])
def test_lines_of_a_transcript_with_times_have_anchors(client, make):
    assert ids(client.get(make().get_absolute_url()).text) == ["p1", "p2"]


def test_link_to_cite_a_passage_keeps_the_versions_that_are_shown(client):
    text = factories.text(**VERSIONS)
    html = client.get(f"{text.get_absolute_url()}?show=original&cite=p1&x=y").text
    links = re.findall(r'<a class="cite-this" href="(.*?)"', html)
    assert links == [f"?show=original&amp;cite=p{number}#cite" for number in (1, 2)]
    assert '<a href="?show=original&amp;x=y#cite">Cite the whole page</a>' in html


def test_draft_shows_the_anchors_that_it_will_have(editor_client):
    text = factories.text(**VERSIONS)
    Draft.objects.create(target=text, data={"original": "Москва\n\nУказ\n\nоб амнистии"})
    assert ids(editor_client.get(f"{text.get_absolute_url()}?draft").text) == ["p3", "p1", "p2"]


def test_joined_paragraphs_keep_the_anchor_of_the_longer(editor_client):
    text = factories.text(original="Указ\n\nоб амнистии 1953 года\n\nМосква")
    text.original = "Указ об амнистии 1953 года\n\nМосква"
    text.save()
    assert text.anchors == [2, 3]


def test_page_does_not_load_the_words_of_the_last_edit(client, django_assert_num_queries):
    text = factories.text(**VERSIONS)
    address = reverse("resources:text", args=[text.essay.slug, text.slug])
    client.get(address)
    with connection.execute_wrapper(refuse_anchored_words):
        assert client.get(address).status_code == 200


def refuse_anchored_words(execute, sql, params, many, context):
    assert "anchored_words" not in sql
    return execute(sql, params, many, context)


def test_migration_numbers_the_rows_of_earlier_sources():
    made = [factories.text(**VERSIONS), factories.song(), factories.subtitled()]
    for row in made:
        type(row)._base_manager.update(anchors=[], last_anchor=0, anchored_words={})
    migration = import_module("resources.migrations.0008_number_rows")
    migration.number_rows(apps, connection.schema_editor())
    for row in made:
        row.refresh_from_db()
        assert (row.anchors, row.last_anchor) == ([1, 2], 2)
        row.save()  # the next edit knows the rows again
        assert row.anchors == [1, 2]
