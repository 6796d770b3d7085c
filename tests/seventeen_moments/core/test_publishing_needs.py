"""Nothing is published without the requirements in PUBLISHING_NEEDS."""

from functools import partial

import pytest
from django.urls import reverse

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.publication import Status
from tests import factories
from tests.forms import filled, row

RIGHTS = "Publication requires a rights statement."
INC = "http://rightsstatements.org/vocab/InC/1.0/"


def change(obj):
    return reverse(f"admin:{obj._meta.label_lower.replace('.', '_')}_change", args=[obj.pk])


def save(client, obj, **fields):
    return client.post(change(obj), filled(client.get(change(obj))) | fields)


def errors(response):
    return response.context["adminform"].form.errors


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
def test_missing_requirement_is_an_error_of_its_field(editor_client, settings, need, make, said):
    settings.PUBLISHING_NEEDS = [need]
    draft = make(status=Status.DRAFT)
    response = save(editor_client, draft, status="published")
    draft.refresh_from_db()
    assert (errors(response), draft.status) == (said, Status.DRAFT)


def test_all_missing_requirements_are_reported_together(editor_client, settings):
    settings.PUBLISHING_NEEDS = ["rights", "original-source", "byline"]
    response = save(editor_client, factories.text(status=Status.DRAFT), status="published")
    assert list(errors(response)) == ["rights", "original_source"]


def test_complete_object_is_published(editor_client):
    draft = factories.text(status=Status.DRAFT)
    save(editor_client, draft, status="published", rights=INC)
    assert Text.objects.published().get() == draft


def test_incomplete_draft_is_saved(editor_client):
    draft = factories.text(status=Status.DRAFT)
    save(editor_client, draft, title="Decree")
    assert Text.objects.get().title == "Decree"


def test_no_requirement_is_checked_by_default(editor_client, settings):
    settings.PUBLISHING_NEEDS = []
    save(editor_client, factories.text(status=Status.DRAFT), status="published")
    assert Text.objects.published().count() == 1


def test_scheduled_publication_is_checked_too(editor_client):
    draft = factories.text(status=Status.DRAFT)
    when = {"published_at_0": "2099-01-01", "published_at_1": "00:00"}
    response = save(editor_client, draft, status="published", **when)
    assert errors(response) == {"rights": [RIGHTS]}


def test_incomplete_new_source_is_refused(editor_client):
    address = reverse("admin:resources_text_add")
    data = filled(editor_client.get(address), title="Decree", status="published")
    response = editor_client.post(address, data | {"essay": factories.essay().pk})
    assert (errors(response), Text.objects.count()) == ({"rights": [RIGHTS]}, 0)


# Rows in the essay's form


def test_incomplete_row_is_not_saved(editor_client):
    essay = factories.essay()
    added = row("texts", 0, title="Decree", kind="decree", status="published")
    response = save(editor_client, essay, **added | {"texts-TOTAL_FORMS": 1})
    formset = response.context["inline_admin_formsets"][0].formset
    assert (formset.errors, Text.objects.count()) == ([{"__all__": [RIGHTS]}], 0)


def test_incomplete_row_has_an_error_at_its_field(editor_client, settings):
    settings.PUBLISHING_NEEDS = ["alternative-text"]
    image = factories.image(status=Status.DRAFT, alternative_text="gate.png")
    response = save(editor_client, image.essay, **row("images", 0, status="published"))
    formset = response.context["inline_admin_formsets"][1].formset
    assert list(formset.errors[0]) == ["alternative_text"]


# Published objects


def test_published_incomplete_object_can_be_corrected(editor_client):
    text = factories.text()
    save(editor_client, text, title="The Decree")
    assert Text.objects.get().title == "The Decree"


def test_essay_with_incomplete_published_sources_can_be_corrected(editor_client):
    essay = factories.text().essay
    save(editor_client, essay, title="The Thaw")
    assert Essay.objects.get().title == "The Thaw"


def test_published_object_cannot_become_incomplete(editor_client):
    text = factories.text(rights=INC)
    response = save(editor_client, text, rights="")
    assert (errors(response), Text.objects.get().rights) == ({"rights": [RIGHTS]}, INC)
