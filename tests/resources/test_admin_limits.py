"""How large one save of an essay may be, and how many queries it needs."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.versions.draft_forms import page_for, publish

MAKERS = factories.SOURCES


def change(row):
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])


def copies(source, number):
    """So many rows like the source; of one file, for it is not the files that are tried here."""
    model, fields = type(source), values_of(source)
    unique = [field.name for field in model._meta.concrete_fields if field.unique]
    once = [name for name in ["slug", *unique] if fields.get(name)]
    for place in range(2, number + 2):
        own = {name: f"{fields[name]}-{place}" for name in once}
        yield model(**fields | own | {"position": place})


def values_of(source):
    columns = [field for field in source._meta.concrete_fields if not field.primary_key]
    return {field.attname: getattr(source, field.attname) for field in columns}


def essay_with(number):
    """An essay with so many sources of each kind."""
    essay = factories.essay()
    for make in MAKERS:
        source = make(essay=essay, position=1)
        type(source).objects.bulk_create(copies(source, number - 1))
    return essay


def save(client, essay, **changes):
    data = filled(client.get(change(essay)), **changes)
    return client.post(change(essay), data | {"_draft": "on"})


def all_titles(essay, title):
    """The fields that give each source the title."""
    return {
        f"{name}-{place}-title": title
        for name in factories.RELATIONS
        for place in range(getattr(essay, name).count())
    }


def test_essay_with_sixty_sources_of_each_kind_is_published(editor_client):
    essay = essay_with(60)
    save(editor_client, essay, title="The Thaw", **all_titles(essay, "Changed"))
    answer = publish(editor_client, essay)
    essay.refresh_from_db()
    sources = [getattr(essay, name).filter(title="Changed") for name in factories.RELATIONS]
    changed = {rows.count() for rows in sources}
    assert (answer.status_code, essay.title, changed) == (302, "The Thaw", {60})


def test_draft_of_an_essay_with_sixty_sources_of_each_kind_is_saved(editor_client):
    essay = essay_with(60)
    data = filled(editor_client.get(change(essay)), **all_titles(essay, "Changed"))
    editor_client.post(change(essay), data | {"_draft": "on"})
    assert essay.drafts.get().children.count() == 60 * len(factories.RELATIONS)


@pytest.mark.usefixtures("unsearched")
@pytest.mark.parametrize("page", [change, partial(page_for, name="publish")])
def test_twice_the_sources_cost_no_more_than_twice_the_queries(editor_client, page):
    counts = []
    for number in [5, 10]:
        essay = essay_with(number)
        if page is not change:
            save(editor_client, essay, **all_titles(essay, "Saved"))
        data = filled(editor_client.get(page(essay)))
        data |= all_titles(essay, "Changed") if page is change else {}
        with CaptureQueriesContext(connection) as queries:
            assert editor_client.post(page(essay), data).status_code == 302
        counts.append(len(queries))
    assert counts[1] <= 2 * counts[0]


@pytest.mark.parametrize("number", [1, 3])
def test_page_for_publishing_asks_the_database_alike_for_one_and_three(
    editor_client, django_assert_num_queries, number
):
    essay = essay_with(number)
    for kind in kinds():
        kind.objects.update(status=Status.DRAFT)
    editor_client.get(page_for(essay, "publish"))
    with django_assert_num_queries(7 + 3 * len(kinds())):
        editor_client.get(page_for(essay, "publish"))


@pytest.mark.parametrize("word", ["home ", "дома "])
def test_essay_of_three_hundred_thousand_words_is_saved(editor_client, word):
    essay = factories.essay(status=Status.DRAFT)
    body = f"<p>{word * 1000}</p>" * 300
    save(editor_client, essay, body=body)
    assert Essay.objects.get().body_text.count(word.strip()) == 300_000


def test_text_of_three_hundred_thousand_words_in_three_alphabets_is_saved(editor_client):
    text = factories.text(status=Status.DRAFT)
    words = dict.fromkeys(["original", "transliteration", "translation"], "дома " * 300000)
    save(editor_client, text, **words)
    assert len(Text.objects.get().translation) == 5 * 300_000 - 1
