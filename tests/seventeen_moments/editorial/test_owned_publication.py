"""Authors publish nothing, and do not change what is published."""

import pytest
from django.urls import reverse

from essays.models import Essay
from resources.models import Image, Text
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.register import record
from seventeen_moments.versions.states import states_of
from tests import factories
from tests.forms import filled, row
from tests.seventeen_moments.editorial.authoring import (
    ADD,
    LIST,
    change,
    fields,
    rows,
    save,
)


@pytest.mark.parametrize("make", [factories.essay, *factories.SOURCES])
def test_form_of_an_author_has_no_publication_fields(author_client, author, draft, make):
    essay = {} if make is factories.essay else {"essay": draft}
    page = author_client.get(change(make(owner=author, status=Status.DRAFT, **essay)))
    assert fields(page) & {"status", "published_at", "entered_by"} == set()


@pytest.mark.parametrize("prefix", factories.RELATIONS)
def test_row_of_an_author_has_no_status(author_client, draft, prefix):
    page = author_client.get(change(draft))
    assert "status" not in rows(page, prefix).empty_form.fields


def test_author_cannot_publish_an_essay(author_client, draft):
    save(author_client, draft, status="published", title="The Thaw", _publish="on")
    draft.refresh_from_db()
    assert (draft.status, draft.title) == (Status.DRAFT, "The Thaw")


def test_author_cannot_add_a_published_essay(author_client):
    data = filled(author_client.get(ADD), title="The Thaw", slug="the-thaw", status="published")
    author_client.post(ADD, data | {"_publish": "on"})
    assert Essay.objects.get().status == Status.DRAFT


def test_author_cannot_publish_a_row(author_client, draft):
    added = row("texts", 0, title="Decree", kind="decree", status="published")
    save(author_client, draft, **added | {"texts-TOTAL_FORMS": 1})
    assert Text.objects.get().status == Status.DRAFT


@pytest.fixture
def picture(author, draft):
    return factories.image(essay=draft, owner=author, status=Status.DRAFT, alternative_text="")


def pictures_of(essay):
    return reverse("admin:resources_image_pictures", query={"essay": essay.pk})


def test_form_for_pictures_of_an_author_has_no_status(author_client, picture):
    shown = author_client.get(pictures_of(picture.essay)).context["rows"]
    assert [form.fields.keys() & {"status", "published_at"} for form in shown] == [set()]


def test_author_describes_their_pictures(author_client, picture):
    page = pictures_of(picture.essay)
    words = row("picture", picture.pk, alternative_text="A gate")
    author_client.post(page, filled(author_client.get(page), describe="Save", **words))
    assert Image.objects.get().alternative_text == "A gate"


def test_author_cannot_publish_a_picture_with_its_description(author_client, picture):
    page = pictures_of(picture.essay)
    words = row("picture", picture.pk, alternative_text="A gate", status="published")
    author_client.post(page, filled(author_client.get(page), _publish="on", **words))
    picture.refresh_from_db()
    assert (picture.status, picture.alternative_text) == (Status.DRAFT, "A gate")


def forms_for(draft):
    """Every address that may accept a form from an author."""
    yield ADD
    yield change(draft)
    yield LIST
    yield pictures_of(draft)
    yield reverse("bulk:import")
    yield reverse("admin:essays_essay_draft", args=[draft.pk])
    yield reverse("admin:essays_essay_publish", args=[draft.pk])
    yield reverse("admin:essays_essay_publish_several", query={"rows": draft.pk})
    yield reverse("admin:essays_essay_comment_policy", args=[draft.pk])
    state = states_of(Essay, draft.pk).first()
    yield reverse("admin:essays_essay_restore", args=[draft.pk, state.pk])
    for kind in kinds():
        yield reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_add")
        for source in kind.objects.all():
            yield change(source)
            yield change(source).replace("change", "publish")


@pytest.mark.parametrize("button", ["_save", "_publish", "_draft", "describe", "send"])
def test_no_form_publishes_for_an_author(author_client, author, draft, button):
    for make in factories.SOURCES:
        make(essay=draft, owner=author, status=Status.DRAFT)
    record(Essay, draft.pk)
    for address in forms_for(draft):
        page = author_client.get(address)
        data = filled(page) if page.status_code == 200 else {}
        at = {"published_at": "2020-01-01", "published_at_0": "2020-01-01"}
        later = at | {"published_at_1": "12:00:00", button: "on"}
        author_client.post(address, data | later)
        author_client.post(address, data | later | {"status": "published"})
    counts = [model.objects.exclude(status=Status.DRAFT).count() for model in [Essay, *kinds()]]
    assert set(counts) == {0}


def test_author_can_read_but_not_change_a_published_essay(author_client, author):
    essay = factories.essay(title="Virgin Lands", owner=author)
    page = author_client.get(change(essay))
    response = author_client.post(change(essay), {"title": "The Thaw", "slug": "the-thaw"})
    essay.refresh_from_db()
    assert (page.status_code, fields(page) - {"lead_image"}) == (200, set())
    assert (response.status_code, essay.title) == (403, "Virgin Lands")


def test_author_cannot_delete_a_published_essay(author_client, author):
    essay = factories.essay(owner=author)
    address = reverse("admin:essays_essay_delete", args=[essay.pk])
    assert author_client.post(address, {"post": "yes"}).status_code == 403
    assert Essay.objects.count() == 1


def test_published_row_is_not_in_the_form_of_an_author(author_client, author, draft):
    factories.text(essay=draft, owner=author)
    assert rows(author_client.get(change(draft)), "texts").initial_form_count() == 0
