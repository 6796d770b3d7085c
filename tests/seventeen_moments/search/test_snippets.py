"""The words around a match."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db

NOTICE = "It shows the dead."
KINDS = [
    (factories.text, "translation"),
    (factories.text, "original"),
    (factories.text, "transliteration"),
    (factories.text, "description"),
    (factories.image, "description"),
    (factories.image, "alternative_text"),
    (factories.recording, "transcript"),
    (factories.recording, "transcript_transliteration"),
    (factories.recording, "transcript_translation"),
    (factories.reference, "annotation"),
]
each_text = pytest.mark.parametrize(("make", "field"), KINDS)
WORDS = "Frozen bodies lay along the road."


def snippet(client, q):
    [hit] = client.get("/search/", {"q": q}).context["object_list"]
    return hit.snippet


@each_text
def test_snippet_is_the_text_around_the_match(client, essay, make, field):
    make(essay=essay, **{field: WORDS})
    assert snippet(client, "bodies").text == "Frozen <mark>bodies</mark> lay along the road."


@each_text
def test_source_with_a_content_warning_has_no_snippet(client, essay, make, field):
    make(essay=essay, title="The Road", content_warning=NOTICE, **{field: WORDS})
    page = client.get("/search/", {"q": "bodies"})
    assert [hit.title for hit in page.context["object_list"]] == ["The Road"]
    assert (snippet(client, "bodies"), "Frozen" in page.text) == (None, False)


def test_content_warning_hides_no_other_snippet(client, essay):
    factories.text(essay=essay, title="Road", content_warning=NOTICE, description=WORDS)
    factories.text(essay=essay, title="Field", description=WORDS)
    page = client.get("/search/", {"q": "bodies"})
    shown = {hit.title: bool(hit.snippet) for hit in page.context["object_list"]}
    assert shown == {"Road": False, "Field": True}


def test_title_is_marked_despite_a_content_warning(client, essay):
    factories.text(essay=essay, title="Frozen bodies", content_warning=NOTICE)
    [hit] = client.get("/search/", {"q": "bodies"}).context["object_list"]
    assert hit.marked_title == "Frozen <mark>bodies</mark>"
