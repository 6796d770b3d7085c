"""Several pages are published at once, from a list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resources.models import Text
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.publish_due import publish_in_time
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.versions.draft_forms import messages, page_for


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return", slug="return", status=Status.DRAFT)


def choose(client, action, *rows):
    address = f"/admin/{rows[0]._meta.label_lower.replace('.', '/')}/"
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(address, data, follow=True)


def test_several_are_published_from_the_list(editor_client):
    essay = factories.essay()
    texts = [factories.text(essay=essay, status=Status.DRAFT) for _ in range(3)]
    asked = choose(editor_client, "publish_selected", *texts[:2])
    assert asked.context["sentence"] == "Publish now: 2 pages become public."
    response = editor_client.post(asked.redirect_chain[-1][0], filled(asked), follow=True)
    assert messages(response) == ["2 pages are public."]
    assert list(Text.objects.published().order_by("pk")) == texts[:2]


def test_sources_of_one_draft_lead_to_it(editor_client, essay):
    texts = [factories.text(essay=essay, status=Status.DRAFT) for _ in range(2)]
    asked = choose(editor_client, "publish_selected", *texts)
    assert "Visitors see them once their essay “Prisoners Return” is public, too." in asked.text
    assert f'<a href="{page_for(essay, "publish")}">Publish the essay</a>' in asked.text


def test_published_sources_of_one_draft_are_told_to_wait_for_it(editor_client, essay):
    texts = [factories.text(essay=essay) for _ in range(2)]
    assert messages(choose(editor_client, "publish_selected", *texts)) == [
        "They become public with “Prisoners Return”. There is nothing else to publish."
    ]


def test_several_essays_are_published_with_their_sources(editor_client, essay):
    other = factories.essay(status=Status.DRAFT)
    for row in (essay, other):
        factories.text(essay=row, status=Status.DRAFT)
    asked = choose(editor_client, "publish_selected", essay, other)
    assert asked.context["sentence"] == "Publish now: 4 pages become public."
    editor_client.post(asked.redirect_chain[-1][0], filled(asked))
    assert Text.objects.published().count() == 2


def test_nothing_ticked_is_told(editor_client, essay):
    other = factories.essay(status=Status.DRAFT)
    asked = choose(editor_client, "publish_selected", essay, other)
    response = editor_client.post(asked.redirect_chain[-1][0], filled(asked, **{"with": None}))
    assert response.context["form"].non_field_errors() == ["Nothing is ticked."]


@pytest.mark.parametrize("rows", ["", "x", "99999", "9" * 40, "1,,"])
def test_invalid_rows_are_told(editor_client, rows):
    response = editor_client.get("/admin/essays/essay/publish/", {"rows": rows}, follow=True)
    assert messages(response) == ["None of these pages exists any more."]


def test_author_is_not_offered_to_publish(author_client, author):
    factories.essay(owner=author, status=Status.DRAFT)
    page = author_client.get("/admin/essays/essay/")
    assert "publish" not in page.text.lower().replace("published", "")


def test_several_sources_take_as_many_queries_as_two(editor_client, django_assert_num_queries):
    def ask(texts):
        keys = ",".join(str(text.pk) for text in texts)
        return editor_client.get(f"/admin/resources/text/publish/?rows={keys}")

    texts = [factories.text(status=Status.DRAFT) for _number in range(6)]
    publish_in_time()
    with CaptureQueriesContext(connection) as few:
        ask(texts[:2])
    with django_assert_num_queries(len(few)):
        assert "6 pages become public." in ask(texts).text
