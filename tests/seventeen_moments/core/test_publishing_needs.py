"""Nothing is published without the requirements in PUBLISHING_NEEDS."""

from functools import partial

import pytest
from django.urls import reverse

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.publication import Status
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.versions.draft_forms import TOMORROW, at, page_for, publish

RIGHTS = "Publication requires a rights statement."
INC = "http://rightsstatements.org/vocab/InC/1.0/"


def change(obj):
    return reverse(f"admin:{obj._meta.label_lower.replace('.', '_')}_change", args=[obj.pk])


def save(client, obj, **fields):
    return client.post(change(obj), filled(client.get(change(obj))) | fields)


def errors(response):
    return response.context["adminform"].form.errors


def needed(response):
    """What is missing, by field, according to the page for publishing."""
    return {field: [str(told)] for field, told in response.context["plan"].main.obstacles.items()}


@pytest.fixture(autouse=True)
def needs(settings):
    settings.PUBLISHING_NEEDS = ["rights"]


@pytest.mark.parametrize(
    ("need", "make", "said"),
    [
        ("rights", factories.text, {"rights": [RIGHTS]}),
        (
            "original-source",
            factories.recording,
            {"original_source": ["Publication requires a publication statement."]},
        ),
        (
            "alternative-text",
            partial(factories.image, alternative_text="gate.png"),
            {"alternative_text": ["Publication requires a description of what is shown."]},
        ),
        (
            "transcript",
            factories.recording,
            {"transcript": ["Publication requires a transcript."]},
        ),
        (
            "date",
            partial(factories.text, display_date="that spring"),
            {
                "date": [
                    "Publication requires a date to sort by beside the display date, or neither."
                ]
            },
        ),
        ("byline", factories.essay, {"authors": ["Publication requires authors."]}),
    ],
)
def test_missing_requirement_is_told_with_a_link_to_its_field(
    editor_client, settings, need, make, said
):
    settings.PUBLISHING_NEEDS = [need]
    draft = make(status=Status.DRAFT)
    page = editor_client.get(page_for(draft, "publish"))
    [(field, [sentence])] = said.items()
    assert needed(page) == said
    assert f'<a href="{change(draft)}#id_{field}">{sentence}</a>' in page.text
    assert 'value="Publish"' not in page.text


def test_incomplete_page_is_not_published(editor_client):
    draft = factories.text(status=Status.DRAFT)
    response = publish(editor_client, draft)
    draft.refresh_from_db()
    assert response.context["form"].non_field_errors() == [f"“{draft}”: {RIGHTS}"]
    assert draft.status == Status.DRAFT


def test_all_missing_requirements_are_reported_together(editor_client, settings):
    settings.PUBLISHING_NEEDS = ["rights", "original-source", "byline"]
    draft = factories.text(status=Status.DRAFT)
    response = editor_client.get(page_for(draft, "publish"))
    assert list(needed(response)) == ["rights", "original_source"]


def test_other_checks_are_advice(editor_client):
    draft = factories.text(status=Status.DRAFT, rights=INC)
    response = editor_client.get(page_for(draft, "publish"))
    assert list(map(str, response.context["plan"].main.advice)) == [
        "Without a publication statement"
    ]


def test_complete_object_is_published(editor_client):
    draft = factories.text(status=Status.DRAFT)
    publish(editor_client, draft, rights=INC)
    assert Text.objects.published().get() == draft


def test_incomplete_draft_is_saved(editor_client):
    draft = factories.text(status=Status.DRAFT)
    save(editor_client, draft, title="Decree")
    assert Text.objects.get().title == "Decree"


def test_no_requirement_is_checked_by_default(editor_client, settings):
    settings.PUBLISHING_NEEDS = []
    publish(editor_client, factories.text(status=Status.DRAFT))
    assert Text.objects.published().count() == 1


def test_scheduled_publication_is_checked_too(editor_client):
    draft = factories.text(status=Status.DRAFT)
    response = publish(editor_client, draft, **at(TOMORROW))
    assert response.context["form"].non_field_errors() == [f"“{draft}”: {RIGHTS}"]


def test_what_is_scheduled_stays_complete(editor_client):
    scheduled = factories.text(published_at=TOMORROW, rights=INC)
    assert errors(save(editor_client, scheduled, rights="")) == {"rights": [RIGHTS]}


# What is published with the page


def test_incomplete_source_is_not_ticked(editor_client):
    essay = factories.essay(status=Status.DRAFT)
    factories.text(essay=essay, status=Status.DRAFT)
    publish(editor_client, essay)
    assert (Essay.objects.published().count(), Text.objects.get().status) == (1, Status.DRAFT)


def test_incomplete_source_holds_back_its_essay(editor_client):
    essay = factories.essay(status=Status.DRAFT)
    text = factories.text(essay=essay, status=Status.DRAFT)
    response = publish(editor_client, essay, **{"with": text.key})
    assert response.context["form"].non_field_errors() == [f"“{text}”: {RIGHTS}"]
    assert not Essay.objects.published().exists()


# Published objects


def test_published_incomplete_object_can_be_corrected(editor_client):
    text = factories.text()
    publish(editor_client, text, title="The Decree")
    assert Text.objects.get().title == "The Decree"


def test_essay_with_incomplete_published_sources_can_be_corrected(editor_client):
    essay = factories.text().essay
    publish(editor_client, essay, title="The Thaw")
    assert Essay.objects.get().title == "The Thaw"


def test_published_object_cannot_become_incomplete(editor_client):
    text = factories.text(rights=INC)
    response = publish(editor_client, text, rights="")
    assert needed(response) == {"rights": [RIGHTS]}
    assert Text.objects.get().rights == INC
