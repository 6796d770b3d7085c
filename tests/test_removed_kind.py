"""A kind whose app was removed: what is left of it causes no error, and nothing is lost."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db.models import F, Value
from django.db.models.functions import Replace
from django.urls import reverse
from django.utils import timezone
from reversion.models import Version

from essays.models import Essay
from resources.models import Text
from seventeen_moments.corrections.models import Correction
from seventeen_moments.search.models import Document
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.publish_due import publish_due
from seventeen_moments.versions.register import record
from seventeen_moments.versions.states import states_of
from tests import factories
from tests.seventeen_moments.versions.draft_forms import publish
from tests.seventeen_moments.versions.history_pages import Pages


@pytest.fixture
def essay(db):
    return factories.essay(title="Prisoners Return")


@pytest.fixture
def removed_kind(essay):
    """Turns a text, with all that can belong to it, into one of a kind that no app has."""
    text = factories.text(essay=essay, title="Found in the Attic", kind="diary")
    record(Essay, essay.pk)
    Text.objects.filter(pk=text.pk).update(title="Found in the Old Attic")
    record(Essay, essay.pk)
    factories.correction(subject=text)
    parent = Draft.objects.create(target=essay, data={"title": "Prisoners Come Home"})
    Draft.objects.create(target=text, data={"title": "Found"}, parent=parent)
    Text.objects.all()._raw_delete("default")
    kind = ContentType.objects.filter(app_label="resources", model="text")
    kind.update(app_label="attic", model="diary")
    ContentType.objects.clear_cache()
    Document.objects.filter(kind="text").update(kind="diary")
    data = Replace(F("serialized_data"), Value('"resources.text"'), Value('"attic.diary"'))
    Version.objects.update(serialized_data=data)
    yield
    ContentType.objects.clear_cache()


def change(essay):
    return reverse("admin:essays_essay_change", args=[essay.pk])


@pytest.mark.parametrize(
    "query", [{"q": "attic"}, {"kind": "diary"}, {"language": ""}, {"q": "attic", "year": "1953"}]
)
def test_search_omits_it(client, removed_kind, query):
    page = client.get("/search/", query)
    assert (page.status_code, "Attic" in page.text) == (200, False)


def test_filtered_search_shows_the_rest(client, removed_kind, essay):
    Essay.objects.get().save()
    Document.objects.update(year=1953)
    page = client.get("/search/", {"year": 1953})
    assert list(page.context["object_list"]) == [essay]


def test_suggestions_omit_it(client, removed_kind):
    assert client.get("/search/suggest/?q=attic").json()["suggestions"] == []


def test_rebuilt_index_omits_it(removed_kind):
    call_command("rebuild_search")
    assert set(Document.objects.values_list("kind", flat=True)) == {"essay"}


def test_correction_of_it_stays_and_is_shown_as_deleted(editor_client, removed_kind):
    label = "“Found in the Attic” (deleted)"
    for name, args in [("changelist", []), ("change", [Correction.objects.get().pk])]:
        page = editor_client.get(reverse(f"admin:corrections_correction_{name}", args=args))
        assert label in page.text
    assert Correction.objects.get().subject is None


def test_history_of_its_essay_shows_the_rest(editor_client, removed_kind, essay):
    pages = Pages(editor_client)
    version = states_of(Essay, essay.pk).first()
    responses = [
        pages.history(essay),
        pages.state(essay, version),
        pages.confirmation(essay, version),
    ]
    assert [page.status_code for page in responses] == [200, 200, 200]
    assert pages.changes(essay)[0][1] == []


def test_its_essay_can_be_saved_and_restored(editor_client, removed_kind, essay):
    version = states_of(Essay, essay.pk).first()
    publish(editor_client, essay, title="Prisoners")
    assert Essay.objects.get().title == "Prisoners"
    Pages(editor_client).restore(essay, version)
    assert Essay.objects.get().title == "Prisoners Return"


def test_draft_of_its_essay_can_be_shown_and_published(editor_client, removed_kind, essay):
    page = editor_client.get(reverse("admin:essays_essay_draft", args=[essay.pk]))
    assert "Come Home" in page.text
    assert editor_client.get(f"{essay.get_absolute_url()}?draft").status_code == 200
    Draft.objects.filter(parent=None).update(publish_at=timezone.now() - timedelta(minutes=1))
    publish_due()
    assert Essay.objects.get().title == "Prisoners Come Home"


def test_draft_of_it_has_a_name(removed_kind):
    assert str(Draft.objects.exclude(parent=None).get()) == "Draft of “None”"


def test_link_to_it_stays_in_the_body_but_is_not_shown(client, essay):
    Essay.objects.filter(pk=essay.pk).update(
        body='<p>See <a data-source="diary-1">the diary</a>.</p>'
    )
    Essay.objects.get().save()
    assert '<a data-source="diary-1">the diary</a>' in Essay.objects.get().body
    page = client.get(essay.get_absolute_url())
    assert "See the diary." in page.text
