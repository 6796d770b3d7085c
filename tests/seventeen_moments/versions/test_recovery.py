"""Deleted essays and sources, listed and recovered."""

import pytest
from reversion.models import Revision

from essays.models import Essay
from resources.models import Text
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from tests import factories
from tests.seventeen_moments.versions.draft_forms import change, messages
from tests.seventeen_moments.versions.history_pages import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def delete(pages):
    """Deletes the row in the admin and returns its key."""

    def delete(row):
        pages.client.post(address("delete", row, row.pk), {"post": "yes"})
        return row.pk

    return delete


def listed(pages, model):
    return [str(row) for row, _revision in pages.deleted(model).context["rows"]]


def test_deleted_essay_is_listed(essay, pages, delete):
    factories.essay()
    delete(essay)
    assert listed(pages, Essay) == ["Prisoners Return"]


def test_deleted_source_is_listed(essay, pages, delete):
    factories.text()
    delete(essay.texts.get())
    assert listed(pages, Text) == ["The Amnesty Decree"]


def test_list_says_that_nothing_was_deleted(essay, pages, state):
    state(essay)
    assert "There is nothing deleted to recover." in pages.deleted(Essay).text


def test_list_of_deleted_is_linked(essay, pages):
    link = f'<a href="{address("deleted", Essay)}">Recover deleted</a>'
    assert link in pages.client.get(address("changelist", Essay)).text


def test_list_of_deleted_has_pages(pages, state):
    for _number in range(27):
        state(factories.essay(slug=f"essay-{_number}"))
    Essay.objects.all().delete()
    assert len(listed(pages, Essay)) == 25


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_deleted_takes_the_same_queries_for_one_and_three(
    pages, state, number, django_assert_num_queries
):
    for _ in range(number):
        state(factories.essay())
    Essay.objects.all().delete()
    pages.deleted(Essay)
    with django_assert_num_queries(7):
        pages.deleted(Essay)


def test_deleted_essay_is_shown_before_its_recovery(essay, pages, delete):
    page = pages.client.get(address("recover", Essay, delete(essay))).text
    assert "They came home." in page
    assert Essay.objects.count() == 0


def test_essay_is_recovered_with_its_sources(essay, pages, delete):
    before = [essay, *(kind.objects.get() for kind in kinds())]
    pages.recover(Essay, delete(essay))
    assert [Essay.objects.get(), *(kind.objects.get() for kind in kinds())] == before


def test_essay_is_recovered_with_its_themes_and_notes(essay, pages, delete):
    pages.recover(Essay, delete(essay))
    restored = Essay.objects.get()
    assert (restored.notes, list(restored.themes.names())) == (["Izvestiia, 1953"], ["Amnesty"])


def test_essay_is_recovered_at_its_address(essay, pages, delete, client):
    pages.recover(Essay, delete(essay))
    client.logout()
    assert client.get("/essays/prisoners-return/").status_code == 200


def test_draft_is_recovered_as_a_draft(essay, pages, delete):
    Essay.objects.update(status=Status.DRAFT)
    pages.recover(Essay, delete(essay))
    assert Essay.objects.get().status == Status.DRAFT


def test_files_are_recovered_at_their_addresses(
    essay, pages, delete, client, django_capture_on_commit_callbacks
):
    then = essay.images.get().file.url
    with django_capture_on_commit_callbacks(execute=True):
        key = delete(essay)
    assert client.get(then).headers["Cache-Control"] == "private, no-store"
    pages.recover(Essay, key)
    client.logout()
    assert client.get(then).status_code == 200


def test_source_is_recovered_in_its_essay(essay, pages, delete):
    pages.recover(Text, delete(essay.texts.get()))
    assert essay.texts.get().title == "The Amnesty Decree"


def test_recovery_is_recorded(essay, pages, delete):
    key = delete(essay)
    pages.recover(Essay, key)
    notes = list(Revision.objects.order_by("pk").values_list("comment", flat=True))
    assert notes == ["As it was before the next change", "Recovered"]


def refused(pages, model, key):
    before = Essay.objects.count(), Text.objects.count(), Revision.objects.count()
    response = pages.recover(model, key)
    assert (Essay.objects.count(), Text.objects.count(), Revision.objects.count()) == before
    return response.context["obstacles"]


def test_taken_slug_is_an_obstacle(essay, pages, delete):
    key = delete(essay)
    factories.essay(title="Other", slug="prisoners-return")
    assert refused(pages, Essay, key) == [
        "“Other” now has the address “prisoners-return”. Change one of them."
    ]


def test_deleted_essay_of_a_source_is_an_obstacle(essay, pages, delete):
    text = essay.texts.get()
    delete(essay)
    assert refused(pages, Text, text.pk) == [
        "Its essay was deleted, too. Recover the essay: this is recovered with it."
    ]


def test_missing_file_is_an_obstacle(essay, pages, delete, media_root):
    name = essay.images.get().file.name
    key = delete(essay)
    (media_root / name).unlink()
    assert refused(pages, Essay, key) == [
        "The file of “At the Camp Gate” is no longer in the archive."
    ]


NOT_DELETED = "“Prisoners Return” is not deleted. It may already have been recovered."


def told(pages, response):
    """Where the editor is sent, and with which message."""
    return response.url, messages(pages.client.get(response.url))[-1]


def test_existing_essay_cannot_be_recovered(essay, pages, state):
    state(essay)
    assert told(pages, pages.recover(Essay, essay.pk)) == (change(essay), NOT_DELETED)


def test_second_recovery_leads_to_the_recovered_page(essay, pages, delete):
    key = delete(essay)
    pages.recover(Essay, key)
    response = pages.recover(Essay, key)
    assert told(pages, response) == (change(Essay.objects.get()), NOT_DELETED)


def test_recovery_of_an_unknown_page_returns_404(editor_client):
    assert editor_client.post(address("recover", Essay, 0)).status_code == 404
