"""Derived fields are stored on every path to the database."""

import json
import re

import pytest
from django.core.management import call_command
from django.db import NotSupportedError
from django.db.models import F, Value
from django.db.models.functions import Concat

from essays.models import Comment, Essay
from tests import factories

WRITTEN = (
    '<p>Home<script>x</script> <em onclick="x">again</em><span class="footnote">1954</span></p>'
)
CLEAN = '<p>Home <em>again</em><span class="footnote">1954</span></p>'
HTML = '<p>Home <em>again</em><a class="ref" id="r1" href="#n1" role="doc-noteref">1</a></p>'
STORED = {"body": CLEAN, "body_html": HTML, "notes": ["1954"], "body_text": "Home again"}


def stored():
    """The stored values of the only essay, without the anchors of its paragraphs."""
    fields = Essay.objects.values(*STORED).get()
    html = re.sub(r' id="p\d+"| <a class="pin".*?</a>', "", fields["body_html"])
    return fields | {"body_html": html}


def save():
    Essay(title="Prisoners Return", slug="prisoners-return", body=WRITTEN).save()


def save_one_field():
    essay = factories.essay()
    essay.body = WRITTEN
    essay.save(update_fields=["body"])


def bulk_create():
    essay = Essay(title="Prisoners Return", slug="prisoners-return", body=WRITTEN)
    Essay.objects.bulk_create(essay for essay in [essay])


def bulk_update():
    essay = factories.essay(body="<p>Before</p>")
    essay.body = WRITTEN
    Essay.objects.bulk_update((essay for essay in [essay]), ["body"])


def update():
    factories.essay(body="<p>Before</p>")
    Essay.objects.update(body=WRITTEN, title="Prisoners Return")


def update_or_create():
    factories.essay(slug="prisoners-return", body="<p>Before</p>")
    Essay.objects.update_or_create({"body": WRITTEN}, slug="prisoners-return")


@pytest.mark.parametrize(
    "store", [save, save_one_field, bulk_create, bulk_update, update, update_or_create]
)
def test_derived_fields_follow_the_body(db, store):
    store()
    assert stored() == STORED


def test_fixture_does_not_set_derived_fields(db, tmp_path):
    fixture = tmp_path / "essay.json"
    call_command("dumpdata", "essays.essay", output=str(fixture), verbosity=0)
    fields = {"title": "Home", "slug": "home", "created": "1954-01-01", "updated": "1954-01-01"}
    fields |= {"body": WRITTEN, "body_html": "<script>x</script>", "notes": ["<script>"]}
    rows = [{"model": "essays.essay", "pk": 1, "fields": fields}]
    fixture.write_text(json.dumps(rows).replace('"1954-01-01"', '"1954-01-01T00:00:00Z"'))
    call_command("loaddata", str(fixture), verbosity=0)
    assert stored() == STORED


def test_instance_has_the_stored_values(db):
    essay = Essay.objects.create(title="Prisoners Return", slug="home", body=WRITTEN)
    fields = {name: getattr(essay, name) for name in STORED}
    assert fields == Essay.objects.values(*STORED).get()


def test_saving_another_field_derives_nothing(db):
    essay = factories.essay(body="<p>Before</p>")
    essay.title, essay.body = "Prisoners Return", WRITTEN
    essay.save(update_fields=["title"])
    assert (Essay.objects.get().title, stored()["body_html"]) == (essay.title, "<p>Before</p>")


def test_updating_another_field_derives_nothing(db, django_assert_num_queries):
    factories.essay(body="<p>Before</p>")
    with django_assert_num_queries(1):
        Essay.objects.update(title=Concat(F("title"), Value("!")))
    assert stored()["body_html"] == "<p>Before</p>"


def test_bulk_update_of_another_field_derives_nothing(db):
    essay = factories.essay(body="<p>Before</p>")
    essay.title, essay.body = "Prisoners Return", WRITTEN
    Essay.objects.bulk_update([essay], ["title"])
    assert (Essay.objects.get().title, stored()["body_html"]) == (essay.title, "<p>Before</p>")


def test_body_is_cleaned_when_derived_fields_are_given(db):
    factories.essay()
    made = {
        "body_html": "",
        "body_text": "",
        "notes": [],
        "last_anchor": 0,
        "source_links": {},
        "words": 0,
    }
    Essay.objects.update(body=WRITTEN, **made)
    assert stored() == {"body": CLEAN, "body_html": "", "body_text": "", "notes": []}


def test_expression_for_the_body_is_refused(db):
    factories.essay(body="<p>Before</p>")
    with pytest.raises(NotSupportedError):
        Essay.objects.update(body=F("title"))
    assert stored()["body_html"] == "<p>Before</p>"


@pytest.mark.parametrize(
    "store",
    [
        lambda comment: comment.save(),
        lambda comment: comment.save(update_fields=["text"]),
        lambda comment: Comment.objects.bulk_update([comment], ["text"]),
        lambda comment: Comment.objects.update(text=comment.text),
    ],
)
def test_html_of_a_comment_follows_its_text(db, store):
    comment = factories.comment()
    comment.text = "<b>I</b> read\n\nthis."
    store(comment)
    assert Comment.objects.get().html == "<p>&lt;b&gt;I&lt;/b&gt; read</p>\n\n<p>this.</p>"
